"""``warga frameworks load ID|FILE.toml``: make a framework, or a newer edition of it, known here."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cityindex.framework import FrameworkError, UnknownFrameworkError
from warga.indicators.services.editions import load_named
from warga.kernel import clock
from warga.kernel.actor import Actor


class Command(BaseCommand):
    help = "Load a framework that comes with Warga (by its id) or one of your own (a TOML file)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        loading = verbs.add_parser("load", help="make it the current edition of its framework")
        loading.add_argument(
            "framework", help="an id, see `cityindex frameworks`, or a file that ends in .toml"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            actor = Actor("cli", None, "warga frameworks load")
            edition = load_named(name=options["framework"], actor=actor, now=clock.now())
        except (FrameworkError, UnknownFrameworkError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{edition.framework_id}: {edition.title}")
