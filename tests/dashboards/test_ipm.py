"""A user's import of the whole country: every printed digit, and Kota Kupang among its peers."""

import csv
from pathlib import Path

import pytest
from django.test import Client
from tests.actors import Actors
from tests.assessments.conftest import IPM, NOW

from cityindex.rounding import round_half_up
from warga.assessments.selectors import scores
from warga.assessments.services.importing import commit_import
from warga.assessments.services.publishing import publish_cities
from warga.indicators.services.imports import plan_import
from warga.indicators.services.planning import Scope
from warga.places.selectors import every_city

MAPPING = Path(__file__).parents[2] / "docs" / "guide" / "ipm-bps.toml"
YEAR = 2023

Rows = list[dict[str, str]]


@pytest.fixture
def printed(shared: Path) -> Rows:
    """The rows of one year: 508 kabupaten and kota."""
    path = shared / "reference" / "ipm" / "ipm_kabkota_2020_2023.csv"
    with path.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["tahun"] == str(YEAR)]


@pytest.fixture
def country(printed: Rows, drafts: Actors) -> Actors:
    """All of them imported by the analyst with the mapping of the guide, published by the publisher."""
    lines = [",".join(row.values()) for row in printed]
    plan = plan_import(
        data="\n".join([",".join(printed[0]), *lines]).encode(),
        filename="ipm.csv",
        mapping=MAPPING.read_text(encoding="utf-8"),
        scope=Scope(IPM, only_city=False, create_cities=True),
        now=NOW,
    )
    commit_import(plan=plan, author="", actor=drafts.actor("analyst"), now=NOW)
    publish_cities(
        cities=list(every_city()),
        framework_id=IPM,
        period=YEAR,
        actor=drafts.actor("publisher"),
        now=NOW,
    )
    return drafts


@pytest.mark.shared
def test_the_country_is_ranked_by_what_is_printed_and_kupang_stands_among_its_peers(
    country: Actors, printed: Rows
) -> None:
    found = {score.city.name.casefold(): score for score in scores.cohort(IPM, YEAR, "ipm")}
    places = sorted((float(row["IPM"]) for row in printed), reverse=True)

    assert len(found) == len(printed) == 508
    for row in printed:
        score = found[row["wilayah"].casefold()]
        assert round_half_up(score.score or 0, 2) == float(row["IPM"]), row
        assert score.rank == places.index(float(row["IPM"])) + 1, "equal printed numbers share a place"
    own = found["kota kupang"]
    page = Client().get("/en/kupang/comparison/").content.decode()
    assert f"Kota Kupang is in place {own.rank} of 508" in page
    near = page[: page.index('id="all"')]
    assert all(
        score.city.name in near for score in found.values() if score.rank and abs(score.rank - own.rank) == 1
    )
