"""``warga observations import FILE --framework ID``: a file of values, whole or not at all."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from tqdm import tqdm

from cityindex.framework import FrameworkError, UnknownFrameworkError
from cityindex.tabular import MappingError, TableError
from warga.assessments.selectors.publishers import publisher
from warga.assessments.services.importing import commit_import
from warga.assessments.services.publishing import NothingToPublishError, publish_cities
from warga.indicators.domain.plan import Outcome, Plan
from warga.indicators.selectors.editions import UnknownFrameworkError as NotLoadedError
from warga.indicators.selectors.editions import current_edition
from warga.indicators.services.editions import load_named
from warga.indicators.services.imports import ROWS_IN_THE_SHELL, plan_import
from warga.indicators.services.planning import Scope
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import DomainError
from warga.places.selectors import city_from, every_city

if TYPE_CHECKING:
    from warga.places.models import City

SHOWN = 20
ACTOR = Actor("cli", None, "warga observations import")
READABLE = (TableError, MappingError, FrameworkError, UnknownFrameworkError, OSError, UnicodeDecodeError)


class Command(BaseCommand):
    help = "Import values from a CSV or XLSX file in one transaction, as drafts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="read one file")
        importing.add_argument("file", type=Path)
        importing.add_argument("--framework", required=True, help="an id, or a TOML file of your own")
        importing.add_argument("--city", help="short name or code; for rows that name no city")
        importing.add_argument("--period", type=int, help="the year; for rows that name none")
        importing.add_argument(
            "--map", type=Path, help="TOML file: which of their columns is which indicator"
        )
        importing.add_argument("--create-cities", action="store_true", help="add unknown cities as peers")
        importing.add_argument("--judged-by", default="", help="who made the interpretations in the file")
        importing.add_argument(
            "--publish", action="store_true", help="make the periods of cities without staff public at once"
        )
        importing.add_argument(
            "--by", metavar="EMAIL", help="with --publish: the publisher of the hosted cities in the file"
        )
        importing.add_argument(
            "--check", action="store_true", help="say what would happen, and write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                self._import(options, clock.now())
                if options["check"]:
                    transaction.set_rollback(True)
        except READABLE as error:
            problem = getattr(error, "problem", None)
            raise CommandError(problem.sentence(get_language() or "id") if problem else str(error)) from error
        except DomainError as error:
            raise CommandError(error.message) from error

    def _import(self, options: dict[str, Any], now: datetime) -> None:
        scope = Scope(
            _loaded(options["framework"], now),
            _city(options["city"]),
            options["period"],
            only_city=False,
            create_cities=options["create_cities"],
        )
        mapping = options["map"].read_text(encoding="utf-8-sig") if options["map"] else ""
        file: Path = options["file"]
        plan = plan_import(
            data=file.read_bytes(),
            filename=file.name,
            scope=scope,
            mapping=mapping,
            now=now,
            rows=ROWS_IN_THE_SHELL,
        )
        self._tell(plan)
        if options["check"]:
            return
        with _bar(_("Writing"), len(plan.writes)) as advance:
            committed, _judged = commit_import(
                plan=plan, author=options["judged_by"] or file.name, actor=ACTOR, now=now, progress=advance
            )
        if options["publish"]:
            self._publish(plan, committed.city_ids, options["by"], now)

    def _tell(self, plan: Plan) -> None:
        """Say how the file was read and what it would do; refused rows end here."""
        found, totals = plan.found, plan.totals
        how = ", ".join(word for word in (found.encoding, found.delimiter, found.sheet) if word.strip())
        self.stdout.write(_("Read as: %(how)s") % {"how": how})
        self.stdout.write(
            _("%(added)s added, %(changed)s changed, %(unchanged)s unchanged, %(refused)s refused")
            % {outcome.value: totals[outcome] for outcome in Outcome}
        )
        if not plan.refused:
            return
        language = get_language() or "id"
        problems = [problem.sentence(language) for row in plan.refused for problem in row.problems]
        self.stderr.write("\n".join(problems[:SHOWN]))
        raise CommandError(
            _("%(count)s rows are refused, so nothing was saved.") % {"count": len(plan.refused)}
        )

    def _publish(self, plan: Plan, new_ids: Mapping[str, int], by: str | None, now: datetime) -> None:
        """Publish every city and period of the file that has drafts.

        Peers have nobody to ask; a hosted city waits for its publisher unless ``by`` names one.
        """
        ids = {code: city.id for code, city in plan.cities.items()} | dict(new_ids)
        touched = {(row.key.period, ids[row.key.city]) for row in plan.rows if row.key}
        cities = every_city().in_bulk([pk for _period, pk in touched if pk])
        actor = publisher(by, cities.values(), now) if by else ACTOR
        for city in cities.values():
            if city.is_hosted and not by:
                self.stdout.write(_("%(city)s has its own publisher: its drafts wait.") % {"city": city.name})
        for period in sorted({period for period, _pk in touched}):
            chosen = [cities[pk] for year, pk in sorted(touched, key=str) if year == period and pk]
            self._publish_period(
                plan, period, [city for city in chosen if by or not city.is_hosted], actor, now
            )

    def _publish_period(
        self, plan: Plan, period: int, cities: "list[City]", actor: Actor, now: datetime
    ) -> None:
        if not cities:
            return
        with _bar(_("Publishing %(period)s") % {"period": period}, len(cities)) as advance:
            try:
                publish_cities(
                    cities=cities,
                    framework_id=plan.framework_id,
                    period=period,
                    actor=actor,
                    now=now,
                    progress=advance,
                )
            except NothingToPublishError as error:
                self.stdout.write(error.message)


@contextmanager
def _bar(label: str, total: int) -> Iterator[Callable[[int], object]]:
    """Show a bar with the time left."""
    with tqdm(total=total, desc=label, unit="", mininterval=0.5) as bar:
        yield bar.update


def _loaded(name: str, now: datetime) -> str:
    """Return the id of a framework, loading one of a file or one that ships with the engine."""
    try:
        return current_edition(name).framework_id
    except NotLoadedError:
        return load_named(name=name, actor=ACTOR, now=now).framework_id


def _city(name: str | None) -> "City | None":
    if name is None:
        return city_from(None)
    city = every_city().filter(slug=name).first() or every_city().filter(code=name).first()
    if city is None:
        raise CommandError(_("There is no city “%(name)s” here.") % {"name": name})
    return city
