"""The sentence for one flag of one reading."""

from cityindex.framework.types import ValueType
from cityindex.reading.kinds import KIND_WORDS
from cityindex.reading.types import Reading
from cityindex.reading.words import WORDS
from cityindex.text import Text
from cityindex.wording import fill

# Said of every <WORD>_BUT_<KIND>, for example JUMLAH_BUT_PERCENT.
WRONG_KIND = Text(
    "Pertanyaannya meminta {asked}, tetapi jawabannya {kind}: “{raw}”. Minta jawaban yang sesuai kepada sumbernya.",
    "The question asks for {asked}, but the answer is {kind}: “{raw}”. Ask the source for an answer of the right kind.",
)
_KINDS = {
    "COUNT": Text("sebuah jumlah", "a number"),
    "PERCENT": Text("sebuah persentase", "a percentage"),
    "EXISTENCE": Text("jawaban ada atau tidak ada", "a yes or no"),
    "HOURS": Text("lamanya waktu", "a duration"),
    "CURRENCY": Text("sejumlah uang", "an amount of money"),
    "RATIO": Text("sebuah rasio", "a ratio"),
    "SCORE": Text("skor atau angka dalam satuan lain", "a score or a number in another unit"),
}
_ASKED = {
    "ADANYA": "EXISTENCE",
    "KETERSEDIAAN": "EXISTENCE",
    "TERSEDIANYA": "EXISTENCE",
    "JUMLAH": "COUNT",
    "BANYAKNYA": "COUNT",
    "PERSENTASE": "PERCENT",
    "PROPORSI": "PERCENT",
    "SHARE": "PERCENT",
    "RASIO": "RATIO",
    "LAMA": "HOURS",
    "DURASI": "HOURS",
    "DURATION": "HOURS",
}


def explain(code: str, reading: Reading) -> Text:
    """Return the sentence for one flag of a reading. KeyError for a code no reading raises."""
    kind = _KINDS[KIND_WORDS[reading.read_as or ValueType.BOOLEAN]]
    places: dict[str, str | float | Text] = {
        "raw": reading.raw.strip(),
        "value": reading.value or 0.0,
        "kind": kind,
    }
    if code in WORDS:
        return fill(WORDS[code], places)
    word, _, answered = code.partition("_BUT_")
    places |= {"asked": _KINDS[_ASKED.get(word, word)], "kind": _KINDS[answered]}
    return fill(WRONG_KIND, places)
