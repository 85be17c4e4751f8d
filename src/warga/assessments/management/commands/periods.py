"""``warga periods publish --framework ipm-2010 --period 2022 --all --by …``: one period of one city or of many."""

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from warga.assessments.selectors.publishers import publisher
from warga.assessments.services.publishing import publish_cities
from warga.assessments.services.ranking import rank_cities
from warga.assessments.services.uncertainty import request_standard_run
from warga.kernel import clock
from warga.kernel.errors import DomainError
from warga.places.selectors import city_by_code, every_city

if TYPE_CHECKING:
    from warga.places.models import City


class Command(BaseCommand):
    help = "Publish a period of one city or of many, or rebuild the ranks of a period."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        publishing = verbs.add_parser("publish", help="make the drafts of a period public, all or none")
        which = publishing.add_mutually_exclusive_group(required=True)
        which.add_argument("--city", action="append", default=[], help="Kemendagri code; may be repeated")
        which.add_argument("--all", action="store_true", help="every city that has drafts")
        publishing.add_argument(
            "--by",
            required=True,
            metavar="EMAIL",
            help="who publishes: somebody who entered none of the drafts",
        )
        publishing.add_argument("--note", default="", help="a note for the public")
        ranking = verbs.add_parser("rank", help="rebuild scores and ranks of all cities")
        for one in (publishing, ranking):
            one.add_argument("--framework", required=True)
            one.add_argument("--period", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.publish(options) if options["verb"] == "publish" else self.rank(options)
        except DomainError as error:
            raise CommandError(error.message) from error

    def publish(self, options: dict[str, Any]) -> None:
        now = clock.now()
        cities = list(every_city()) if options["all"] else [_city(code) for code in options["city"]]
        actor = publisher(options["by"], cities, now)
        with tqdm(total=len(cities), unit="", disable=None) as bar:
            done = publish_cities(
                cities=cities,
                framework_id=options["framework"],
                period=options["period"],
                note=options["note"],
                actor=actor,
                now=now,
                progress=bar.update,
            )
        self.stdout.write(
            _("%(number)s cities are published for %(period)s.")
            % {"number": len(done), "period": options["period"]}
        )

    def rank(self, options: dict[str, Any]) -> None:
        year = {"framework_id": options["framework"], "period": options["period"]}
        with transaction.atomic():
            number = rank_cities(**year)
            request_standard_run(**year, now=clock.now())
        self.stdout.write(_("%(number)s cities are ranked anew.") % {"number": number})


def _city(code: str) -> "City":
    city = city_by_code(code)
    if city is None:
        raise CommandError(_("There is no city with the code %(code)s.") % {"code": code})
    return city
