"""``warga boundaries import FILE --source … --licence …``: outlines of places from a GeoJSON file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places import services
from warga.places.selectors import city_by_code, city_from


class Command(BaseCommand):
    help = "Import outlines of kelurahan, kecamatan or the city from a GeoJSON file in WGS 84."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="read a FeatureCollection, whole or not at all")
        importing.add_argument("file", type=Path)
        importing.add_argument("--source", required=True, help="who drew the outlines, with the address")
        importing.add_argument("--licence", required=True, help="for example ODbL-1.0")
        importing.add_argument("--city", help="Kemendagri code; not needed where there is one city")
        importing.add_argument("--code-property", help="the property that holds the code of the place")

    def handle(self, *args: Any, **options: Any) -> None:
        city = city_by_code(options["city"]) if options["city"] else city_from(None)
        if city is None:
            raise CommandError(_("Say which city with --city and its code, for example --city 53.71."))
        try:
            number = services.import_boundaries(
                city=city,
                data=options["file"].read_bytes(),
                source=options["source"],
                licence=options["licence"],
                code_property=options["code_property"],
                actor=Actor("cli", None, "warga boundaries import"),
                now=clock.now(),
            )
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read.") % {"file": options["file"]}) from error
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            _("%(number)s outlines are loaded for %(city)s.") % {"number": number, "city": city.name}
        )
