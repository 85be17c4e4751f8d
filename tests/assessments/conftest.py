"""Kupang with a few values and judgements of Buku 1 as drafts, entered by the analyst; then published by the publisher."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.actors import Actors

from warga.assessments.models import Publication
from warga.assessments.services.judgements import Row, judge
from warga.assessments.services.publishing import publish_period
from warga.indicators.services.editions import load_shipped
from warga.indicators.services.imports import plan_import
from warga.indicators.services.planning import Scope
from warga.indicators.services.values import commit_plan
from warga.kernel.actor import Actor
from warga.places.models import City

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
CLI = Actor("cli", None, "test")
BUKU1 = "kupang-buku1-2023"
IPM = "ipm-2010"
VALUES = {
    "B1.T1.05": "1.192",
    "B1.T2.02": "62 Orang",
    "B1.T2.03": "Tidak Ada",
    "B1.T2.04": "62%",
    "B1.T2.12": "Tidak Ada",
    "B1.T3.01": "97,00%",
    "B1.T3.02": "Tersedia",
    "B1.T3.07": "5",
    "B1.T4.01": "97,00%",
    "B1.T4.02": "Tersedia",
}
LEVELS = {
    "B1.T3.01": "baik",
    "B1.T3.02": "baik",
    "B1.T3.07": "sedang",
    "B1.T4.01": "baik",
    "B1.T4.02": "baik",
}
BOOK = "Buku 1 – Kupang Smart City, 2024"


def enter(
    city: City,
    values: dict[str, str],
    *,
    actor: Actor,
    now: datetime = NOW,
    framework: str = BUKU1,
    period: int = 2023,
) -> None:
    """Record values as drafts."""
    rows = [f'{code},"{raw}","{BOOK}"' for code, raw in values.items()]
    plan = plan_import(
        data="\n".join(["code,raw_value,source", *rows]).encode(),
        filename="typed.csv",
        scope=Scope(framework, city=city, period=period),
        now=now,
    )
    assert not plan.refused, plan.refused
    commit_plan(plan=plan, actor=actor, now=now)


def judged(
    city: City, code: str, level: str, *, actor: Actor, now: datetime = NOW, reason: str = "as printed"
) -> None:
    """Record one judgement as a draft."""
    judge(
        city=city,
        row=Row(BUKU1, 2023, code),
        level=level,
        author=BOOK,
        judged_on=date(2024, 5, 2),
        reason=reason,
        actor=actor,
        now=now,
    )


@pytest.fixture
def drafts(actors: Actors) -> Actors:
    """Ten values and five judgements of Kupang, entered by the analyst, not yet public."""
    for framework in (BUKU1, IPM):
        load_shipped(framework_id=framework, actor=CLI, now=NOW)
    enter(actors.city, VALUES, actor=actors.actor("analyst"))
    for code, level in LEVELS.items():
        judged(actors.city, code, level, actor=actors.actor("analyst"))
    return actors


@pytest.fixture
def published(drafts: Actors) -> Publication:
    """The same, published by the second person."""
    return publish(drafts)


def publish(
    actors: Actors, *, now: datetime = NOW, framework: str = BUKU1, period: int = 2023
) -> Publication:
    return publish_period(
        city=actors.city, framework_id=framework, period=period, actor=actors.actor("publisher"), now=now
    )
