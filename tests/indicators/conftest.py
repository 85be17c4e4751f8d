"""A framework that is loaded, and Kupang to enter values for."""

from datetime import UTC, datetime

import pytest
from tests.actors import Actors

from warga.indicators.models import FrameworkEdition
from warga.indicators.services.editions import load_shipped
from warga.indicators.services.planning import Scope
from warga.kernel.actor import Actor

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CLI = Actor("cli", None, "test")
BUKU1 = "kupang-buku1-2023"


@pytest.fixture
def edition(db: None) -> FrameworkEdition:
    return load_shipped(framework_id=BUKU1, actor=CLI, now=NOW)


@pytest.fixture
def scope(actors: Actors, edition: FrameworkEdition) -> Scope:
    """Kupang's values of 2023."""
    return Scope(BUKU1, city=actors.city, period=2023)
