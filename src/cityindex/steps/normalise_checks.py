"""What a normalisation refuses, with the sentence that says what to change."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cityindex.steps.scales import SCALES
from cityindex.steps.state import RecipeError, State

if TYPE_CHECKING:
    from cityindex.steps.normalise import Normalise

WITHIN = ("all", "period")
OPTIONS = (
    "method", "low", "high", "mean", "sd", "target", "range", "reference", "cap", "goalposts", "scores",
)  # fmt: skip


def check(step: "Normalise", state: State) -> None:
    """Raise RecipeError for what cannot be followed."""
    _check_names(step, state)
    for code, options in (("", {}), *step.overrides.items()):
        _check_options(step, code, options, state)
    for code, target in step.targets.items():
        _finite(f"the target of {code}", target)


def _check_names(step: "Normalise", state: State) -> None:
    for method in (step.method, *(o["method"] for o in step.overrides.values() if "method" in o)):
        if not (isinstance(method, str) and method in SCALES):
            raise RecipeError(f"normalise: no method {method!r}; choose one of {', '.join(SCALES)}")
    if step.within not in WITHIN:
        raise RecipeError(f"normalise: within is {step.within!r}; choose one of {', '.join(WITHIN)}")
    if step.base is not None and step.within != "all":
        raise RecipeError("normalise: base fixes the scale for all periods, so leave within at 'all'")
    if step.base is not None and step.base not in state.periods:
        raise RecipeError(
            f"normalise: base is {step.base}; choose one of the periods {', '.join(map(str, state.periods))}"
        )
    if unknown := {*step.targets, *step.overrides} - set(state.tree.indicators):
        raise RecipeError(f"normalise: {min(unknown)!r} is no indicator of {state.framework.id}")
    if wrong := {key for options in step.overrides.values() for key in options} - set(OPTIONS):
        raise RecipeError(f"normalise: no option {min(wrong)!r}; choose among {', '.join(OPTIONS)}")


def _check_options(step: "Normalise", code: str, options: Mapping[str, Any], state: State) -> None:
    """Refuse ends the wrong way round, and what is no number: a score must rise with what is better."""
    of = f" of {code}" if code else ""
    ends = {key: options.get(key, getattr(step, key)) for key in ("low", "high", "mean", "sd")}
    given = {"target": options.get("target")} if options.get("target") is not None else {}
    for key, value in (ends | given).items():
        _finite(key + of, value)
    _check_goalposts(code, options.get("goalposts"))
    _check_scores(of, options.get("scores", {}))
    _check_range(of, options.get("range", step.range))
    cap, reference = options.get("cap", step.cap), options.get("reference", step.reference)
    if not (cap is None or isinstance(cap, bool)):
        raise RecipeError(f"normalise: cap{of} is {cap!r}; give true or false")
    if reference and state.units and reference not in state.units:
        raise RecipeError(f"normalise: reference{of} is {reference!r}; name a unit of the dataset")
    if options.get("method", step.method) == "distance_to_reference" and not reference:
        raise RecipeError(
            f"normalise: distance_to_reference{of} needs a reference; name a unit of the dataset"
        )
    if ends["low"] >= ends["high"]:
        raise RecipeError(
            f"normalise: low{of} is {ends['low']:g}, high {ends['high']:g}; give low below high"
        )
    if ends["sd"] <= 0:
        raise RecipeError(f"normalise: sd{of} is {ends['sd']:g}; give a number above 0")


def _check_goalposts(code: str, posts: object) -> None:
    if posts is None:
        return
    if (
        not isinstance(posts, list | tuple)
        or len(posts) not in (2, 3)
        or list(posts[2:]) not in ([], ["log"])
    ):
        raise RecipeError(
            f'normalise: goalposts of {code} is {posts!r}; give [worst, best] or [worst, best, "log"]'
        )
    for post in posts[:2]:
        _finite(f"a goalpost of {code}", post)


def _check_scores(of: str, scores: object) -> None:
    if not isinstance(scores, Mapping):
        raise RecipeError(f"normalise: scores{of} is {scores!r}; give an object by band")
    for band, score in scores.items():
        _finite(f"the score of {band}{of}", score)


def _check_range(of: str, ends: object) -> None:
    if not isinstance(ends, list | tuple) or len(ends) != 2:
        raise RecipeError(f"normalise: range{of} is {ends!r}; give [lower, upper]")
    for end in ends:
        _finite(f"an end of range{of}", end)
    if ends[0] >= ends[1]:
        raise RecipeError(f"normalise: range{of} is {ends[0]:g}, {ends[1]:g}; give the lower end first")


def _finite(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e300 < value < 1e300:
        raise RecipeError(f"normalise: {name} is {value!r}; give a number")
