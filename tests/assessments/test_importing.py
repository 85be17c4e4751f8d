"""A file's values and printed interpretations arrive together, or not at all."""

from pathlib import Path

import pytest
from tests.actors import Actors
from tests.assessments.conftest import BOOK, BUKU1, LATER, NOW, judged, publish

from warga.assessments.models import Judgement
from warga.assessments.selectors import judgements
from warga.assessments.services.importing import commit_import
from warga.indicators.domain.plan import Plan
from warga.indicators.models import Observation
from warga.indicators.services.imports import plan_import
from warga.indicators.services.planning import Scope
from warga.indicators.services.values import RefusedRowsError

PRINTED = b"code,raw_value,interpretation_id\nB1.T1.01,50,\nB1.T3.03,189,Baik\nB1.T4.04,6,Sedang\n"


def planned(actors: Actors, data: bytes = PRINTED) -> Plan:
    scope = Scope(BUKU1, city=actors.city, period=2023)
    return plan_import(data=data, filename="tables.csv", scope=scope, now=NOW)


def test_values_and_interpretations_become_drafts_together(drafts: Actors) -> None:
    committed, count = commit_import(
        plan=planned(drafts), author=BOOK, actor=drafts.actor("analyst"), now=NOW
    )

    found = judgements.latest(drafts.city.pk, BUKU1, 2023)
    assert (committed.added, count) == (3, 2)
    assert (found["B1.T3.03"].level, found["B1.T4.04"].level) == ("baik", "sedang")
    assert found["B1.T3.03"].author == BOOK
    assert "B1.T1.01" not in found, "a row the file does not interpret stays not judged"
    assert not found["B1.T3.03"].is_public


def test_the_same_file_again_writes_no_judgement_twice(drafts: Actors) -> None:
    analyst = drafts.actor("analyst")
    commit_import(plan=planned(drafts), author=BOOK, actor=analyst, now=NOW)

    _committed, count = commit_import(plan=planned(drafts), author=BOOK, actor=analyst, now=LATER)

    assert count == 0


def test_a_printed_interpretation_replaces_an_earlier_one_as_a_new_version(drafts: Actors) -> None:
    analyst = drafts.actor("analyst")
    judged(drafts.city, "B1.T3.03", "kurang", actor=analyst)

    commit_import(plan=planned(drafts), author=BOOK, actor=analyst, now=LATER)

    history = judgements.history(drafts.city.pk, BUKU1, 2023, "B1.T3.03", with_drafts=True)
    assert [judgement.level for judgement in history] == ["baik", "kurang"]


def test_a_refused_row_leaves_neither_values_nor_judgements(drafts: Actors) -> None:
    before = Observation.objects.count(), Judgement.objects.count()

    with pytest.raises(RefusedRowsError):
        commit_import(
            plan=planned(drafts, PRINTED + b"B1.T9.99,1,Baik\n"),
            author=BOOK,
            actor=drafts.actor("analyst"),
            now=NOW,
        )

    assert (Observation.objects.count(), Judgement.objects.count()) == before


@pytest.mark.shared
def test_the_four_tables_of_the_study_end_in_its_readiness(shared: Path, drafts: Actors) -> None:
    """The numbers of the study: 10 of 12 Baik, 12 of 41 interpreted, 8 of 10 without the two suspect rows."""
    data = (shared / "domain" / "kupang_buku1_2023.csv").read_bytes()
    Observation.objects.all().delete()
    Judgement.objects.all().delete()
    commit_import(plan=planned(drafts, data), author=BOOK, actor=drafts.actor("analyst"), now=NOW)

    headline = publish(drafts).headline

    assert (headline["levels"][0]["count"], headline["interpreted"], headline["indicators"]) == (10, 12, 41)
    assert headline["without_suspects"]["levels"][0]["count"] == 8
    assert headline["without_suspects"]["interpreted"] == 10
    assert headline["suspects"] == ["B1.T4.01", "B1.T4.02"]
