"""The public pages: everybody may; ask for one stored assessment, answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from warga.assessments.selectors import judgements
from warga.dashboards.caching import public
from warga.dashboards.selectors import certainty as certain
from warga.dashboards.selectors import cohorts, going, helping, methods, pages, trying
from warga.indicators.selectors.across import over_years
from warga.places.selectors import city_from, hosted_cities

if TYPE_CHECKING:
    from warga.places.models import City


@require_safe
@public
def front(request: HttpRequest) -> HttpResponse:
    """Answer the home of the only city, or the list of cities."""
    cities = list(hosted_cities())
    if len(cities) == 1:
        return _answer(request, "home", cities[0])
    return render(request, "dashboards/cities.html", {"cities": pages.with_headlines(cities, _language())})


@require_safe
@public
def home(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(request, "home", _city(slug))


@require_safe
@public
def readiness(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(request, "readiness", _city(slug))


@require_safe
@public
def pillars(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(request, "pillars", _city(slug))


@require_safe
@public
def quality(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(request, "quality", _city(slug))


@require_safe
@public
def indicator(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    city = _city(slug)
    page = _page(request, city)
    row = page.row(code) if page else None
    if page is None or row is None:
        raise Http404(_("This city has published nothing under this name."))
    context = {
        "row": row,
        "parents": page.above(row),
        "flags": page.flags_of(code),
        "years": over_years(city.pk, page.publication.framework_id, code),
        "judged": judgements.history(city.pk, page.publication.framework_id, page.publication.period, code),
    }
    return render(request, "dashboards/indicator.html", {"city": city, "page": page, **context})


@require_safe
@public
def method(request: HttpRequest, slug: str) -> HttpResponse:
    return _more(request, slug, "method", lambda page: {"method": methods.method(page)})


@require_safe
@public
def certainty(request: HttpRequest, slug: str) -> HttpResponse:
    return _more(request, slug, "certainty", lambda page: {"certainty": certain.certainty(page)})


@require_safe
@public
def leverage(request: HttpRequest, slug: str) -> HttpResponse:
    asked = request.GET.dict()
    return _more(request, slug, "leverage", lambda page: {"help": helping.helping(page, asked)})


@require_safe
@public
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    asked = request.GET.dict()
    return _more(request, slug, "what_if", lambda page: {"trial": trying.trial(page, asked)})


@require_safe
@public
def trend(request: HttpRequest, slug: str) -> HttpResponse:
    return _more(request, slug, "going", lambda page: {"going": going.going(page)})


@require_safe
@public
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    city = _city(slug)
    page = cohorts.compared_page(city, request.GET.dict(), _language())
    if page is None:
        return render(request, "dashboards/alone.html", {"city": city})
    context = {"city": city, "page": page, "cohort": cohorts.cohort(page, request.GET.dict())}
    return render(request, "dashboards/comparison.html", context)


def _city(slug: str) -> "City":
    city = city_from(slug)
    if city is None:
        raise Http404(_("No city of this name has pages here."))
    return city


def _page(request: HttpRequest, city: "City") -> pages.Page | None:
    return pages.page(city, request.GET.dict(), _language())


def _answer(request: HttpRequest, name: str, city: "City") -> HttpResponse:
    page = _page(request, city)
    template = f"dashboards/{name}.html" if page else "dashboards/nothing.html"
    return render(request, template, {"city": city, "page": page})


def _more(
    request: HttpRequest, slug: str, name: str, ask: Callable[[pages.Page], dict[str, Any]]
) -> HttpResponse:
    """Answer a page that needs more than the publication; a city without one has nothing to show."""
    city = _city(slug)
    page = _page(request, city)
    if page is None:
        return render(request, "dashboards/nothing.html", {"city": city})
    return render(request, f"dashboards/{name}.html", {"city": city, "page": page} | ask(page))


def _language() -> str:
    return get_language() or "id"
