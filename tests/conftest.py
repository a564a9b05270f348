"""What several tests need: the demonstration, the real exports where there are any."""

import os
from pathlib import Path

import pytest
from commands import run
from hypothesis import settings

from upr_data.figures.records import Records, load
from upr_data.ingest import building
from upr_data.snapshot import choose

__all__ = ["run"]

settings.register_profile("patient", deadline=None)  # speed is measured by benchmarks, not here
settings.load_profile("patient")


@pytest.fixture(scope="session")
def demonstration_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing but the demonstration."""
    store = tmp_path_factory.mktemp("demonstration")
    building.ensure_demonstration(store)
    return store


@pytest.fixture(scope="session")
def demonstration(demonstration_store: Path) -> Records:
    """The demonstration, loaded."""
    return load(choose(demonstration_store).snapshot)


@pytest.fixture(scope="session")
def real_exports() -> Path:
    """The folder of real exports; the test is skipped where nobody said where it is."""
    given = os.environ.get("UPR_REAL_EXPORTS")
    if not given:
        pytest.skip("UPR_REAL_EXPORTS is not set: no real exports to read")
    return Path(given)


@pytest.fixture(scope="session")
def real_store(real_exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a snapshot of UPR Info's exports of 2018."""
    store = tmp_path_factory.mktemp("real")
    files = sorted((real_exports / "upr-info-2018").glob("*.csv"))
    building.import_files(files, "upr-info-2018", store, lambda _done, _total: None)
    return store


@pytest.fixture(scope="session")
def upr_info_2018(real_store: Path) -> Records:
    """UPR Info's exports of 2018, loaded."""
    return load(choose(real_store, "upr-info-2018").snapshot)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where CI promises everything a test needs, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
