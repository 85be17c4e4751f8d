"""``warga worker``: carries out the work that waits in the database, such as Monte Carlo runs."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from warga.assessments.services import uncertainty
from warga.common import parent
from warga.kernel import clock

POLITENESS = 10
"""Pages come first: the worker takes what the processor has left."""


class Command(BaseCommand):
    help = "Carry out what waits in the queue, until stopped."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="work off what waits now, then end")
        parser.add_argument(
            "--with-parent", type=int, metavar="PID", help="end with the process that started this one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            parent.end_with(options["with_parent"])
        if not options["once"]:
            os.nice(POLITENESS)
        uncertainty.take_up_again(now=clock.now())
        call_command(
            "db_worker",
            batch=options["once"],
            startup_delay=False,
            reload=False,
            verbosity=min(options["verbosity"], 1) if not options["with_parent"] else 0,
        )
