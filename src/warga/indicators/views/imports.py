"""Importing a file: upload it, look at what it would change, then all or nothing."""

import csv
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cityindex.report.cells import harmless
from cityindex.tabular import MappingError, TableError
from warga.accounts.guards import require
from warga.indicators.domain.above import Above
from warga.indicators.domain.plan import Plan, PlannedRow
from warga.indicators.forms import ReasonForm, UploadForm
from warga.indicators.selectors.editions import UnknownFrameworkError
from warga.indicators.selectors.uploads import waiting_upload
from warga.indicators.selectors.values import usual_framework
from warga.indicators.services.editions import load_if_needed
from warga.indicators.services.imports import discard_upload, plan_upload, store_upload
from warga.indicators.services.planning import Scope
from warga.indicators.services.values import ReasonMissingError, RefusedRowsError, StalePlanError
from warga.indicators.views.common import address, city_or_404, this_year
from warga.kernel import clock

ROWS_ON_A_PAGE = 200


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, above: Above, slug: str | None = None) -> HttpResponse:
    """Take a file; only what can be read at all gets a preview."""
    city = city_or_404(slug)
    actor = require(request, "observations.enter", city=city)
    usual = {"framework": usual_framework(city.pk)}
    form = UploadForm(request.POST or None, request.FILES or None, initial=usual, this_year=this_year(city))
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, clock.now()
        load_if_needed(framework_id=given["framework"], actor=actor, now=now)
        stored = store_upload(
            scope=Scope(given["framework"], city, given["period"]),
            data=given["file"].read(),
            filename=given["file"].name,
            mapping=given["mapping"],
            judged_by=given["judged_by"],
            actor=actor,
            now=now,
        )
        try:
            plan_upload(upload=stored, city=city, now=now)
        except TableError as error:
            form.add_error("file", error.problem.sentence(get_language() or "id"))
        except (MappingError, UnknownFrameworkError) as error:
            form.add_error("mapping", str(error))
        else:
            return redirect(address("preview", slug, upload=stored.pk))
        discard_upload(upload=stored)
    refused = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request, "indicators/upload.html", {"city": city, "slug": slug, "form": form}, status=refused
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, above: Above, upload: UUID, slug: str | None = None) -> HttpResponse:
    """Show what every row would become; with the same plan still standing, carry it out."""
    city = city_or_404(slug)
    actor = require(request, "observations.enter", city=city)
    now = clock.now()
    stored = waiting_upload(upload, city.pk, by=actor.id, now=now)
    if stored is None:
        messages.warning(
            request, _("This preview has expired or was carried out already. Upload the file again.")
        )
        return redirect(address("import", slug))
    plan = plan_upload(upload=stored, city=city, now=now)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("digest") != plan.digest:
            messages.warning(
                request, _("Values were changed meanwhile. Look at the preview again, then confirm.")
            )
        elif plan.corrects_public and not form.cleaned_data["reason"].strip():
            form.add_error("reason", ReasonMissingError().message)
        else:
            author = stored.judged_by or stored.filename
            try:
                above.commit_import(plan=plan, author=author, **form.cleaned_data, actor=actor, now=now)
            except (RefusedRowsError, StalePlanError) as error:
                messages.error(request, error.message)
            else:
                discard_upload(upload=stored)
                return _done(request, plan, slug)
    context = {
        "city": city,
        "slug": slug,
        "upload": stored,
        "plan": plan,
        "form": form if plan.corrects_public else None,
        "totals": {outcome.value: count for outcome, count in plan.totals.items()},
        "page": Paginator(_refused_first(plan), ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "indicators/preview.html", context)


@require_safe
def refusals(request: HttpRequest, above: Above, upload: UUID, slug: str | None = None) -> HttpResponse:
    """The refused rows with their reasons, to mend them in a spreadsheet."""
    city = city_or_404(slug)
    actor = require(request, "observations.enter", city=city)
    now = clock.now()
    stored = waiting_upload(upload, city.pk, by=actor.id, now=now)
    if stored is None:
        raise Http404(_("This preview has expired."))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refused.csv"'
    response.write("\ufeff")  # so that a spreadsheet takes it for UTF-8
    writer = csv.writer(response)
    writer.writerow(["row", "column", "code", "raw_value", "problem", "reason"])
    language = get_language() or "id"
    for row in plan_upload(upload=stored, city=city, now=now).refused:
        for found in row.problems:
            cells = (
                row.line,
                found.column,
                row.code,
                row.raw_value,
                found.code,
                found.text.in_language(language),
            )
            writer.writerow([harmless(cell) for cell in cells])
    return response


def _done(request: HttpRequest, plan: Plan, slug: str | None) -> HttpResponse:
    saved = len(plan.writes)
    text = ngettext("%(count)s value saved as a draft.", "%(count)s values saved as drafts.", saved)
    messages.success(request, text % {"count": saved} if saved else _("Nothing was changed."))
    years = sorted({row.key.period for row in plan.rows if row.key})
    if not years:
        return redirect(address("grid", slug))
    return redirect(address("table", slug, framework=plan.framework_id, period=years[-1]))


def _refused_first(plan: Plan) -> list[PlannedRow]:
    order = {"refused": 0, "changed": 1, "added": 2, "unchanged": 3}
    return sorted(plan.rows, key=lambda row: (order[row.outcome], row.line or 0))
