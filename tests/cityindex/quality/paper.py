"""The study's four tables as printed, to mend and to break."""

from collections.abc import Mapping
from dataclasses import replace

from cityindex.dataset import Observation
from cityindex.framework import Framework, Statement, get
from cityindex.quality import Flag, check

CITY = "53.71"
YEAR = 2023
TABLES = {
    "T1": "50|15|6|27|1.192|48|1.705|20|Tidak Ada",
    "T2": "4,08%|62 Orang|Tidak Ada|62%|37,81%|37,55%|31,33%|119|100%|100%|100%|Tidak Ada|Tidak Ada|Ada|Tidak Ada|"
    "Tidak Ada|Tersedia|Ada|Tidak Ada|Ada",
    "T3": "97,00%|Tersedia|189|99,37%|0|93%|5",
    "T4": "97,00%|Tersedia|167|6|2",
}
SEDANG = ("B1.T3.07", "B1.T4.04")
AS_PRINTED = {
    f"B1.{table}.{place:02}": raw
    for table, row in TABLES.items()
    for place, raw in enumerate(row.split("|"), start=1)
}


def judgement(code: str) -> str | None:
    """Return the printed interpretation; tables 1 and 2 have none."""
    return ("Sedang" if code in SEDANG else "Baik") if code[3:5] in ("T3", "T4") else None


def observations(edits: Mapping[str, str] | None = None, *, period: int = YEAR) -> list[Observation]:
    """Return the tables with some cells written differently."""
    cells = {**AS_PRINTED, **(edits or {})}
    return [Observation(CITY, code, period, raw, judgement=judgement(code)) for code, raw in cells.items()]


def framework(prose: Mapping[str, str] | None = None) -> Framework:
    """Return the framework with some of the prose written differently; "" takes a statement out."""
    study = get("kupang-buku1-2023")
    edits = prose or {}
    kept = [s for s in study.statements if edits.get(s.subject) != ""]
    said = [replace(s, raw_value=edits.get(s.subject, s.raw_value)) for s in kept]
    new = edits.keys() - {s.subject for s in study.statements}
    said += [Statement(CITY, subject, edits[subject], None, None, "prose") for subject in sorted(new)]
    return replace(study, statements=tuple(said))


def flags(edits: Mapping[str, str] | None = None, prose: Mapping[str, str] | None = None) -> tuple[Flag, ...]:
    """Check the tables and the prose after some edits."""
    return check(framework(prose), observations(edits))


def places(raised: tuple[Flag, ...], code: str) -> set[str]:
    """Return where a flag is raised: indicators, subjects of findings about the set, or "set"."""
    return {flag.indicator or flag.subject or "set" for flag in raised if flag.code == code}
