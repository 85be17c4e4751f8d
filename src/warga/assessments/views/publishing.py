"""Pages on which staff judge rows and publish periods."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from warga.accounts.guards import decision, require
from warga.assessments.forms import JudgementForm, PublishForm, WithdrawForm
from warga.assessments.selectors import judgements
from warga.assessments.selectors.drafts import open_periods, preview
from warga.assessments.selectors.table import Table, judging_table
from warga.assessments.services.judgements import JudgementError, Row, judge, withdraw
from warga.assessments.services.publishing import NothingToPublishError, StaleDraftsError, publish_period
from warga.assessments.views.common import city_or_404
from warga.indicators.selectors.editions import UnknownFrameworkError
from warga.kernel import clock
from warga.kernel.actor import Actor

if TYPE_CHECKING:
    from warga.places.models import City


@require_safe
def periods_to_judge(request: HttpRequest, slug: str) -> HttpResponse:
    city = city_or_404(slug)
    require(request, "judgements.enter", city=city)
    context = {"city": city, "periods": [period for period in open_periods(city.pk) if period.judges]}
    return render(request, "assessments/periods_to_judge.html", context)


@require_safe
def rows(request: HttpRequest, slug: str, framework: str, period: int) -> HttpResponse:
    city = city_or_404(slug)
    require(request, "judgements.enter", city=city)
    context = {"city": city, "table": _table(city, framework, period)}
    return render(request, "assessments/rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, slug: str, framework: str, period: int, indicator: str) -> HttpResponse:
    """Judge one row; with an error what was typed stays."""
    city = city_or_404(slug)
    actor = require(request, "judgements.enter", city=city)
    table = _table(city, framework, period)
    form = _judgement_form(request, table, city, indicator)
    if request.method == "POST" and form.is_valid():
        try:
            judge(
                city=city,
                row=Row(framework, period, indicator),
                **form.cleaned_data,
                actor=actor,
                now=clock.now(),
            )
        except JudgementError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The judgement is kept as a draft until somebody publishes it."))
            return redirect("assessments:rows", slug, framework, period)
    return _row_page(request, city, table, indicator, form)


@require_POST
def take_back(request: HttpRequest, slug: str, framework: str, period: int, indicator: str) -> HttpResponse:
    city = city_or_404(slug)
    actor = require(request, "judgements.enter", city=city)
    row, form = Row(framework, period, indicator), WithdrawForm(request.POST)
    form.full_clean()
    try:
        reason = form.cleaned_data.get("reason", "")
        withdraw(city=city, row=row, reason=reason, actor=actor, now=clock.now())
    except JudgementError as error:
        messages.error(request, error.message)
        return redirect("assessments:row", slug, framework, period, indicator)
    messages.success(request, _("The judgement will be gone with the next publication."))
    return redirect("assessments:rows", slug, framework, period)


@require_safe
def periods_to_publish(request: HttpRequest, slug: str) -> HttpResponse:
    city = city_or_404(slug)
    require(request, "drafts.view", city=city)
    context = {"city": city, "periods": open_periods(city.pk)}
    return render(request, "assessments/periods_to_publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, slug: str, framework: str, period: int) -> HttpResponse:
    """Look at what the public would see; the second person publishes it from here."""
    city = city_or_404(slug)
    verb = "periods.publish" if request.method == "POST" else "drafts.view"
    actor = require(request, verb, city=city)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publish_period(
                city=city,
                framework_id=framework,
                period=period,
                **form.cleaned_data,
                actor=actor,
                now=clock.now(),
            )
        except (NothingToPublishError, StaleDraftsError) as error:
            messages.warning(request, error.message)
            return redirect("assessments:draft", slug, framework, period)
        messages.success(request, _("The public sees these values from now on."))
        return redirect("dashboards:home", slug)
    return _draft_page(request, city, framework, period, actor)


def _draft_page(
    request: HttpRequest, city: "City", framework: str, period: int, actor: Actor
) -> HttpResponse:
    try:
        shown = preview(city, framework, period)
    except UnknownFrameworkError as error:
        raise Http404(error.message) from error
    context = {
        "city": city,
        "preview": shown,
        "may_publish": bool(decision(request, "periods.publish", city=city)),
        "own_hand": shown.entered_by(actor.id),
        "form": PublishForm(initial={"seen": shown.digest}),
    }
    return render(request, "assessments/draft.html", context)


def _table(city: "City", framework: str, period: int) -> Table:
    try:
        return judging_table(city, framework, period)
    except UnknownFrameworkError as error:
        raise Http404(error.message) from error


def _judgement_form(request: HttpRequest, table: Table, city: "City", indicator: str) -> JudgementForm:
    today = clock.day_of(clock.now(), city.time_zone)
    line = table.line(indicator)
    if line is None:
        raise Http404(_("This framework has no such row."))
    standing = line.judgement
    initial = (
        {"level": standing.level, "author": standing.author, "judged_on": standing.judged_on}
        if standing
        else {"author": getattr(request.user, "name", ""), "judged_on": today}
    )
    return JudgementForm(
        request.POST or None,
        initial=initial,
        framework=table.framework,
        today=today,
        language=get_language() or "id",
    )


def _row_page(
    request: HttpRequest, city: "City", table: Table, indicator: str, form: JudgementForm
) -> HttpResponse:
    context = {
        "city": city,
        "table": table,
        "line": table.line(indicator),
        "form": form,
        "withdraw": WithdrawForm(auto_id="withdraw_%s"),
        "history": judgements.history(city.pk, table.framework.id, table.period, indicator, with_drafts=True),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/row.html", context, status=status)
