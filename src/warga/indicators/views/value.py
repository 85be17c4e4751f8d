"""One value: as written, as read, where from, what is odd about it, and every version it had."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cityindex.tabular.importing import OLDEST
from warga.accounts.guards import decision, require
from warga.indicators.domain.above import Above
from warga.indicators.domain.grid import Typed
from warga.indicators.forms import ValueForm
from warga.indicators.selectors.value import ValuePage, value_page
from warga.indicators.services.planning import Scope
from warga.indicators.services.recording import Said, record_values
from warga.indicators.services.values import ReasonMissingError, RefusedRowsError, StalePlanError
from warga.indicators.views.common import address, city_or_404, framework_or_404, this_year
from warga.kernel import clock

if TYPE_CHECKING:
    from warga.places.models import City


@require_safe
def page(
    request: HttpRequest, above: Above, framework: str, period: int, indicator: str, slug: str | None = None
) -> HttpResponse:
    """The public sees what is published; staff also see drafts, and may correct."""
    city = city_or_404(slug)
    found = _found(request, above, city, framework, period, indicator)
    form = ValueForm(initial=_initial(found)) if decision(request, "observations.enter", city=city) else None
    return _page(request, city, slug, found, form)


@require_POST
def correct(
    request: HttpRequest, above: Above, framework: str, period: int, indicator: str, slug: str | None = None
) -> HttpResponse:
    """Append a new version of one value, as a draft."""
    city = city_or_404(slug)
    actor = require(request, "observations.enter", city=city)
    found = _found(request, above, city, framework, period, indicator)
    form = ValueForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            record_values(
                scope=Scope(framework, city, period),
                values=[Typed(found.indicator.code, given["raw_value"], given["seen"])],
                said=Said(given["citation"], given["reason"]),
                actor=actor,
                now=clock.now(),
            )
        except RefusedRowsError as error:
            for problem in (found for row in error.plan.refused for found in row.problems):
                form.add_error("raw_value", problem.text.in_language(get_language() or "id"))
        except ReasonMissingError as error:
            form.add_error("reason", error.message)
        except StalePlanError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved as a draft. It becomes public when the period is published."))
            place = {"framework": framework, "period": period, "indicator": found.indicator.code}
            return redirect(address("value", slug, **place))
    return _page(request, city, slug, found, form)


def _found(
    request: HttpRequest, above: Above, city: "City", framework_id: str, period: int, indicator: str
) -> ValuePage:
    framework = framework_or_404(framework_id)
    if not OLDEST <= period <= this_year(city):
        raise Http404(_("There are no values for this year."))
    drafts = bool(decision(request, "drafts.view", city=city))
    try:
        item = framework.indicator(indicator)
    except KeyError:
        raise Http404(_("This framework has no such indicator.")) from None
    judgements = above.judgements_of(city_id=city.pk, framework_id=framework.id, period=period, drafts=drafts)
    found = value_page(framework, item, city, period, judgements, drafts=drafts)
    if not drafts and not found.versions:
        raise Http404(_("Nothing has been published here yet."))
    return found


def _initial(found: ValuePage) -> dict[str, Any]:
    value = found.value
    if value is None:
        return {"seen": 0}
    return {"seen": value.pk, "raw_value": value.raw_value, "citation": value.citation}


def _page(
    request: HttpRequest, city: "City", slug: str | None, found: ValuePage, form: ValueForm | None
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
    context = {"city": city, "slug": slug, "page": found, "form": form}
    return render(request, "indicators/value.html", context, status=status)
