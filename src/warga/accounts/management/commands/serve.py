"""``warga serve``: the site, on this machine or for a city."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from warga.accounts import serving


class Command(BaseCommand):
    help = "Serve the site with granian."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=serving.THREADS, help="requests answered at once")
        parser.add_argument(
            "--no-worker", action="store_true", help="another process runs “warga worker”, perhaps elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        reason = serving.refusal(host, port)
        if reason:
            raise CommandError(reason)
        serving.prepare()
        for line in serving.greeting(host, port):
            self.stdout.write(line)
        self.stdout.flush()
        serving.run(host, port, options["threads"], worker=not options["no_worker"])
