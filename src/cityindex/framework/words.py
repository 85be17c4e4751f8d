"""The words of a framework file for people, in both languages."""

from collections.abc import Mapping

from cityindex.framework.types import Aggregate, Asks, Normalise, Provenance, ValueType
from cityindex.text import Text

VALUE_TYPES: Mapping[ValueType, Text] = {
    ValueType.COUNT: Text("jumlah", "count"),
    ValueType.PERCENT: Text("persen", "percent"),
    ValueType.BOOLEAN: Text("ada atau tidak", "yes or no"),
    ValueType.HOURS: Text("jam", "hours"),
    ValueType.RATIO: Text("rasio", "ratio"),
    ValueType.SCORE: Text("skor", "score"),
    ValueType.CURRENCY: Text("uang", "money"),
}

ASKS: Mapping[Asks, Text] = {
    Asks.EXISTENCE: Text("menanyakan ada atau tidak", "asks whether it exists"),
    Asks.COUNT: Text("menanyakan jumlah", "asks how many"),
    Asks.SHARE: Text("menanyakan persentase", "asks what share"),
    Asks.DURATION: Text("menanyakan lama waktu", "asks how long"),
}

PROVENANCES: Mapping[Provenance, Text] = {
    Provenance.OFFICIAL: Text("resmi", "official"),
    Provenance.EXPERT: Text("menurut ahli", "by experts"),
    Provenance.ASSUMED: Text("asumsi", "assumed"),
    Provenance.UNOFFICIAL: Text("tidak resmi", "unofficial"),
    Provenance.PROJECT: Text("susunan proyek ini", "this project's own"),
}

AGGREGATES: Mapping[Aggregate, Text] = {
    Aggregate.ARITHMETIC: Text("rata-rata hitung", "arithmetic mean"),
    Aggregate.GEOMETRIC: Text("rata-rata ukur", "geometric mean"),
    Aggregate.HARMONIC: Text("rata-rata harmonis", "harmonic mean"),
    Aggregate.MEDIAN: Text("median", "median"),
    Aggregate.GENERALISED: Text("rata-rata pangkat", "generalised mean"),
    Aggregate.MAZZIOTTA_PARETO: Text("indeks Mazziotta-Pareto", "Mazziotta–Pareto index"),
    Aggregate.COPELAND: Text("aturan Copeland: siapa mengungguli siapa", "Copeland's rule: who beats whom"),
    Aggregate.BENEFIT_OF_THE_DOUBT: Text(
        "bobot pilihan tiap kota sendiri", "benefit of the doubt: each city's own best weights"
    ),
}

NORMALISATIONS: Mapping[Normalise, Text] = {
    Normalise.NONE: Text("nilai dipakai apa adanya", "values are used as they are"),
    Normalise.GOALPOSTS: Text("batas bawah dan atas yang tetap", "fixed goalposts"),
    Normalise.MINMAX: Text("nilai terkecil dan terbesar data", "smallest and largest value of the data"),
    Normalise.SCALED: Text("rentang yang ditetapkan", "a given range"),
    Normalise.DISTANCE_TO_MAX: Text("jarak ke nilai terbaik data", "distance to the best value of the data"),
    Normalise.FRACTION_OF_MAX: Text(
        "bagian dari nilai terbesar data", "fraction of the largest value of the data"
    ),
    Normalise.ZSCORE: Text("skor z antarkota", "z-score across cities"),
    Normalise.RANK: Text("peringkat", "rank"),
    Normalise.PERCENTILE: Text("persentil", "percentile"),
    Normalise.BORDA: Text("poin Borda", "Borda points"),
    Normalise.TARGET: Text("jarak ke target", "distance to target"),
    Normalise.BANDS: Text("kelas", "bands"),
}

DIRECTIONS: Mapping[int, Text] = {
    1: Text("makin tinggi makin baik", "higher is better"),
    -1: Text("makin rendah makin baik", "lower is better"),
    0: Text("hanya konteks, tidak dinilai", "context only, not scored"),
}

UNITS: Mapping[str, Text] = {
    "IDR": Text("rupiah", "rupiah"),
    "USD": Text("dolar", "dollars"),
    "available": Text("", ""),
    "case_per_year": Text("kasus per tahun", "cases a year"),
    "community": Text("komunitas", "communities"),
    "event_per_year": Text("kejadian per tahun", "events a year"),
    "facility": Text("fasilitas", "facilities"),
    "hall": Text("balai", "halls"),
    "hospital": Text("rumah sakit", "hospitals"),
    "hour_per_month": Text("jam per bulan", "hours a month"),
    "institution": Text("lembaga", "institutions"),
    "level": Text("tingkat kematangan", "maturity level"),
    "library": Text("perpustakaan", "libraries"),
    "loan_per_resident": Text("pinjaman per penduduk", "loans per resident"),
    "location": Text("lokasi", "places"),
    "percent": Text("persen", "per cent"),
    "person": Text("orang", "people"),
    "scale_1_5": Text("skala 1–5", "scale 1–5"),
    "score": Text("skor", "score"),
    "startup": Text("startup", "startups"),
    "system": Text("sistem", "systems"),
    "year": Text("tahun", "years"),
}


def unit_text(unit: str) -> Text:
    """Return a unit in words; an unknown one is shown as the file writes it, "available" needs none."""
    return UNITS.get(unit, Text(unit, unit))
