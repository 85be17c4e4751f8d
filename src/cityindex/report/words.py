"""The words of a report, in both languages."""

from cityindex.assessment import Assessment, Readiness
from cityindex.framework.types import Framework, Provenance
from cityindex.framework.words import PROVENANCES
from cityindex.rounding import round_half_up
from cityindex.text import Text
from cityindex.wording import fill

SHARE = Text(
    "{count} dari {interpreted} komponen yang dinilai adalah {level} ({share} %).",
    "{count} of {interpreted} judged components are {level} ({share} %).",
)
COVERED = Text(
    "Dinilai {interpreted} dari {indicators} komponen; sisanya belum dinilai siapa pun.",
    "{interpreted} of {indicators} components are judged; nobody has judged the rest.",
)
WITHOUT = Text(
    "Tanpa {suspects} baris yang meragukan: {count} dari {interpreted} ({share} %).",
    "Without {suspects} doubtful rows: {count} of {interpreted} ({share} %).",
)
NOT_JUDGED = Text("Belum ada komponen yang dinilai.", "No component has been judged yet.")
SCORE_LINE = Text("Skor {title}: {score}", "Score of {title}: {score}")
OUT_OF = Text("{score} (skala sampai {scale})", "{score} (scale up to {scale})")
NOT_COMPUTABLE = Text("tidak dapat dihitung", "not computable")
NOT_INTERPRETED = Text("belum dinilai", "not interpreted")
NO_VALUE = Text("belum ada nilai", "no value")
PART = Text("Bagian", "Part")
PARTS = Text("Bagian demi bagian", "Part by part")
SCORE = Text("Skor", "Score")
WITH_SUSPECTS = Text("Dengan baris meragukan", "With doubtful rows")
ROWS = Text("Baris", "Rows")
FILLED = Text("Terisi", "Filled")
JUDGED = Text("Dinilai", "Judged")
SCORED = Text("Diskor", "Scored")
REMARK = Text("Keterangan", "Remark")
CODE = Text("Kode", "Code")
INDICATOR = Text("Komponen", "Component")
RAW = Text("Tertulis", "As written")
VALUE = Text("Terbaca", "As read")
JUDGEMENT = Text("Penilaian", "Judgement")
FLAGS = Text("Tanda", "Flags")
FINDINGS = Text("Yang perlu diperiksa", "What needs a check")
FORMATS = Text("Cara penulisan", "How values are written")
PILLARS = Text("Menurut kelompok lain", "By other groupings")
RANK = Text("Peringkat", "Rank")
UNIT = Text("Kota", "City")
UNITS = Text("kota", "cities")
BAND = Text("Kelas", "Band")
PUBLISHED = Text("Terbit", "Published")
ALL_ROWS = Text("Semua komponen", "All components")
SUSPECT = Text("meragukan", "doubtful")
MARK = Text("dasar: {mark}", "basis: {mark}")
COMPARED = Text(
    "{equal} dari {compared} angka sama dengan yang diterbitkan.",
    "{equal} of {compared} figures equal the published ones.",
)
ALONE = Text(
    "Peringkat membandingkan skor sebagaimana dicetak; skor yang sama mendapat peringkat yang sama.",
    "Ranks compare scores as they are printed; equal scores share a rank.",
)


def printed(score: float | None, framework: Framework) -> Text:
    """Write a score as it is published: half up to the framework's decimals, or "not computable"."""
    if score is None:
        return NOT_COMPUTABLE
    return decimal(score, framework.decimals)


def decimal(value: float, decimals: int) -> Text:
    """Write a number with exactly this many decimals, with the decimal sign of each language."""
    english = f"{round_half_up(value, decimals):.{decimals}f}"
    return Text(english.replace(".", ","), english)


def mark(provenance: str | None) -> Text | None:
    """Say on what a score rests, where it is not official."""
    return fill(MARK, {"mark": PROVENANCES[Provenance(provenance)]}) if provenance else None


def share(readiness: Readiness) -> str:
    """Write n(best) of n(interpreted) as a fraction, or a dash where nothing is judged."""
    return f"{readiness.counts[0].count}/{readiness.interpreted}" if readiness.interpreted else "—"


def best_title(assessment: Assessment) -> Text:
    """Name the level the readiness share counts; a dash where the framework knows no judgements."""
    best = assessment.root.readiness.every.best
    return best.title if best else Text("—", "—")


def headline(assessment: Assessment) -> list[Text]:
    """Say how ready, how sure, and what changes without the suspect rows."""
    two = assessment.root.readiness
    lines: list[Text] = []
    if two.every.interpreted:
        lines.append(_share(SHARE, two.every, 0))
        lines.append(fill(COVERED, _counts(two.every)))
        suspects = two.every.interpreted - two.without_suspects.interpreted
        if suspects:
            lines.append(_share(WITHOUT, two.without_suspects, suspects))
    elif assessment.framework.judgements:
        lines.append(NOT_JUDGED)
    return [*lines, _score(assessment)]


def _share(template: Text, readiness: Readiness, suspects: int) -> Text:
    best = readiness.best
    return fill(
        template,
        {
            **_counts(readiness),
            "count": str(readiness.counts[0].count),
            "level": best.title if best else "",
            "share": decimal(100 * (readiness.share or 0.0), 1),
            "suspects": str(suspects),
        },
    )


def _counts(readiness: Readiness) -> dict[str, str]:
    return {"interpreted": str(readiness.interpreted), "indicators": str(readiness.indicators)}


def _score(assessment: Assessment) -> Text:
    root, framework = assessment.root, assessment.framework
    score = printed(root.score, framework)
    if root.score is not None:
        score = fill(OUT_OF, {"score": score, "scale": f"{framework.scale:g}"})
    line = fill(SCORE_LINE, {"title": root.node.title, "score": score})
    said = [root.band.band.title if root.band else None, mark(root.mark), root.reason]
    for more in (text for text in said if text):
        line = Text(f"{line.id} — {more.id}", f"{line.en} — {more.en}")
    return line
