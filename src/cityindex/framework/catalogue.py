"""The frameworks that come with the engine: one TOML file each, named by its id."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from cityindex.framework.loading import load
from cityindex.framework.types import Framework

FOLDER = Path(__file__).parent.parent / "frameworks"


class UnknownFrameworkError(LookupError):
    """No shipped framework has this id; ``near`` holds the ids that look like it."""

    def __init__(self, framework_id: str) -> None:
        self.near = tuple(get_close_matches(framework_id, ids(), n=3, cutoff=0.4))
        hint = f"did you mean {' or '.join(self.near)}?" if self.near else f"known are: {', '.join(ids())}"
        super().__init__(f"no framework {framework_id!r}; {hint}")


def ids() -> Sequence[str]:
    """Return the ids of all shipped frameworks in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def path_of(framework_id: str) -> Path:
    """Return the file of a shipped framework; ``UnknownFrameworkError`` suggests near ids."""
    if framework_id not in ids():
        raise UnknownFrameworkError(framework_id)
    return FOLDER / f"{framework_id}.toml"


@cache
def get(framework_id: str) -> Framework:
    """Return a shipped framework by id; ``UnknownFrameworkError`` suggests near ids."""
    return load(path_of(framework_id))


def every() -> tuple[Framework, ...]:
    """Return all shipped frameworks in the order of ``ids``."""
    return tuple(get(framework_id) for framework_id in ids())
