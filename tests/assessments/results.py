"""Small assessments in the shape of docs/reference/assessment-json.md, for tests of rules that read them."""

from typing import Any

LEVELS = ("baik", "sedang", "kurang")


def title(word: str) -> dict[str, str]:
    return {"id": word.title(), "en": word.title()}


def row(code: str, raw: str | None = "5", value: float | None = 5, **fields: Any) -> dict[str, Any]:
    """Make one indicator row; ``level`` stands for a judgement."""
    level = fields.pop("level", None)
    return {
        "code": code,
        "parent": "root",
        "title": title(code),
        "groups": {},
        "raw_value": raw,
        "value": value,
        "read_as": "count",
        "value_type": "count",
        "unit": "community",
        "direction": 1,
        "flags": [],
        "judgement": {"code": level, "title": title(level)} if level else None,
        "suspect": False,
    } | fields


def result(*rows: dict[str, Any], flags: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """Make an assessment of these rows."""
    counts = [sum((r["judgement"] or {}).get("code") == level for r in rows) for level in LEVELS]
    levels = [{"code": c, "title": title(c), "count": n} for c, n in zip(LEVELS, counts, strict=True)]
    return {
        "headline": {"levels": levels, "interpreted": sum(counts), "indicators": len(rows)},
        "indicators": list(rows),
        "flags": list(flags),
        "nodes": [{"code": "root", "parent": None, "title": title("root")}],
        "groups": [],
    }
