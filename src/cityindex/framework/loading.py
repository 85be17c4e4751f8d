"""TOML file → ``Framework``, or one error that lists everything wrong with the file."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args, get_origin

from cityindex.framework.checks import Draft, check_all
from cityindex.framework.reader import BROKEN, Problem, Reader, keys_of
from cityindex.framework.types import Framework


class FrameworkError(ValueError):
    """A framework file that cannot be used; ``problems`` holds every fault found in it."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{file}: {problem}" for problem in problems))


def load(source: Path | str) -> Framework:
    """Load a framework from a file (a ``Path``, or a name ending in ``.toml``) or from TOML text.

    Raises ``FrameworkError`` naming file, key path, what was found and what is allowed, for all faults
    at once: syntax, unknown and missing keys, types, then the references and the tree.
    """
    is_file = isinstance(source, Path) or source.endswith(".toml")
    name = Path(source).name if is_file else "text"
    document = _parse(name, Path(source) if is_file else str(source))
    reader = Reader()
    framework: Framework = reader.record(Framework, document, "")
    problems = [*reader.problems, *check_all(_draft(document))]
    if problems:
        raise FrameworkError(name, problems)
    return framework


def _parse(name: str, source: Path | str) -> dict[str, Any]:
    try:
        text = source.read_text(encoding="utf-8-sig") if isinstance(source, Path) else source
        return tomllib.loads(text)
    except OSError as error:
        raise FrameworkError(name, [Problem("the file", str(error), "a file that can be read")]) from error
    except UnicodeDecodeError as error:
        raise FrameworkError(name, [Problem("the file", str(error), "text in UTF-8")]) from error
    except (ValueError, RecursionError) as error:
        raise FrameworkError(name, [Problem("the file", str(error), "valid TOML")]) from error


def _draft(document: Mapping[str, Any]) -> Draft:
    """Read the lists of the file row by row, keeping the place of each and leaving out the broken ones."""
    sections = {}
    for name, key in keys_of(Framework).items():
        rows = document.get(name)
        if get_origin(key.hint) is tuple and isinstance(rows, list):
            kind = get_args(key.hint)[0]
            read = [(f"{name}[{index}]", Reader().read(kind, row, "")) for index, row in enumerate(rows)]
            sections[name] = [place for place in read if place[1] is not BROKEN]
    return Draft(document, sections)
