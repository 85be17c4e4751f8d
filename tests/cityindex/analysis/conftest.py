"""What tests of several analyses need: the ASEM case."""

from pathlib import Path

import pytest
from tests.cityindex.test_asem import Case


@pytest.fixture(scope="session")
def asem(shared: Path) -> Case:
    return Case(shared / "reference" / "asem")
