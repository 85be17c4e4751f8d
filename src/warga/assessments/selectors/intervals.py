"""Reading Monte Carlo runs: the current one with its intervals for everybody, the list for staff."""

from dataclasses import dataclass

from warga.assessments.models import CityInterval, Ranking, UncertaintyRun


@dataclass(frozen=True)
class Known:
    """The current run of a framework and period, and whether the values have changed since."""

    run: UncertaintyRun
    outdated: bool


def known(framework_id: str, period: int) -> Known | None:
    """Return the current run, None where nothing has been computed yet; one query."""
    stamp = Ranking.objects.filter(framework_id=framework_id, period=period).values("inputs")[:1]
    found = (
        UncertaintyRun.objects.filter(framework_id=framework_id, period=period, is_current=True)
        .annotate(inputs_now=stamp)
        .first()
    )
    return Known(found, found.inputs != found.inputs_now) if found else None


def of_city(run: UncertaintyRun, city_id: int) -> dict[str, CityInterval]:
    """Return a city's intervals by node; one query."""
    return {row.node: row for row in CityInterval.objects.filter(run=run, city_id=city_id)}


def of_node(run: UncertaintyRun, node: str) -> dict[int, CityInterval]:
    """Return the intervals of all cities for one node, by city; one query."""
    return {row.city_id: row for row in CityInterval.objects.filter(run=run, node=node)}


def of_framework(framework_id: str, period: int, *, limit: int = 50) -> list[UncertaintyRun]:
    """Return the runs of a framework and period, the newest first."""
    runs = UncertaintyRun.objects.filter(framework_id=framework_id, period=period)
    return list(runs.select_related("requested_by").order_by("-pk")[:limit])


def run_of(framework_id: str, period: int, run_id: int) -> UncertaintyRun | None:
    """Return one run of this framework and period, current or not."""
    runs = UncertaintyRun.objects.filter(framework_id=framework_id, period=period)
    return runs.select_related("requested_by").filter(pk=run_id).first()
