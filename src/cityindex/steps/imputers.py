"""Imputation by a function of one's own, and the names by which recipes can say which."""

from collections.abc import Callable

from cityindex.dataset import Floats
from cityindex.steps.state import RecipeError, State

Imputer = Callable[[State], Floats]
"""Takes the state of one build and returns values (units, periods, indicators); only missing cells are taken."""

_REGISTERED: dict[str, Imputer] = {}


def register_imputer(name: str, function: Imputer) -> Imputer:
    """Give a function a name, so that recipes that use it can be written down and read back.

    ValueError for an empty name, and for one that another function already has.
    """
    if not name:
        raise ValueError("a function is registered under a name; give one")
    if _REGISTERED.setdefault(name, function) is not function:
        raise ValueError(f"another function is registered as {name!r}; choose another name")
    return function


def imputer(function: str | Imputer) -> Imputer:
    """Return a function, by its name where one is given. RecipeError for an unknown name."""
    if callable(function):
        return function
    if function not in _REGISTERED:
        known = ", ".join(_REGISTERED) or "none"
        raise RecipeError(f"impute: no function is registered as {function!r}; registered: {known}")
    return _REGISTERED[function]


def registered_name(function: str | Imputer) -> str:
    """Return the name of a function for writing it down. RecipeError if it has none."""
    if isinstance(function, str):
        return function
    for name, known in _REGISTERED.items():
        if known is function:
            return name
    called = getattr(function, "__name__", repr(function))
    raise RecipeError(
        f"impute: the function {called} has no name to write down; register it with register_imputer(name, function)"
    )
