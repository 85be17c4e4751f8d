"""Why something has no score. "Not computable" is an answer, and it says why."""

from enum import IntEnum

from cityindex.text import Text


class Reason(IntEnum):
    """Why a cell or node has no score, mildest first: a node without any score takes its children's largest."""

    NONE = 0
    NO_ROWS = 1
    CONTEXT = 2
    MISSING = 3
    SCREENED = 4
    NO_DENOMINATOR = 5
    WRONG_KIND = 6
    SUSPECT = 7
    NO_GOALPOSTS = 8
    NO_TARGET = 9
    NO_BANDS = 10
    SINGLE = 11
    ZERO_RANGE = 12
    OUTSIDE = 13
    NEGATIVE = 14
    NO_WEIGHT = 15
    BELOW_SHARE = 16
    NO_REFERENCE = 17
    ZEROS = 18
    LEFT_OUT = 19


TEXTS: dict[Reason, Text] = {
    Reason.NO_ROWS: Text(
        "Kerangka ini tidak memuat baris untuk bagian ini.", "This framework holds no rows for this part."
    ),
    Reason.CONTEXT: Text("Hanya sebagai konteks, tidak pernah dinilai.", "For context only, never scored."),
    Reason.MISSING: Text("Belum ada nilai.", "There is no value yet."),
    Reason.SCREENED: Text(
        "Terlalu sedikit data untuk kota dan tahun ini.", "Too little data for this city and year."
    ),
    Reason.NO_DENOMINATOR: Text(
        "Pembaginya tidak ada atau nol.", "The number it is divided by is missing or zero."
    ),
    Reason.WRONG_KIND: Text(
        "Jawabannya bukan jenis yang ditanyakan, jadi tidak bisa dibandingkan.",
        "The answer is not of the kind that is stored, so it cannot be compared.",
    ),
    Reason.SUSPECT: Text(
        "Nilainya meragukan; ditinggalkan sampai diperiksa.", "The value is doubtful; left out until checked."
    ),
    Reason.NO_GOALPOSTS: Text(
        "Belum ada batas nilai terburuk dan terbaik yang disepakati.",
        "No worst and best values have been agreed.",
    ),
    Reason.NO_TARGET: Text("Belum ada target.", "There is no target."),
    Reason.NO_BANDS: Text("Belum ada kelas nilai.", "There are no bands."),
    Reason.SINGLE: Text(
        "Perlu sedikitnya dua kota untuk dibandingkan.", "At least two cities are needed to compare."
    ),
    Reason.ZERO_RANGE: Text(
        "Semua nilainya sama, jadi tidak membedakan.", "All values are equal, so they tell nothing apart."
    ),
    Reason.OUTSIDE: Text("Nilainya di luar kelas yang ada.", "The value lies outside the bands."),
    Reason.NEGATIVE: Text(
        "Rumus ini tidak dapat memakai angka negatif.", "This formula cannot take negative numbers."
    ),
    Reason.NO_WEIGHT: Text("Semua bobotnya nol.", "All weights are zero."),
    Reason.BELOW_SHARE: Text("Terlalu sedikit bagian yang punya skor.", "Too few of its parts have a score."),
    Reason.NO_REFERENCE: Text(
        "Kota acuan tidak punya nilai di sini, atau nilainya yang terendah.",
        "The reference city has no value here, or the lowest one.",
    ),
    Reason.ZEROS: Text(
        "Terlalu banyak angka nol untuk kota dan tahun ini.", "Too many zeros for this city and year."
    ),
    Reason.LEFT_OUT: Text("Kota ini dikecualikan dengan sengaja.", "This city was left out by choice."),
}
"""One sentence for every reason but NONE."""
