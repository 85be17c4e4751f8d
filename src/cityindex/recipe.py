"""A recipe: the ordered, serialisable, replayable steps from values to scores."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import NoneType
from typing import Any

from cityindex.framework.types import Framework
from cityindex.steps import STEPS, Aggregate, Denominate, Normalise, RecipeError, Screen, Step, Weigh
from cityindex.steps.imputers import registered_name


@dataclass(frozen=True, slots=True)
class Recipe:
    """A framework and the steps that build it, in order.

    ``rank_decimals``: ranks compare scores as they are published, rounded half up to this many decimals;
    None compares them unrounded. ``replay`` the same recipe on the same data and the result is the same.
    """

    framework: Framework
    steps: tuple[Step, ...]
    rank_decimals: int | None = None

    def with_step(self, step: Step) -> "Recipe":
        """Replace the step of the same name. RecipeError where the recipe has none: place it yourself."""
        if step.name not in {s.name for s in self.steps}:
            raise RecipeError(f"the recipe has no step {step.name!r} to replace; it has {self._names()}")
        return replace(self, steps=tuple(step if s.name == step.name else s for s in self.steps))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values: framework id, rank_decimals, and every step with all its parameters."""
        return {
            "framework": self.framework.id,
            "rank_decimals": self.rank_decimals,
            "steps": [{"step": step.name, **_plain(step)} for step in self.steps],
        }

    def to_json(self) -> str:
        """Return ``to_dict`` as JSON text; ``from_json`` gives back an equal recipe."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], framework: Framework) -> "Recipe":
        """Read ``to_dict``. RecipeError for another framework, an unknown step or an unknown parameter."""
        if not isinstance(data, Mapping) or not isinstance(data.get("steps"), list):
            raise RecipeError("a recipe is an object with framework, rank_decimals and a list of steps")
        if data.get("framework") != framework.id:
            raise RecipeError(f"the recipe is for {data.get('framework')!r}, not for {framework.id!r}")
        decimals = data.get("rank_decimals")
        if decimals is not None and (type(decimals) is not int or not 0 <= decimals <= 9):
            raise RecipeError(f"rank_decimals is {decimals!r}; give a whole number from 0 to 9, or null")
        return cls(framework, tuple(_step(entry) for entry in data["steps"]), decimals)

    @classmethod
    def from_json(cls, text: str, framework: Framework) -> "Recipe":
        """Read ``to_json``; RecipeError for text that is not JSON."""
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise RecipeError(f"not valid JSON: {error}") from error
        return cls.from_dict(data, framework)

    def _names(self) -> str:
        return ", ".join(step.name for step in self.steps)


def default_recipe(framework: Framework) -> Recipe:
    """The recipe a framework implies: suspects left out, its own scale, weights and means; ranks as printed."""
    divided = any(i.denominator for i in framework.indicators)
    return Recipe(
        framework,
        (
            Screen(),
            *((Denominate(),) if divided else ()),
            Normalise(method=framework.normalise, high=framework.scale),
            Weigh(),
            Aggregate(),
        ),
        rank_decimals=framework.decimals,
    )


def _plain(step: Step) -> dict[str, Any]:
    """Return a step's parameters as JSON knows them: lists instead of tuples."""
    return {f.name: _plain_value(getattr(step, f.name)) for f in fields(step)}  # type: ignore[arg-type] # a dataclass value


def _plain_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain_value(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain_value(entry) for entry in value]
    return registered_name(value) if callable(value) else value


def _step(entry: Any) -> Step:
    if not isinstance(entry, Mapping):
        raise RecipeError(f"a step is {entry!r}; write an object with the key step")
    parameters = dict(entry)
    name = parameters.pop("step", None)
    if name not in STEPS:
        raise RecipeError(f"no step {name!r}; choose one of {', '.join(STEPS)}")
    kind = STEPS[name]
    default = kind()
    known = {f.name for f in fields(default)}  # type: ignore[arg-type] # a dataclass value
    if unknown := set(parameters) - known:
        raise RecipeError(f"{name}: no parameter {min(unknown)!r}; choose among {', '.join(sorted(known))}")
    return kind(
        **{
            key: _parameter(f"{name}: {key}", value, getattr(default, key))
            for key, value in parameters.items()
        }
    )


LARGEST = 1e300
"""Numbers of a recipe stay below this; NaN and infinities do too."""

_Kind = tuple[tuple[type, ...], str]
_NUMBER: _Kind = ((int, float), "a number")
_WORD: _Kind = ((str,), "a word")
_OPTIONS: _Kind = ((dict,), "an object of options")
_CHOICE: _Kind = ((str, dict), "a word, or an object of options")
_KINDS: dict[type, _Kind] = {
    bool: ((bool,), "true or false"),
    int: ((int,), "a whole number"),
    float: _NUMBER,
    str: _WORD,
    tuple: ((list, tuple), "a list of codes"),
    dict: ((dict,), "an object by code"),
}
_MAYBE: dict[str, _Kind] = {
    "base": ((int, NoneType), "a whole number, or null"),
    "cap": ((bool, NoneType), "true, false or null"),
}
"""What the parameters may be that are null unless somebody sets them."""
_HELD: dict[str, _Kind] = {
    **dict.fromkeys(("keep", "drop", "indicators", "by"), _WORD),
    **dict.fromkeys(("targets", "weights", "importance", "min_share", "range", "factors"), _NUMBER),
    **dict.fromkeys(("levels", "nodes"), _CHOICE),
    **dict.fromkeys(("overrides", "budgets", "comparisons"), _OPTIONS),
}
"""What the entries of a list or an object must be."""


def _parameter(place: str, value: Any, default: Any) -> Any:
    """Check one parameter against the kind of its default, and its entries; JSON lists become tuples."""
    key = place.rpartition(" ")[2]
    _require(place, value, _MAYBE[key] if default is None else _KINDS[type(default)])
    if isinstance(value, dict):
        for code, entry in value.items():
            _require(f"{place} of {code}", entry, _HELD[key])
    if isinstance(value, list | tuple):
        for entry in value:
            _require(f"{place}", entry, _HELD[key])
        return tuple(value)
    return value


def _require(place: str, value: Any, kind: _Kind) -> None:
    allowed, words = kind
    is_kind = isinstance(value, allowed) and (bool in allowed or not isinstance(value, bool))
    if not is_kind or (isinstance(value, int | float) and not -LARGEST < value < LARGEST):
        raise RecipeError(f"{place} is {value!r}; give {words}")
