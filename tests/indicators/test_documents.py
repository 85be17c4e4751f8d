"""The pages for people name everything the code knows."""

from pathlib import Path

import pytest

from cityindex.tabular.layout import CODE, JUDGEMENT, PERIOD, UNIT, YEAR
from cityindex.tabular.table import VALUE
from warga.api import api
from warga.indicators.domain.problems import SENTENCES
from warga.indicators.services.planning import CITATION

DOCS = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize(
    "names", [CODE, VALUE, PERIOD, YEAR, UNIT, JUDGEMENT, CITATION], ids=lambda names: names[0]
)
def test_every_heading_is_named(names: tuple[str, ...]) -> None:
    text = (DOCS / "import-format.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_refusal_of_ours_is_named() -> None:
    text = (DOCS / "import-format.md").read_text(encoding="utf-8")
    assert [code for code in SENTENCES if f"`{code}`" not in text] == []


def test_every_address_for_programs_is_named() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            short = path.replace("{framework_id}", "{id}")
            assert f"`{method.upper()} {short}`" in text
