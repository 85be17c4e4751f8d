"""What a run says in sentences."""

from collections.abc import Mapping

from cityindex.text import Text
from cityindex.wording import fill

NOT_COMPUTABLE = Text(
    "{units} kota tidak punya skor pada sebagian undian ({share} % dari undian mereka); rentang dan peringkat "
    "berasal dari undian lainnya. Penyebab utama: {where}.",
    "{units} units have no score in some draws ({share} % of theirs); intervals and ranks are those of the other "
    "draws. Mostly under: {where}.",
)
EVERYWHERE = Text("semua pilihan", "all choices")


def not_computable(units: int, share: float, by_choice: Mapping[str, float]) -> Text:
    """Say how many units lack a score in a share of their draws, and under which alternatives most."""
    worst = max(by_choice, key=lambda label: by_choice[label])
    where = Text(worst, worst) if worst else EVERYWHERE
    return fill(NOT_COMPUTABLE, {"units": units, "share": 100 * share, "where": where})
