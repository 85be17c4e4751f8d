"""Pieces of work done by several threads, with a word after each."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import TypeVar

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, in the same unit."""
Item = TypeVar("Item")


class Tell:
    """Counts pieces of work and passes the word on."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.done, self.total = progress, 0, total

    def __call__(self) -> None:
        """One piece more is done."""
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total)


def done(pool: Executor, work: Callable[[Item], None], items: Sequence[Item], tell: Tell) -> None:
    """Do the work for every item, in any order; the first error of the items' order is raised."""
    for _ in pool.map(work, items):
        tell()
