"""Entering values: which period, and its table."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cityindex.tabular.importing import OLDEST
from warga.accounts.guards import require
from warga.indicators.domain.above import Above
from warga.indicators.domain.grid import typed
from warga.indicators.forms import SaidForm, StartPeriodForm
from warga.indicators.selectors.editions import current_editions
from warga.indicators.selectors.grid import entry_table
from warga.indicators.selectors.values import periods, usual_framework
from warga.indicators.services.editions import load_if_needed
from warga.indicators.services.periods import start_period
from warga.indicators.services.planning import Scope
from warga.indicators.services.recording import Said, changed, problems_of, record_values
from warga.indicators.services.values import (
    ReasonMissingError,
    RefusedRowsError,
    StalePlanError,
)
from warga.indicators.views.common import address, city_or_404, framework_or_404, this_year
from warga.kernel import clock

if TYPE_CHECKING:
    from warga.places.models import City


@require_safe
def overview(request: HttpRequest, above: Above, slug: str | None = None) -> HttpResponse:
    """Choose a period to fill in, or begin one."""
    city = city_or_404(slug)
    require(request, "observations.enter", city=city)
    form = StartPeriodForm(initial={"framework": usual_framework(city.pk)}, this_year=this_year(city))
    return render(request, "indicators/overview.html", _overview(city, slug, form))


@require_http_methods(["POST"])
def start(request: HttpRequest, above: Above, slug: str | None = None) -> HttpResponse:
    """Begin a period and open its table."""
    city = city_or_404(slug)
    actor = require(request, "observations.enter", city=city)
    form = StartPeriodForm(request.POST, this_year=this_year(city))
    if not form.is_valid():
        page = _overview(city, slug, form)
        return render(request, "indicators/overview.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    framework, period, now = form.cleaned_data["framework"], form.cleaned_data["period"], clock.now()
    load_if_needed(framework_id=framework, actor=actor, now=now)
    start_period(city=city, framework_id=framework, period=period, actor=actor, now=now)
    return redirect(address("table", slug, framework=framework, period=period))


@require_http_methods(["GET", "HEAD", "POST"])
def table(
    request: HttpRequest, above: Above, framework: str, period: int, slug: str | None = None
) -> HttpResponse:
    """One form for a whole period; only changed rows are saved, and a refused one keeps what was typed."""
    city = city_or_404(slug)
    actor = require(request, "observations.enter", city=city)
    definition = framework_or_404(framework)
    if not OLDEST <= period <= this_year(city):
        raise Http404(_("There are no values for this year."))
    judgements = above.judgements_of(city_id=city.pk, framework_id=framework, period=period, drafts=True)
    form = SaidForm(request.POST or None)
    values = list(typed(definition, request.POST))
    problems = {}
    if request.method == "POST" and form.is_valid():
        scope = Scope(framework, city, period)
        new = changed(scope, values)
        try:
            said = Said(**form.cleaned_data)
            committed = record_values(scope=scope, values=new, said=said, actor=actor, now=clock.now())
        except RefusedRowsError as error:
            problems = problems_of(error, new)
        except ReasonMissingError as error:
            form.add_error("reason", error.message)
        except StalePlanError as error:
            form.add_error(None, error.message)
        else:
            saved = committed.added + committed.changed
            text = ngettext("%(count)s value saved as a draft.", "%(count)s values saved as drafts.", saved)
            messages.success(request, text % {"count": saved} if saved else _("Nothing was changed."))
            return redirect(request.path)
    context = {
        "city": city,
        "slug": slug,
        "framework": definition,
        "period": period,
        "form": form,
        "sections": entry_table(
            definition,
            city,
            period,
            judgements,
            typed={value.indicator: value for value in values},
            problems=problems,
        ),
        "problems": problems,
    }
    refused = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "indicators/table.html", context, status=refused)


def _overview(city: "City", slug: str | None, form: StartPeriodForm) -> dict[str, Any]:
    years = [(edition, periods(city.pk, edition.framework_id, drafts=True)) for edition in current_editions()]
    begun = [(edition, found) for edition, found in years if found]
    return {"city": city, "slug": slug, "begun": begun, "form": form}
