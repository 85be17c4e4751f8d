"""A process beside the server that starts with it, is started again when it dies, and never outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

PATIENCE = 5.0
"""Seconds between two starts, and how long an end may take."""
GLANCE = 0.5
"""Seconds between two looks at whether the other process is still there, and between asking it twice to end."""


def end_with(parent: int) -> None:
    """End this process when the one that started it is gone, however that one ended."""
    Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    """An orphan gets another parent. Asked once it finishes its work; asked twice it breaks it off and puts it back."""
    while os.getppid() == parent:
        time.sleep(GLANCE)
    while True:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GLANCE)


@contextmanager
def beside(*command: str) -> Iterator[None]:
    """Keep ``warga COMMAND … --with-parent`` running while the body runs."""
    over = Event()
    keeper = Thread(target=_keep, args=(command, over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(2 * PATIENCE)


def _keep(command: tuple[str, ...], over: Event) -> None:
    """Start the process, and again when it dies by itself; end it once it is over."""
    line = [sys.executable, "-m", "warga", *command, "--with-parent", str(os.getpid())]
    while not over.is_set():
        with subprocess.Popen(line) as process:  # noqa: S603 - our own command
            while process.poll() is None and not over.wait(GLANCE):
                pass
            _end(process)
        over.wait(PATIENCE)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask it to end, twice, and kill it if it does not."""
    for patience in (GLANCE, PATIENCE):
        if process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    if process.poll() is None:
        process.kill()
