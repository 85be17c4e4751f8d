"""How sure published scores are, and what would raise them, as data."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Schema

from cityindex.analysis.leverage import Leverage, leverage_of
from cityindex.text import Text
from warga.assessments.api.published import Period, published, router
from warga.assessments.selectors import intervals, whatif
from warga.indicators.schemas import Error
from warga.places.selectors import every_city

if TYPE_CHECKING:
    from warga.assessments.models import CityInterval, UncertaintyRun


class NodePeriod(Period):
    """A period of a city, and the code of a part; without one the whole."""

    node: str = ""


class Interval(Schema):
    """Where a part's score lies: 5, 50 and 95 of 100 draws are below; places for the whole alone."""

    node: str
    mean: float | None
    low: float | None
    median: float | None
    high: float | None
    computable: float
    place_low: int | None
    place_high: int | None
    place_likely: int | None
    bands: dict[str, float]


class Certainty(Schema):
    """The current Monte Carlo run over all cities of a framework and period, and one city's intervals."""

    city: str
    framework: str
    period: int
    draws: int
    seed: int
    varied: list[str]
    computed_at: str
    outdated: bool
    inputs: str
    engine: str
    recipe: dict[str, Any]
    nodes: list[Interval]


class Gain(Schema):
    """What one indicator brought to one goal would do to the score."""

    indicator: str
    goal: str
    value: float
    to_value: float
    gain: float
    after: float
    place: int | None
    peer: str | None


class NoGain(Schema):
    """A goal of an indicator, or the whole indicator (goal empty), that cannot be computed, and why."""

    indicator: str
    goal: str
    reason: dict[str, str]


class Leverages(Schema):
    """What would raise a city's score most, the largest gain first."""

    city: str
    framework: str
    period: int
    node: str
    score: float | None
    gains: list[Gain]
    left_out: list[NoGain]


@router.get(
    "/uncertainty",
    url_name="uncertainty",
    summary="How sure the scores are",
    response={200: Certainty, 404: Error},
)
def uncertainty(request: HttpRequest, asked: Query[Period]) -> dict[str, Any]:
    """The intervals of every part of a city, with seed, draws and recipe to compute them again."""
    city, publication = published(asked)
    known = intervals.known(publication.framework_id, publication.period)
    if known is None:
        raise Http404(_("Nobody has calculated yet how sure these scores are."))
    found = intervals.of_city(known.run, city.pk)
    return {
        "city": city.code,
        **_run(known.run),
        "outdated": known.outdated,
        "nodes": [_interval(row) for row in found.values()],
    }


@router.get(
    "/leverage", url_name="leverage", summary="What would help most", response={200: Leverages, 404: Error}
)
def leverage(request: HttpRequest, asked: Query[NodePeriod]) -> dict[str, Any]:
    """For each indicator the gain from its next band, its target and the best city compared, one at a time."""
    city, publication = published(asked)
    ready = whatif.ready(publication.framework_id, publication.period, city.pk)
    if ready is None or asked.node not in ("", *ready.index.nodes):
        raise Http404(_("No such assessment has been published."))
    found = leverage_of(ready, node=asked.node or None)
    return {
        "city": city.code,
        "framework": publication.framework_id,
        "period": publication.period,
        "node": found.node.code,
        "score": found.score if found.score == found.score else None,
        "gains": _gains(found),
        "left_out": [
            {"indicator": left.indicator.code, "goal": left.goal, "reason": _both(left.reason)}
            for left in found.left_out
        ],
    }


def _run(run: "UncertaintyRun") -> dict[str, Any]:
    assert run.finished_at is not None  # noqa: S101 - a current run is done
    return {
        "framework": run.framework_id,
        "period": run.period,
        "draws": run.draws,
        "seed": run.seed,
        "varied": run.varied,
        "computed_at": run.finished_at.isoformat(),
        "inputs": run.inputs,
        "engine": run.engine,
        "recipe": run.recipe,
    }


def _interval(row: "CityInterval") -> dict[str, Any]:
    return {name: getattr(row, name) for name in Interval.model_fields}


def _gains(found: Leverage) -> list[dict[str, Any]]:
    peers = {int(gain.peer) for gain in found.gains if gain.peer}
    codes = dict(every_city().filter(pk__in=peers).values_list("pk", "code"))
    return [
        {
            "indicator": gain.indicator.code,
            "goal": gain.goal,
            "value": gain.value,
            "to_value": gain.to_value,
            "gain": gain.gain,
            "after": gain.after,
            "place": gain.rank or None,
            "peer": codes.get(int(gain.peer)) if gain.peer else None,
        }
        for gain in found.gains
    ]


def _both(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}
