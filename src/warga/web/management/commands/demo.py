"""``warga demo load`` and ``warga demo serve``: the demo city Kupang on this machine, in one step."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from warga.accounts.domain import DEMO_PASSWORD
from warga.kernel.errors import DomainError
from warga.web import seeding


class Command(BaseCommand):
    help = "Load the demo city, or load and serve it on this machine."
    requires_system_checks = ()  # a second each time; the tests run them
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        loading = verbs.add_parser("load", help="load what is missing of the demo city")
        serving = verbs.add_parser("serve", help="prepare the database, load the demo city, serve it")
        for verb in (loading, serving):
            verb.add_argument("--seeds", default="kupang", help="which demo city")
        serving.add_argument("--host", default="127.0.0.1")
        serving.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "serve":
            call_command("migrate", interactive=False, verbosity=0)
        seeds = self.load(options["seeds"])
        if options["verb"] == "serve":
            call_command("serve", host=options["host"], port=options["port"])
        else:
            self.greet(seeds)

    def load(self, name: str) -> seeding.Seeds:
        try:
            seeds = seeding.find_seeds(name)
            seeding.load(seeds, self.stdout.write)
            call_command("worker", once=True, verbosity=0)
        except DomainError as error:
            raise CommandError(error.message) from error
        return seeds

    def greet(self, seeds: seeding.Seeds) -> None:
        words = _("%(city)s is loaded. Demo log-ins, password %(password)s:")
        self.stdout.write(words % {"city": seeds.contents["city"]["name"], "password": DEMO_PASSWORD})
        for person in seeds.contents["people"]:
            self.stdout.write(f"  {person['email']}  ({person['role']})")
