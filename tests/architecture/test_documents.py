"""Documents that drift from the code fail here."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    broken = [
        link for link in links if "://" not in link and not link.startswith("mailto:")
        and not (document.parent / link).exists()
    ]  # fmt: skip

    assert broken == []


def test_every_environment_variable_is_documented() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/warga").rglob("*.py"))
    named = set(re.findall(r"[\"'](WARGA_[A-Z_]+)[\"']", code))
    documented = set(
        re.findall(r"`(WARGA_[A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text("utf-8"))
    )

    assert named == documented


def test_every_decision_has_a_date_and_a_price() -> None:
    for decision in (ROOT / "docs/adr").glob("*.md"):
        text = decision.read_text(encoding="utf-8")
        assert re.search(r"^Date: \d{4}-\d\d-\d\d · Status: ", text, re.MULTILINE), decision
        assert "Price" in text, decision
