"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.actors"]

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of reference data beside the checkout; skip aloud, or fail where all is required."""
    if SHARED.is_dir():
        return SHARED
    message = f"reference data not found at {SHARED}"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(message)
    pytest.skip(message)
