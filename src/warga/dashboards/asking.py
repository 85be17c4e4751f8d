"""Numbers somebody typed into an address: read, or kept with a remark."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

LARGEST = 1e15


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed by name, the numbers among it, and the names whose text is no number one can use."""

    typed: Mapping[str, str]
    numbers: Mapping[str, float]
    wrong: tuple[str, ...]


def numbers(
    asked: Mapping[str, str], prefix: str, known: Collection[str], *, least: float = -LARGEST
) -> Asked:
    """Read the entries ``prefix + name`` of an address for every known name; empty ones say nothing.

    A decimal comma is a decimal point. Numbers below ``least`` or beyond what anybody measures are wrong.
    """
    typed = {name: text for name in known if (text := asked.get(f"{prefix}{name}", "").strip())}
    read = {name: _number(text) for name, text in typed.items()}
    good = {
        name: number for name, number in read.items() if number is not None and least <= number <= LARGEST
    }
    return Asked(typed, good, tuple(name for name in typed if name not in good))


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
