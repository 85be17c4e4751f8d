"""How far a long computation is, on the error stream of a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from cityindex.optional import need

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, in the same unit."""


@contextmanager
def shown(what: str) -> Iterator[Progress]:
    """Give a callback that draws a bar with the time left; one that is silent in a pipe or without tqdm."""
    if not sys.stderr.isatty() or find_spec("tqdm") is None:
        yield lambda done, total: None
        return
    with need("tqdm", why="a progress bar").tqdm(desc=what, file=sys.stderr, leave=False) as bar:

        def told(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)
            if done == total:
                bar.refresh()

        yield told
