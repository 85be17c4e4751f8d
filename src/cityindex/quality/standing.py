"""What is checked in every framework, without a rule in its file."""

from functools import lru_cache

from cityindex.framework.types import Rule, RuleKind
from cityindex.text import Text

SUSPECT = Text(
    "Nilai ini diragukan. Nilai ini ditampilkan, tetapi tidak ikut dihitung sampai ada yang memeriksanya.",
    "This value is in doubt. It is shown, but left out of the score until someone has checked it.",
)
UNKNOWN_INDICATOR = Text(
    "Kerangka ini tidak mengenal indikator “{code}”. Periksa kodenya.",
    "This framework has no indicator “{code}”. Check the code.",
)


@lru_cache(maxsize=1)
def standing_rules() -> tuple[Rule, ...]:
    """Return the rules that hold everywhere: a value lies within the bounds its indicator declares."""
    out_of_range = Text(
        "{value} di luar batas yang mungkin, yaitu {bounds}. Periksa angkanya; sampai diperiksa, nilai ini tidak ikut dihitung.",
        "{value} is outside what is possible, {bounds}. Check the number; until then it is left out of the score.",
    )
    return (Rule(RuleKind.RANGE, "OUT_OF_RANGE", "suspect", out_of_range),)
