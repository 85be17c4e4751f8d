"""Starting the site: when not to, what to say, and granian."""

import socket
from collections.abc import Iterator
from contextlib import nullcontext

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces

from warga.accounts.domain import DEMO_PASSWORD, Role
from warga.accounts.middleware import is_loopback
from warga.accounts.selectors import demo_log_ins, has_demo_people
from warga.accounts.texts import ROLES
from warga.common.parent import beside

# Two cores, one worker process: threads wait for the database more often than they compute, and SQLite has one writer.
THREADS = 4


def refusal(host: str, port: int) -> str | None:
    """Why the site must not be served there, and what to do; None if it may."""
    if MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes()):
        return _("The database is not up to date. Run “warga migrate” first.")
    if not on_loopback(host):
        if has_demo_people():
            return _(
                "This database has the log-ins of the demonstration, whose password everybody knows. "
                "It is served on this machine only. For a real city take a fresh database (WARGA_DATABASE), "
                "or close those log-ins with “warga user close-demo”."
            )
        if set(settings.ALLOWED_HOSTS) <= settings.LOOPBACK_HOSTS:
            return _(
                "Set WARGA_HOSTS to the names this site is reached by, for example siap.kupangkota.go.id."
            )
    return _("Port %s is in use. Choose another with --port.") % port if is_taken(host, port) else None


def on_loopback(host: str) -> bool:
    return host == "localhost" or is_loopback(host.strip("[]"))


def is_taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError:
            return True
    return False


def prepare() -> None:
    """Collect style and pictures; what has not changed is left alone."""
    call_command("collectstatic", interactive=False, verbosity=0)


def greeting(host: str, port: int) -> Iterator[str]:
    """The address, and in the demo who one may be."""
    name = f"[{host}]" if ":" in host and not host.startswith("[") else host
    yield _("Warga answers at %s") % f"http://{name}:{port}/"
    demo = demo_log_ins()
    if demo:
        yield _("Log-ins of the demonstration, all with the password %s") % DEMO_PASSWORD + ":"
    for email, role in demo:
        yield f"  {email}  ({ROLES[Role(role)]})"
    if not on_loopback(host) and not settings.HTTPS:
        yield _(
            "Put a proxy with HTTPS in front and set WARGA_HTTPS=1: without it passwords travel in the open."
        )


def run(host: str, port: int, threads: int, *, worker: bool = True) -> None:
    """Serve until stopped, with a worker beside it unless one runs elsewhere."""
    connections.close_all()
    server = Granian(
        "warga.wsgi:application",
        address="127.0.0.1" if host == "localhost" else host.strip("[]"),
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        websockets=False,
        log_level="warning",  # type: ignore[arg-type]
    )
    with beside("worker") if worker else nullcontext():
        server.serve()
