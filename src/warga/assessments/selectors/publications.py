"""Reading publications: the lists leave the big stored assessment in the database, one page reads one of them."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from warga.assessments.models import Publication


def current(city_id: int) -> list[Publication]:
    """Return what a city has published, without the stored assessments: readiness first, then the newest period."""
    found = _light().filter(city_id=city_id)
    return sorted(found, key=lambda p: (not _judged(p), -p.period, p.framework_id))


def current_of(city_ids: Iterable[int]) -> dict[int, Publication]:
    """Return for several cities the publication their home shows, by city; one query, no stored assessments."""
    first: dict[int, Publication] = {}
    for publication in sorted(
        _light().filter(city_id__in=list(city_ids)), key=lambda p: (not _judged(p), -p.period, p.framework_id)
    ):
        first.setdefault(publication.city_id, publication)
    return first


def chosen(publications: Sequence[Publication], framework: str, period: str) -> Publication | None:
    """Return the first publication that fits what the reader asked for; "" asks for nothing in particular."""
    fits = (p for p in publications if framework in ("", p.framework_id) and period in ("", str(p.period)))
    return next(fits, None)


def whole(publication: Publication) -> Publication:
    """Return the publication with its stored assessment, from one row."""
    return Publication.objects.select_related("edition").defer("edition__toml").get(pk=publication.pk)


def before(city_id: int, framework_id: str, period: int) -> Publication | None:
    """Return what a new publication is compared with: the current one of its period, else the latest earlier period."""
    return (
        Publication.objects.filter(
            city_id=city_id, framework_id=framework_id, period__lte=period, is_current=True
        )
        .order_by("-period")
        .first()
    )


def everywhere(*, city_code: str = "", framework_id: str = "") -> list[tuple[str, Publication]]:
    """Return what all cities have published, with the code of the city, the newest period first; one query."""
    rows = _light().select_related("city").order_by("-period", "city__code", "framework_id")
    if city_code:
        rows = rows.filter(city__code=city_code)
    if framework_id:
        rows = rows.filter(framework_id=framework_id)
    return [(row.city.code, row) for row in rows]


def _light() -> QuerySet[Publication]:
    return Publication.objects.filter(is_current=True).defer("result", "changes")


def _judged(publication: Publication) -> bool:
    return bool(publication.headline.get("interpreted"))
