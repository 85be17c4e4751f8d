"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck, settings
from tests.needs import lacking
from tools import messages

pytest_plugins = ["tests.actors"]

# A busy machine is slow, not wrong: how fast things are is measured in benchmarks/.
settings.register_profile("warga", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("warga")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of reference data beside the checkout; without it the test is left out aloud."""
    return SHARED if SHARED.is_dir() else lacking(f"reference data not found at {SHARED}")


def pytest_configure() -> None:
    """Compile the catalogues: pages are tested in the words people read."""
    messages.do_compile()
    translation_file_changed(None, Path("django.mo"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped, as in the landing checks, a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("REQUIRE_ALL") == "1" and skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
