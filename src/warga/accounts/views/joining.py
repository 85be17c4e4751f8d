"""The way in: invite, take back, accept."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from warga.accounts import guards, mail, selectors
from warga.accounts.forms import AcceptForm, InviteForm, WelcomeBackForm
from warga.accounts.models import Person
from warga.accounts.services import invitations
from warga.accounts.views.common import city_or_404, done, saved
from warga.kernel import clock


@never_cache
def invite(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Invite somebody; the link is sent by mail and shown once to whoever invites."""
    city = city_or_404(slug)
    actor = guards.require(request, "people.manage", city=city)
    form = InviteForm(request.POST or None, city=city)
    if request.method == "POST" and form.is_valid():
        invited = saved(form, invitations.invite, city=city, actor=actor, now=clock.now())
        if invited:
            link = request.build_absolute_uri(reverse("accounts:accept", kwargs={"secret": invited.secret}))
            context = {
                "city": city,
                "invitation": invited.invitation,
                "link": link,
                "sent": mail.send_invitation(invited.invitation, link),
            }
            return render(request, "accounts/invited.html", context)
    return render(request, "accounts/invite.html", {"city": city, "form": form})


@require_POST
def revoke_invitation(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Take an invitation back."""
    city = city_or_404(slug)
    actor = guards.require(request, "people.manage", city=city)
    get_object_or_404(selectors.open_invitations(city, now=clock.now()), pk=pk)
    words = _("The invitation was taken back.")
    done(request, words, invitations.revoke, invitation_id=pk, city=city, actor=actor, now=clock.now())
    return redirect("accounts:people", slug=city.slug)


@never_cache
@sensitive_variables("secret", "form")
@sensitive_post_parameters()
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind an invitation link: a newcomer chooses a password, somebody known here logs in first."""
    invitation = selectors.usable_invitation(secret, now=clock.now())
    if invitation is None:
        return render(request, "accounts/accept_closed.html", status=410)
    known = selectors.person_with(invitation.email)
    reader = request.user if isinstance(request.user, Person) else None
    if known and known.is_active and reader and reader.pk != known.pk:
        return render(request, "accounts/accept_other.html", {"invitation": invitation})
    if known and known.is_active and reader is None:
        messages.info(request, _("Please log in as %s to take up the invitation.") % invitation.email)
        return redirect_to_login(request.path, reverse("account_login"))
    welcome = reader if known and known.is_active else None
    sent = request.POST if request.method == "POST" else None
    form = WelcomeBackForm(sent) if welcome else AcceptForm(sent, initial={"name": invitation.name})
    if form.is_valid():
        person = saved(form, invitations.accept, secret=secret, person=welcome, now=clock.now())
        if person:
            if welcome:
                messages.success(request, _("Thank you. Your new role stands below."))
                return redirect("accounts:me")
            messages.success(request, _("Welcome. Please log in with your e-mail address and your password."))
            return redirect("account_login")
    context = {"invitation": invitation, "city": invitation.city, "form": form, "welcome": welcome}
    return render(request, "accounts/accept.html", context)
