"""Reading judgements: the newest versions staff see, the published ones everybody sees."""

from collections.abc import Iterable

from django.db.models import QuerySet

from warga.assessments.models import Judgement


def latest(city_id: int, framework_id: str, period: int) -> dict[str, Judgement]:
    """Return the newest judgement of each row, drafts included; withdrawn ones are left out."""
    return _standing(_of(city_id, framework_id, period).filter(is_latest=True))


def public(city_id: int, framework_id: str, period: int) -> dict[str, Judgement]:
    """Return the published judgement of each row; withdrawn ones are left out."""
    return _standing(_of(city_id, framework_id, period).filter(is_public=True))


def levels_of(*, city_id: int, framework_id: str, period: int, drafts: bool) -> dict[str, str]:
    """Return the level of every judged row, for the pages of values below."""
    found = (latest if drafts else public)(city_id, framework_id, period)
    return {code: judgement.level for code, judgement in found.items()}


def drafts(city_id: int, framework_id: str, period: int) -> list[Judgement]:
    """Return the judgements, withdrawals too, that would become public with the next publication."""
    return list(
        _of(city_id, framework_id, period)
        .filter(is_latest=True, is_public=False)
        .select_related("entered_by")
        .order_by("indicator")
    )


def draft_enterers(city_id: int, framework_id: str, period: int) -> set[int | None]:
    """Return who entered the waiting judgements of a period."""
    rows = _of(city_id, framework_id, period).filter(is_latest=True, is_public=False)
    return set(rows.values_list("entered_by_id", flat=True).distinct())


def history(
    city_id: int, framework_id: str, period: int, indicator: str, *, with_drafts: bool = False
) -> list[Judgement]:
    """Return every version of a row's judgement, the newest first; without drafts only what was public once."""
    rows = _of(city_id, framework_id, period).filter(indicator=indicator)
    if not with_drafts:
        rows = rows.filter(published_at__isnull=False)
    return list(rows.select_related("entered_by").order_by("-pk"))


def _of(city_id: int, framework_id: str, period: int) -> QuerySet[Judgement]:
    return Judgement.objects.filter(city_id=city_id, framework_id=framework_id, period=period)


def _standing(rows: Iterable[Judgement]) -> dict[str, Judgement]:
    return {row.indicator: row for row in rows if row.level}
