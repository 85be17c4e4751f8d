"""The words of the public pages for codes that come from the engine and from stored assessments."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityindex.rounding import round_half_up

Words = str | Promise

UNITS: dict[str, Words] = {
    "percent": gettext_lazy("percent"),
    "community": gettext_lazy("communities"),
    "startup": gettext_lazy("start-ups"),
    "institution": gettext_lazy("institutions"),
    "person": gettext_lazy("people"),
    "case_per_year": gettext_lazy("cases a year"),
    "event_per_year": gettext_lazy("events a year"),
    "system": gettext_lazy("systems"),
    "location": gettext_lazy("locations"),
    "hour_per_month": gettext_lazy("hours a month"),
    "hospital": gettext_lazy("hospitals"),
    "hall": gettext_lazy("halls"),
    "facility": gettext_lazy("facilities"),
    "library": gettext_lazy("libraries"),
    "year": gettext_lazy("years"),
    "level": gettext_lazy("(level)"),
    "scale_1_5": gettext_lazy("(from 1 to 5)"),
    "score": gettext_lazy("(score)"),
    "available": gettext_lazy("(yes or no)"),
    "loan_per_resident": gettext_lazy("loans per resident"),
    "IDR": gettext_lazy("rupiah"),
    "USD": gettext_lazy("US dollars"),
}

MARKS: dict[str, Words] = {
    "official": gettext_lazy("official"),
    "expert": gettext_lazy("set by experts"),
    "project": gettext_lazy("set by this project"),
    "unofficial": gettext_lazy("not official"),
    "assumed": gettext_lazy("assumed"),
}

SEVERITIES: dict[str, Words] = {
    "suspect": gettext_lazy("Doubtful: left out until somebody has checked"),
    "warning": gettext_lazy("Please check"),
    "note": gettext_lazy("Good to know"),
    "format": gettext_lazy("How it is written"),
}

SEVERITY_HINTS: dict[str, Words] = {
    "suspect": gettext_lazy("These values are shown, but they take no part in any score."),
    "warning": gettext_lazy("Something does not fit. The values still count."),
    "note": gettext_lazy("No fault by itself, but you read the number better if you know it."),
    "format": gettext_lazy("Only the way of writing. The number is clear."),
}

STEPS: dict[str, Words] = {
    "check_suspects": gettext_lazy("Check the doubtful rows against the original papers and correct them."),
    "check_warnings": gettext_lazy("Ask the offices that gave these values about what does not fit."),
    "fill": gettext_lazy("Find the values nobody has written down yet."),
    "judge": gettext_lazy("Judge the rows that have a value but no judgement."),
    "provide": gettext_lazy("Plan how the city gets what it does not have yet."),
}

CHANGES: dict[str, Words] = {
    "value_added": gettext_lazy("New value"),
    "value_corrected": gettext_lazy("Value corrected"),
    "value_moved": gettext_lazy("Another value this year"),
    "value_removed": gettext_lazy("Value taken back"),
    "judged": gettext_lazy("Judged for the first time"),
    "judgement_changed": gettext_lazy("Judged differently"),
    "judgement_withdrawn": gettext_lazy("Judgement taken back"),
}

WEAK: dict[str, Words] = {
    "absent": gettext_lazy("Does not exist"),
    "none": gettext_lazy("There is none"),
}

MARK_HINTS: dict[str, Words] = {
    "official": gettext_lazy("laid down in a regulation or by the body in charge"),
    "expert": gettext_lazy("laid down by people who know the subject, in a named document"),
    "project": gettext_lazy("decided by this project, and open to correction"),
    "unofficial": gettext_lazy("taken from a source that is not the body in charge"),
    "assumed": gettext_lazy("nobody has laid it down; a plain assumption, such as 0 to 100 for percent"),
}

CONFIDENCE: dict[str, Words] = {
    "high": gettext_lazy("sure"),
    "medium": gettext_lazy("fairly sure"),
    "low": gettext_lazy("not sure"),
    "assumed": gettext_lazy("assumed"),
}

MEANS: dict[str, Words] = {
    "arithmetic": gettext_lazy("weighted mean"),
    "geometric": gettext_lazy("geometric mean: a low part cannot be made up for so easily"),
    "harmonic": gettext_lazy("harmonic mean"),
    "median": gettext_lazy("median, the one in the middle"),
    "generalised": gettext_lazy("generalised mean: its exponent says how much a low part counts"),
    "mazziotta_pareto": gettext_lazy("mean with a penalty for parts that differ much"),
    "copeland": gettext_lazy("the number of cities one is ahead of, part by part"),
    "benefit_of_the_doubt": gettext_lazy("the weights that are best for each city itself"),
}

TYPES: dict[str, Words] = {
    "count": gettext_lazy("a number of things"),
    "percent": gettext_lazy("a share in percent"),
    "boolean": gettext_lazy("yes or no"),
    "hours": gettext_lazy("a time in hours"),
    "ratio": gettext_lazy("a ratio"),
    "score": gettext_lazy("a score or level"),
    "currency": gettext_lazy("an amount of money"),
}

DIRECTIONS: dict[int, Words] = {
    1: gettext_lazy("more is better"),
    -1: gettext_lazy("less is better"),
    0: gettext_lazy("neither: it only tells about the city and is never scored"),
}


def unit(code: str) -> str:
    return str(UNITS.get(code, code.replace("_", " ")))


def value(row: Mapping[str, Any]) -> str:
    """Say what was read from a row, in the type it was read as: "97 percent", "yes", "not known"."""
    number = row["value"]
    if number is None:
        return _("not known")
    if row["read_as"] == "boolean":
        return _("yes, it exists") if number else _("no, it does not exist")
    shown = figure(number)
    if row["read_as"] == row["value_type"]:
        words = "" if row["unit"] == "available" else unit(row["unit"])
    else:
        words = unit("percent") if row["read_as"] == "percent" else ""
    return f"{shown} {words}".strip()


def figure(number: float | None, decimals: int | None = None) -> str:
    """Write a number as the reader's language does, rounded half up; without ``decimals`` all its digits, up to five."""
    if number is None:
        return "–"
    if decimals is None:
        decimals = next((d for d in range(5) if abs(number * 10**d - round(number * 10**d)) < 1e-6), 5)
    return number_format(round_half_up(number, decimals), decimals, use_l10n=True, force_grouping=True)
