"""``warga city create --code 53.71 --name "Kota Kupang" --slug kupang``: a city that is not a demonstration."""

from argparse import ArgumentParser, BooleanOptionalAction
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places import services


class Command(BaseCommand):
    help = "Create a city with pages and staff of its own, or a peer to compare with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        creating = verbs.add_parser("create", help="add one city")
        creating.add_argument("--code", required=True, help="Kemendagri code, for example 53.71")
        creating.add_argument("--name", required=True, help="for example “Kota Kupang”")
        creating.add_argument("--slug", help="word in the address; made from the name if left out")
        creating.add_argument("--province", default="")
        creating.add_argument("--time-zone", default="Asia/Makassar", help="for example Asia/Jakarta")
        creating.add_argument(
            "--hosted", action=BooleanOptionalAction, default=True, help="it has pages and staff here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            city = services.create_city(
                code=options["code"],
                name=options["name"],
                slug=options["slug"] or slugify(options["name"]),
                province=options["province"],
                time_zone=options["time_zone"],
                is_hosted=options["hosted"],
                actor=Actor("cli", None, "warga city create"),
                now=clock.now(),
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            _("%(name)s (%(code)s) was created; its word in addresses is %(slug)s.")
            % {"name": city.name, "code": city.code, "slug": city.slug}
        )
