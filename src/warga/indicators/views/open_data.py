"""What programs can read and write here, for people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

ADDRESSES = (
    ("GET", "/api/v1/frameworks", _("Every framework: what is measured, and on whose authority.")),
    ("GET", "/api/v1/frameworks/{framework_id}", _("One framework with its tree, indicators and sources.")),
    (
        "GET",
        "/api/v1/observations",
        _("Published values, as JSON or CSV, by city, framework, year and indicator."),
    ),
    ("POST", "/api/v1/observations", _("Save values as drafts, all or none. Needs a key of the city.")),
    ("GET", "/api/v1/assessments", _("One published assessment, exactly as it was stored, as JSON or CSV.")),
    ("GET", "/api/v1/assessments/list", _("Every published year of every city.")),
    ("GET", "/api/v1/assessments/uncertainty", _("How sure the scores of a published year are.")),
    ("GET", "/api/v1/assessments/leverage", _("What would raise a score most.")),
)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/open_data.html", {"addresses": ADDRESSES})
