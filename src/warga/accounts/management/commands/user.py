"""``warga user create …`` and what else an administrator who is locked out needs from the machine itself."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from warga.accounts.domain import Role
from warga.accounts.selectors import agencies_of, person_with
from warga.accounts.services import invitations, people
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places.selectors import city_by_code, city_from

if TYPE_CHECKING:
    from warga.accounts.models import Agency, Person
    from warga.places.models import City

ACTOR = Actor("cli", None, "warga user")


class Command(BaseCommand):
    help = "Add people, close accounts, remove a lost second step."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        creating = verbs.add_parser("create", help="add a person with a first role")
        creating.add_argument("--email", required=True)
        creating.add_argument("--name", required=True)
        creating.add_argument("--role", required=True, choices=[role.value for role in Role])
        creating.add_argument("--city", help="slug or Kemendagri code; not needed where there is one city")
        creating.add_argument("--agency", help="code of the agency the role is limited to")
        creating.add_argument(
            "--invite", action="store_true", help="print a link instead of asking for a password"
        )
        creating.add_argument("--site", help="address of the site in the link, https://…")
        for verb, words in (
            ("close", "close an account: its sessions, keys and roles end"),
            ("reset-second-step", "forget a lost phone and its recovery codes"),
        ):
            about_one = verbs.add_parser(verb, help=words)
            about_one.add_argument("--email", required=True)
            about_one.add_argument(
                "--city", help="slug or Kemendagri code; not needed where there is one city"
            )
        verbs.add_parser("close-demo", help="close every log-in of the demonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        verb = {
            "create": self.create,
            "close": self.close,
            "reset-second-step": self.reset_second_step,
            "close-demo": self.close_demo,
        }[options["verb"]]
        try:
            self.stdout.write(verb(options))
        except DomainError as error:
            raise CommandError(error.message) from error

    def create(self, options: dict[str, Any]) -> str:
        city = _city(options["city"])
        about = {key: options[key] for key in ("email", "name", "role")}
        about |= {
            "city": city,
            "agency": _agency(city, options["agency"]),
            "actor": ACTOR,
            "now": clock.now(),
        }
        if options["invite"]:
            secret = invitations.invite(**about).secret
            link = _site(options["site"]) + reverse("accounts:accept", kwargs={"secret": secret})
            return _("Hand this link over; it works once and for a week:") + "\n" + link
        person = people.create(password=_password(), **about)
        return _("%s was added. The second step is set up at the first log-in.") % person

    def close(self, options: dict[str, Any]) -> str:
        person, city = _person(options["email"]), _city(options["city"])
        people.deactivate(person_id=person.pk, city=city, actor=ACTOR, now=clock.now())
        return _("The account is closed. Its sessions, keys and roles have ended.")

    def reset_second_step(self, options: dict[str, Any]) -> str:
        person, city = _person(options["email"]), _city(options["city"])
        people.remove_second_step(person_id=person.pk, city=city, actor=ACTOR, now=clock.now())
        return _("The second step is removed. It is set up anew at the next log-in.")

    def close_demo(self, options: dict[str, Any]) -> str:
        closed = people.close_demo(actor=ACTOR, now=clock.now())
        return _("%s log-ins of the demonstration are closed.") % closed


def _city(given: str | None) -> "City":
    city = (city_by_code(given) or city_from(given)) if given else city_from(None)
    if city is None:
        raise CommandError(
            _("There is no such city. Name it with --city; “warga city create” makes one.")
            if given
            else _("Say which city with --city and its slug or code; “warga city create” makes one.")
        )
    return city


def _agency(city: "City", code: str | None) -> "Agency | None":
    if code is None:
        return None
    agency = agencies_of(city).filter(code=code).first()
    if agency is None:
        raise CommandError(_("There is no agency with the code “%s” in this city.") % code)
    return agency


def _person(email: str) -> "Person":
    person = person_with(email)
    if person is None:
        raise CommandError(_("There is nobody with the address %s.") % email)
    return person


def _password() -> str:
    """Ask twice at a terminal; elsewhere read one line, so that a script may hand it over."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass(_("Password: "))
    if getpass(_("Once more: ")) != password:
        raise CommandError(_("This is not the same password."))
    return password


def _site(given: str | None) -> str:
    origins = [*settings.CSRF_TRUSTED_ORIGINS, "http://127.0.0.1:8000"]
    return (given or origins[0]).rstrip("/")
