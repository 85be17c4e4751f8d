"""Reading the current Monte Carlo run of a framework and period, and its intervals."""

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
