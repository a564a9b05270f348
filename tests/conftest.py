"""What several tests need: the demonstration, the real exports where there are any."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import browser, page, playwright, real_site, site, window
from commands import run
from hypothesis import settings

from upr_data.figures.records import Records, load
from upr_data.ingest import building
from upr_data.operating.child import no_progress
from upr_data.snapshot import choose

__all__ = ["browser", "page", "playwright", "real_site", "run", "site", "window"]

settings.register_profile("patient", deadline=None)  # speed is measured by benchmarks, not here
settings.load_profile("patient")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:  # noqa: ANN401
    """Each process has whole files, whose fixtures are made once, and takes over what is left."""
    from xdist.scheduler import WorkStealingScheduling  # noqa: PLC0415 - works without xdist, too

    return WorkStealingScheduling(config, log)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes of this run; what is in it is only read."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once(store: Path, make: Callable[[Path], object]) -> Path:
    """A store that the first process to come makes, and the others wait for."""
    made = store.with_suffix(".made")
    with store.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make(store)
            made.touch()
    return store


@pytest.fixture(scope="session")
def demonstration_store(shared: Path) -> Path:
    """A store with nothing but the demonstration."""
    return once(shared / "demonstration", building.ensure_demonstration)


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
def real_store(real_exports: Path, shared: Path) -> Path:
    """A store with a snapshot of UPR Info's exports of 2018."""
    files = sorted((real_exports / "upr-info-2018").glob("*.csv"))
    return once(
        shared / "real",
        lambda store: building.import_files(files, "upr-info-2018", store, no_progress),
    )


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
