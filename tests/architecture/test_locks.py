"""Lock files pin every package with its hash and name no registry."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_lock_pins_with_hashes_and_names_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9][^\s]*", text, flags=re.MULTILINE)

    assert packages
    assert all("==" in package for package in packages)
    assert len(re.findall(r"==[^\n]*\\\n +--hash=sha256:", text)) == len(packages)
    assert "://" not in text
    assert "index" not in text
