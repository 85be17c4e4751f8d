"""What a trend says, in both languages; short enough for a twelve-year-old."""

from cityindex.analysis.trend.horizon import Horizon
from cityindex.text import Text
from cityindex.wording import fill

LEVEL = Text("{name}: {level} pada tahun {year}.", "{name}: {level} in {year}.")
NO_LEVEL = Text("{name}: belum ada skor.", "{name}: there is no score yet.")
UP = Text(
    "Skornya naik sekitar {pace} poin setahun (antara {low} dan {high}).",
    "It rises by about {pace} points a year (between {low} and {high}).",
)
DOWN = Text(
    "Skornya turun sekitar {pace} poin setahun (antara {low} dan {high}).",
    "It falls by about {pace} points a year (between {low} and {high}).",
)
UNCLEAR = Text(
    "Belum jelas apakah skornya naik atau turun: sekitar {pace} poin setahun, tetapi mungkin antara {low} dan {high}.",
    "It is not clear whether it rises or falls: about {pace} points a year, but maybe between {low} and {high}.",
)
FASTER = Text("Lajunya bertambah", "It is gaining pace")
SLOWER = Text("Lajunya berkurang", "It is losing pace")
STEADY = Text("Belum jelas apakah lajunya berubah", "It is not clear whether the pace changes")
CHANGE = Text(
    " (percepatan {value} poin setahun tiap tahun, antara {low} dan {high}).",
    " (acceleration {value} points a year, each year, between {low} and {high}).",
)
FEW_FOR_PACE = Text(
    "Laju belum dapat dihitung: perlu sedikitnya {needed} tahun yang sebanding, baru ada {count}.",
    "Its pace cannot be computed yet: it takes at least {needed} years that compare, and there are {count}.",
)
FEW_FOR_ACCELERATION = Text(
    "Percepatan belum dapat dihitung: perlu sedikitnya {needed} tahun yang sebanding, baru ada {count}.",
    "Its acceleration cannot be computed yet: it takes at least {needed} years that compare, and there are {count}.",
)
BREAK = Text(
    "Angka sebelum {year} tidak dipakai, karena cara menghitungnya berubah.",
    "Figures before {year} are not used, because the way they are made changed.",
)
PARTS = Text(
    "Hati-hati: bagian yang punya skor tidak sama setiap tahun.",
    "Careful: the parts that have a score are not the same in every year.",
)

WITHIN = Text("Dengan laju ini, kelas {band} tercapai pada {years}.", "At this pace, band {band} in {years}.")
EARLIEST = Text(
    "Dengan laju ini, kelas {band} paling cepat tercapai pada {first}; belum pasti dalam {horizon} tahun.",
    "At this pace, band {band} in {first} at the earliest; it is not certain within {horizon} years.",
)
BEYOND = Text(
    "Dengan laju ini, kelas {band} tidak tercapai dalam {horizon} tahun.",
    "At this pace, band {band} is not reached within {horizon} years.",
)
AWAY = Text(
    "Dengan laju ini, kelas {band} tidak tercapai: skornya tidak naik.",
    "At this pace, band {band} is not reached: the score does not rise.",
)
TOP = Text("Sudah di kelas terbaik.", "It is in the best band already.")


def outlook(found: Horizon, horizon: int) -> Text | None:
    """Say when a band would be reached; None where nothing can be said."""
    if found.outlook == "top":
        return TOP
    if found.band is None or found.outlook == "unknown":
        return None
    years = f"{found.first}–{found.last}" if found.first != found.last else f"{found.first}"
    template = {"away": AWAY, "beyond": BEYOND, "within": EARLIEST if found.last is None else WITHIN}
    facts: dict[str, str | float | Text] = {
        "band": found.band.title,
        "years": years,
        "first": str(found.first),
        "horizon": horizon,
    }
    return fill(template[found.outlook], facts)
