"""Reading scores and ranks of many cities: what comparison pages show."""

from django.db.models import F, QuerySet

from warga.assessments.models import CityScore


def standing(city_id: int, framework_id: str, period: int, node: str) -> CityScore | None:
    """Return a city's score and place for one node; None where no other city has a score to compare with."""
    found = CityScore.objects.filter(
        city_id=city_id, framework_id=framework_id, period=period, node=node, rank__isnull=False
    )
    return found.first()


def compared(city_id: int) -> list[tuple[str, int]]:
    """Return the (framework, period) pairs in which a city has a rank among others, the newest first."""
    pairs = CityScore.objects.filter(city_id=city_id, rank__isnull=False)
    return sorted(set(pairs.values_list("framework_id", "period")), key=lambda pair: (-pair[1], pair[0]))


def cohort(framework_id: str, period: int, node: str) -> QuerySet[CityScore]:
    """Return the scores of one node in all cities, the best first, those without a score last; one query."""
    return (
        CityScore.objects.filter(framework_id=framework_id, period=period, node=node)
        .select_related("city")
        .defer("city__emblem_svg")
        .order_by(F("rank").asc(nulls_last=True), "city__name")
    )
