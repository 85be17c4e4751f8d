"""Scores written draw by draw and read unit by unit."""

import tempfile
from collections.abc import Sequence
from threading import Lock

import numpy as np

from cityindex.dataset import Floats

IN_MEMORY = 2**26
"""Bytes of scores kept in memory; more go to a temporary file, so that a run of any length fits."""


class Spool:
    """Scores of R draws × U units × N nodes: whole draws go in, ``chunk`` at once, whole units come out."""

    def __init__(self, units: int, nodes: int, draws: int, chunk: int) -> None:
        self.units, self.nodes = units, nodes
        self.chunks = [slice(first, min(first + chunk, draws)) for first in range(0, draws, chunk)]
        self.file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by close()
        self.lock = Lock()

    def write(self, some: slice, scores: Floats) -> None:
        """Keep ``scores`` (r, U, N) of one chunk."""
        with self.lock:
            self.file.seek(8 * some.start * self.units * self.nodes)
            self.file.write(np.ascontiguousarray(scores.transpose(1, 2, 0)).data)

    def read(self, units: slice, out: Floats, nodes: Sequence[int]) -> None:
        """Put the scores of some units into ``out`` (…, u, R) at ``nodes``."""
        count = units.stop - units.start
        for some in self.chunks:
            r = some.stop - some.start
            with self.lock:
                self.file.seek(8 * self.nodes * (some.start * self.units + units.start * r))
                data = self.file.read(8 * self.nodes * count * r)
            out[nodes, :, some] = np.frombuffer(data).reshape(count, self.nodes, r).transpose(1, 0, 2)

    def close(self) -> None:
        """Remove the file."""
        self.file.close()
