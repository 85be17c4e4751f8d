"""A process beside the server: started, started again when it dies, gone when the server is gone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src"
# Stands for ``warga``: writes its number down and waits for its end.
CHILD = """
import os, sys, time
sys.path.insert(0, {sources!r})
from warga.common.parent import end_with
end_with(int(sys.argv[-1]))
with open({log!r}, "a") as log:
    print(os.getpid(), file=log)
time.sleep(60)
"""
SERVER = """
import sys, time
sys.path.insert(0, {sources!r})
from warga.common import parent
parent.PATIENCE = 0.2
sys.executable = {child!r}
with parent.beside("worker"):
    time.sleep(60)
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def server(tmp_path: Path, log: Path):
    """A server with a child beside it, both without Django."""
    child = tmp_path / "child"
    words = CHILD.format(sources=str(SOURCES), log=str(log))
    child.write_text(f"#!{sys.executable}\n{words}")
    child.chmod(0o755)
    words = SERVER.format(sources=str(SOURCES), child=str(child))
    with subprocess.Popen([sys.executable, "-c", words]) as process:
        yield process
        process.kill()


def until(true) -> bool:
    """Wait for something, for at most twenty seconds."""
    for _ in range(200):
        if true():
            return True
        time.sleep(0.1)
    return False


def children(log: Path) -> list[int]:
    return [int(line) for line in log.read_text().split()] if log.exists() else []


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().split()[2] == "Z"


def test_it_is_started_again_when_it_dies(server, log):
    assert until(lambda: len(children(log)) == 1)
    os.kill(children(log)[0], signal.SIGKILL)
    assert until(lambda: len(children(log)) == 2)


def test_it_never_outlives_the_server(server, log):
    assert until(lambda: children(log))
    server.kill()
    server.wait()
    assert until(lambda: gone(children(log)[0]))
