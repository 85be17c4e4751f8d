"""Colours of a city, kept readable: WCAG 2.2, success criterion 1.4.3."""

import re

SAND = "#F6F1E7"
ENOUGH = 4.5


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 for black and 1 for white (WCAG 2.2 definition)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, background: str = SAND) -> str | None:
    """Darken a colour until it reads on ``background``; None for what is not ``#rrggbb``."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return None
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    while contrast(colour, background) < ENOUGH:
        channels = [int(channel * 0.92) for channel in channels]
        colour = "#{:02x}{:02x}{:02x}".format(*channels)
    return colour.lower()
