"""What leverage says, in both languages."""

from cityindex.text import Text

GOALS = {
    "band": Text("kelas berikutnya", "the next band"),
    "target": Text("target", "the target"),
    "peer": Text("kota seukuran yang terbaik", "the best peer"),
}

NO_BANDS = Text("Indikator ini tidak punya kelas.", "This indicator has no bands.")
OUTSIDE = Text("Nilainya di luar kelas yang ada.", "Its value lies outside the bands.")
TOP_BAND = Text("Sudah di kelas terbaik.", "Already in the best band.")
NO_TARGET = Text("Belum ada target.", "There is no target.")
AT_TARGET = Text("Target sudah tercapai.", "The target is reached already.")
NO_PEER = Text("Tidak ada kota pembanding yang punya nilai.", "No peer has a value.")
BEST_PEER = Text("Tidak ada kota pembanding yang lebih baik.", "No peer does better.")
NO_RANGE = Text(
    "Tidak diketahui nilai terburuk dan terbaiknya.", "Its worst and best possible values are not known."
)
NO_FACTOR = Text(
    "Pembaginya tidak ada, jadi nilai yang perlu dicapai tidak diketahui.",
    "The number it is divided by is missing, so the value to reach is not known.",
)
FILLED = Text(
    "Nilainya diisi dengan taksiran; belum ada nilai kota sendiri.",
    "Its value was filled in by an estimate; the city has none of its own yet.",
)
LOST = Text(
    "Dengan nilai itu indikator ini tidak dapat dinilai lagi: semua kota menjadi sama.",
    "With that value this indicator could not be scored any more: all cities would be equal.",
)

FROM_RECIPE = Text("target dalam resep", "target of the recipe")
FROM_FRAMEWORK = Text("target dalam kerangka", "target of the framework")
FROM_POSTS = Text("nilai terbaik dalam kerangka", "best value of the framework")
FROM_SCALE = Text("ujung skala jawabannya", "end of its scale of answers")

GAIN = Text(
    "Jika {indicator} berubah dari {value} menjadi {to_value} ({source}), skor {node} naik {gain} poin menjadi {after}.",
    "If {indicator} went from {value} to {to_value} ({source}), the score of {node} would rise by {gain} points to {after}.",
)
NO_GAIN = Text(
    "Jika {indicator} berubah dari {value} menjadi {to_value} ({source}), skor {node} tidak naik.",
    "If {indicator} went from {value} to {to_value} ({source}), the score of {node} would not rise.",
)
RANK = Text(" Peringkatnya menjadi {rank}.", " It would rank {rank}.")
