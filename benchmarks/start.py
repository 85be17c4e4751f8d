"""How long ``make run`` takes the second time: from the command to the first answer, median of five starts."""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def seconds_to_answer(var: str) -> float:
    """Start the demo in ``var``, wait for its home page, end it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "warga", "demo", "serve", "--port", str(port)]
    environment = os.environ | {"WARGA_VAR": var, "PYTHONPATH": str(ROOT / "src")}
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        while time.perf_counter() < began + 120:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                    return time.perf_counter() - began
            except OSError:
                time.sleep(0.02)
        raise TimeoutError("the demo did not answer within two minutes")
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    """Print the first start in an empty folder and the median of five later ones."""
    with tempfile.TemporaryDirectory(prefix="warga-start-") as var:
        first = seconds_to_answer(var)
        later = [seconds_to_answer(var) for _ in range(5)]
    print(f"first start, loading the demo  {first:6.2f} s")
    print(f"later starts, median of five   {statistics.median(later):6.2f} s")


if __name__ == "__main__":
    main()
