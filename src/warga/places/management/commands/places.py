"""``warga places import FILE``: the kecamatan and kelurahan of a city from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cityindex.tabular import TableError, read_csv
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places import services
from warga.places.selectors import city_by_code, city_from


class Command(BaseCommand):
    help = f"Add the kecamatan and kelurahan of a city from a CSV file with the columns {', '.join(services.PLACE_COLUMNS)}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="add the places that are not there yet, all or none")
        importing.add_argument("file", type=Path)
        importing.add_argument("--city", help="Kemendagri code; not needed where there is one city")

    def handle(self, *args: Any, **options: Any) -> None:
        city = city_by_code(options["city"]) if options["city"] else city_from(None)
        if city is None:
            raise CommandError(_("Say which city with --city and its code, for example --city 53.71."))
        try:
            rows = rows_of(options["file"].read_bytes())
            number = services.add_places(
                city=city, rows=rows, actor=Actor("cli", None, "warga places import"), now=clock.now()
            )
        except TableError as error:
            raise CommandError(error.problem.sentence(get_language() or "id")) from error
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read.") % {"file": options["file"]}) from error
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            _("%(number)s kelurahan were added to %(city)s.") % {"number": number, "city": city.name}
        )


def rows_of(data: bytes) -> list[dict[str, str]]:
    """Read a table in any usual encoding, with commas or semicolons, as cells by heading."""
    table = read_csv(data)
    if table.problems:
        raise TableError(table.problems[0])
    return [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]
