"""What a stored assessment says: pure rules on its JSON shape (docs/reference/assessment-json.md).

Nothing here makes a number up: the weakest rows, the changes and the next steps are read off values and judgements.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Result = Mapping[str, Any]
Row = Mapping[str, Any]


class Why(StrEnum):
    """Why a row counts as weak, worst first."""

    JUDGED = "judged"
    """Somebody judged it below the best level."""
    ABSENT = "absent"
    """Asked whether it exists, and it does not."""
    NONE = "none"
    """Counted, more would be better, and there is none."""


@dataclass(frozen=True, slots=True)
class Weak:
    """A row that stands out as weak; ``level`` is the judgement's code where ``why`` is JUDGED."""

    row: Row
    why: Why
    level: str = ""


class Step(StrEnum):
    """What a city can do next about its own data, the most urgent first."""

    CHECK_SUSPECTS = "check_suspects"
    CHECK_WARNINGS = "check_warnings"
    FILL = "fill"
    JUDGE = "judge"
    PROVIDE = "provide"


class Change(StrEnum):
    """What happened to one row between two assessments."""

    VALUE_ADDED = "value_added"
    VALUE_CORRECTED = "value_corrected"
    VALUE_MOVED = "value_moved"
    """Another year, another value: nothing was wrong before."""
    VALUE_REMOVED = "value_removed"
    JUDGED = "judged"
    JUDGEMENT_CHANGED = "judgement_changed"
    JUDGEMENT_WITHDRAWN = "judgement_withdrawn"


def weakest(result: Result) -> list[Weak]:
    """Return the weak rows: judged worst first, then what is absent, then what was counted as none.

    The rule, in full: a row judged below the best level is weak, the lowest level first. Of the rows nobody judged,
    those where more is better are weak if they ask for existence and the answer is no, or count and the count is 0.
    Suspect rows are left out, for their value may belong to another row; so are rows where less is better or that are
    context only. Rows of equal standing keep the order of the framework.
    """
    order = {level["code"]: place for place, level in enumerate(result["headline"].get("levels", []))}
    found = [weak for row in result["indicators"] if (weak := _weakness(row, order))]
    ranks = {why: place for place, why in enumerate(Why)}
    return sorted(found, key=lambda weak: (ranks[weak.why], -order.get(weak.level, 0)))


def _weakness(row: Row, order: Mapping[str, int]) -> Weak | None:
    if row["suspect"]:
        return None
    if judgement := row["judgement"]:
        code = judgement["code"]
        return Weak(row, Why.JUDGED, code) if order.get(code, 0) > 0 else None
    if row["value"] != 0 or row["direction"] != 1:
        return None
    if row["read_as"] == "boolean":
        return Weak(row, Why.ABSENT)
    return Weak(row, Why.NONE) if row["read_as"] == "count" else None


def lowest_part(result: Result) -> Row | None:
    """Return the part right below the top with the lowest score, where nobody judges rows and two parts have scores.

    Only such parts are on one scale with each other; of equal ones the first in the framework.
    """
    top = result["nodes"][0]
    parts: list[Row] = [n for n in result["nodes"] if n["parent"] == top["code"] and n["score"] is not None]
    if result["headline"].get("levels") or len(parts) < 2:
        return None
    return min(parts, key=lambda node: node["score"])


def next_steps(result: Result) -> list[tuple[Step, list[str]]]:
    """Return what to do next, each step with the codes of the rows it is about; steps without rows are left out."""
    rows: Sequence[Row] = result["indicators"]
    suspects = {row["code"] for row in rows if row["suspect"]}
    warned = {flag["indicator"] for flag in result["flags"] if flag["severity"] == "warning"} - suspects
    judges = bool(result["headline"].get("levels"))
    about = {
        Step.CHECK_SUSPECTS: (row for row in rows if row["code"] in suspects),
        Step.CHECK_WARNINGS: (row for row in rows if row["code"] in warned),
        Step.FILL: (row for row in rows if row["value"] is None),
        Step.JUDGE: (row for row in rows if judges and row["value"] is not None and not row["judgement"]),
        Step.PROVIDE: (weak.row for weak in weakest(result) if weak.why in (Why.ABSENT, Why.NONE)),
    }
    steps = [(step, [row["code"] for row in found]) for step, found in about.items()]
    return [(step, codes) for step, codes in steps if codes]


def changes(before: Result | None, after: Result) -> list[dict[str, Any]]:
    """Return what changed, row by row, ready to be stored: value as written, then judgement.

    A value counts as corrected when what is written changed, even if the number read from it did not; against another
    year it has only moved.
    """
    moved = before is not None and before.get("period") != after.get("period")
    old = {row["code"]: row for row in before["indicators"]} if before else {}
    return [
        {"code": row["code"], "title": row["title"], "kind": kind, "before": was, "after": now}
        for row in after["indicators"]
        for kind, was, now in _row_changes(old.get(row["code"], {}), row, moved)
    ]


def _row_changes(old: Row, new: Row, moved: bool) -> Iterable[tuple[Change, Any, Any]]:
    was, now = old.get("raw_value"), new["raw_value"]
    if was != now:
        kind = Change.VALUE_MOVED if moved else Change.VALUE_CORRECTED
        kind = Change.VALUE_ADDED if was is None else kind
        yield (Change.VALUE_REMOVED if now is None else kind), was, now
    was, now = _judged(old), _judged(new)
    if (was or {}).get("code") != (now or {}).get("code"):
        kind = Change.JUDGED if was is None else Change.JUDGEMENT_CHANGED
        yield (Change.JUDGEMENT_WITHDRAWN if now is None else kind), was, now


def _judged(row: Row) -> dict[str, Any] | None:
    judgement = row.get("judgement")
    return {"code": judgement["code"], "title": judgement["title"]} if judgement else None


def figures(headline: Row | None) -> dict[str, str]:
    """Return the figures of a headline as people say them ("10/12"), those there are."""
    if headline is None:
        return {}
    found = {}
    if levels := headline.get("levels"):
        careful = headline["without_suspects"]
        found["share"] = f"{levels[0]['count']}/{headline['interpreted']}"
        found["careful"] = f"{careful['levels'][0]['count']}/{careful['interpreted']}"
        found["coverage"] = f"{headline['interpreted']}/{headline['indicators']}"
    if headline["score"] is not None:
        found["score"] = f"{headline['score']:.2f}"
    found["suspects"] = str(len(headline["suspects"]))
    return found


def own_hand(publisher: int | None, enterers: Iterable[int | None]) -> bool:
    """Whether the publisher entered one of the drafts: then somebody else has to publish them."""
    return publisher is not None and publisher in set(enterers)
