"""Reads plain TOML tables into the dataclasses of ``types``: the type hints are the schema.

Nothing is raised here. Every fault becomes a ``Problem`` with its key path, what was found and what is
allowed, so that one reading of a file reports all of them.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from cityindex.framework.types import Between
from cityindex.text import Text

BROKEN: Any = object()
"""Stands for a value that could not be read; its problem has been noted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file: where, what was found, what is allowed."""

    path: str
    found: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}; allowed: {self.allowed}"


class Key(NamedTuple):
    """One key of a table: its type hint, whether it may be left out and whether that means None."""

    hint: Any
    required: bool
    optional: bool = False


def show(value: object) -> str:
    """Return a value as a person would recognise it, cut to a readable length."""
    if isinstance(value, Mapping):
        return f"a table with {', '.join(map(str, value)) or 'no keys'}"[:80]
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # more than 4,300 digits, or a list nested as deep
        return "something very long"
    return text if len(text) <= 60 else text[:57] + "…"


def one_of(allowed: Iterable[object], found: object) -> str:
    """Return the allowed words as a list, with the nearest one pointed out."""
    words = [str(word) for word in allowed]
    near = get_close_matches(str(found), words, n=1)
    return (", ".join(words) or "none declared") + (f" (did you mean {near[0]!r}?)" if near else "")


@cache
def keys_of(cls: type) -> Mapping[str, Key]:
    """Return the keys a table for ``cls`` may hold; a field that may be None may be left out."""
    hints = get_type_hints(cls, include_extras=True)
    if cls is Text:
        return {name: Key(hint, required=True) for name, hint in hints.items()}
    keys = {}
    for field in fields(cls):
        optional = NoneType in get_args(hints[field.name])
        has_default = field.default is not MISSING or field.default_factory is not MISSING
        keys[field.name] = Key(hints[field.name], required=not (optional or has_default), optional=optional)
    return {name: key for name, key in keys.items() if name != rest_of(cls)}


def rest_of(cls: type) -> str | None:
    """Return the field that takes the keys a table has beyond its named ones, if there is one."""
    return None if cls is Text else next((f.name for f in fields(cls) if f.metadata.get("rest")), None)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


PLAIN: Mapping[Any, tuple[str, Callable[[Any], bool]]] = {
    str: ("text in quotes that is not empty", lambda value: isinstance(value, str) and bool(value.strip())),
    bool: ("true or false", lambda value: isinstance(value, bool)),
    int: ("a whole number", lambda value: isinstance(value, int) and _is_number(value)),
    float: ("a finite number", _is_number),
    date: ("a date such as 2023-12-31", lambda value: type(value) is date),
}


def what_of(hint: Any) -> str:
    """Return in words what a key of this type holds."""
    if get_origin(hint) is Annotated:
        return what_of(get_args(hint)[0])
    if hint in PLAIN:
        return PLAIN[hint][0]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "one of " + ", ".join(hint)
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(map(str, get_args(hint)))
    if get_origin(hint) is tuple:
        return "a list"
    return "a table" if get_origin(hint) is Mapping else f"a table with {', '.join(keys_of(hint))}"


class Reader:
    """Turns TOML values into typed ones and collects the problems met on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def fault(self, path: str, found: object, allowed: str) -> Any:
        """Note a problem and return ``BROKEN``."""
        self.problems.append(Problem(path or "the file", show(found), allowed))
        return BROKEN

    def read(self, hint: Any, value: object, path: str) -> Any:
        """Read one value by its type hint; ``BROKEN`` if it, or anything inside it, is wrong."""
        origin, args = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):  # X | None: TOML has no null, so a value that is there is an X
            return self.read(args[0], value, path)
        if origin is Annotated:
            return self._bounded(args[0], args[1], value, path)
        if origin is Literal:
            fits = any(type(value) is type(arg) and value == arg for arg in args)
            return value if fits else self.fault(path, value, one_of(args, value))
        if origin is tuple:
            return self._list(args[0], value, path)
        if origin is Mapping:
            return self._mapping(args[1], value, path)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return hint(str(value)) if value in list(hint) else self.fault(path, value, one_of(hint, value))
        if hint in PLAIN:
            what, fits_plain = PLAIN[hint]
            if not fits_plain(value):
                return self.fault(path, value, what)
            return float(value) if hint is float else value  # type: ignore[arg-type]
        return self.record(hint, value, path)

    def record(self, cls: type, value: object, path: str) -> Any:
        """Read a table into a dataclass (or ``Text``), naming unknown and missing keys."""
        keys, rest, prefix = keys_of(cls), rest_of(cls), f"{path}." if path else ""
        if not isinstance(value, Mapping):
            return self.fault(path, value, what_of(cls))
        before = len(self.problems)
        found: dict[str, Any] = {name: None for name, key in keys.items() if key.optional}
        for name, item in value.items():
            if name in keys:
                found[name] = self.read(keys[name].hint, item, prefix + name)
            elif rest is None:
                self.problems.append(Problem(prefix + name, "an unknown key", one_of(keys, name)))
        for name, key in keys.items():
            if key.required and name not in value:
                self.problems.append(Problem(prefix + name, "nothing", f"{what_of(key.hint)} (required)"))
        if rest is not None:
            found[rest] = {name: item for name, item in value.items() if name not in keys}
        return BROKEN if len(self.problems) > before else cls(**found)

    def _bounded(self, hint: Any, bounds: Between, value: object, path: str) -> Any:
        number = self.read(hint, value, path)
        if number is BROKEN or bounds.low <= number <= bounds.high:
            return number
        upper = "" if bounds.high == math.inf else f" to {bounds.high:g}"
        return self.fault(path, value, f"a number from {bounds.low:g}{upper or ' up'}")

    def _list(self, hint: Any, value: object, path: str) -> Any:
        if not isinstance(value, list):
            return self.fault(path, value, "a list")
        items = tuple(self.read(hint, item, f"{path}[{index}]") for index, item in enumerate(value))
        return BROKEN if any(item is BROKEN for item in items) else items

    def _mapping(self, hint: Any, value: object, path: str) -> Any:
        if not isinstance(value, Mapping):
            return self.fault(path, value, "a table")
        items = {name: self.read(hint, item, f"{path}.{name}") for name, item in value.items()}
        return BROKEN if any(item is BROKEN for item in items.values()) else items
