"""Pages on which staff ask how sure scores are, and watch the calculation."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from warga.accounts.guards import require
from warga.assessments.forms import RunForm
from warga.assessments.selectors import runs as selected
from warga.assessments.services.uncertainty import RunRefusedError, request_run
from warga.assessments.views.common import city_or_404
from warga.kernel import clock

if TYPE_CHECKING:
    from warga.places.models import City

VERB = "uncertainty.request"
SECONDS = 3


@require_safe
def runs(request: HttpRequest, slug: str) -> HttpResponse:
    city = city_or_404(slug)
    require(request, VERB, city=city)
    context = {"city": city, "years": selected.countable(city.pk)}
    return render(request, "assessments/runs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def runs_of(request: HttpRequest, slug: str, framework: str, period: int) -> HttpResponse:
    """Start a run; below, the earlier ones."""
    city = city_or_404(slug)
    actor = require(request, VERB, city=city)
    year = _year(city, framework, period)
    form = RunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = request_run(
                city=city, framework_id=framework, period=period, asked=form.asked, actor=actor, now=clock.now()
            )  # fmt: skip
        except RunRefusedError as error:
            form.add_error(None, error.message)
        else:
            return redirect("assessments:run", slug, framework, period, run.pk)
    context = {"city": city, "year": year, "form": form, "runs": selected.of_framework(framework, period)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/runs_of.html", context, status=status)


@require_safe
def progress(request: HttpRequest, slug: str, framework: str, period: int, run: int) -> HttpResponse:
    """How far a run is. Whoever asks for it sees the page renewed every few seconds; nobody else is interrupted."""
    city = city_or_404(slug)
    require(request, VERB, city=city)
    year = _year(city, framework, period)
    status = selected.status(framework, period, run, clock.now())
    if status is None:
        raise Http404(_("There is no such calculation."))
    watching = status.open and "watch" in request.GET
    response = render(
        request, "assessments/run.html", {"city": city, "year": year, "status": status, "watching": watching}
    )
    if watching:
        response["Refresh"] = str(SECONDS)
    return response


def _year(city: "City", framework: str, period: int) -> selected.Countable:
    years = selected.countable(city.pk)
    found = next((y for y in years if (y.framework_id, y.period) == (framework, period)), None)
    if found is None:
        raise Http404(_("This city has published nothing for this year."))
    return found
