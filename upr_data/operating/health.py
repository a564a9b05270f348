"""How the app is: which edition it serves, whether that is whole, and what went wrong lately."""

import os
import platform
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from upr_data import __version__, snapshot
from upr_data.operating.logs import log_file, recent_errors
from upr_data.operating.servers import Server
from upr_data.snapshot import Manifest, NoSnapshotError, clock

_SHORTEST_KEY: Final = 16
_PACKAGES: Final = ("streamlit", "polars", "pyarrow")


class State(StrEnum):
    """In one word."""

    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Edition:
    """The data edition that is served by default; `age_days` since it was made."""

    id: str
    kind: str
    created: str
    age_days: int
    n_rows: int


@dataclass(frozen=True, slots=True)
class Health:
    """What `health --json` gives.

    `state` is failed where nothing can be served, degraded where something is wrong that people do
    not see yet: `problems` says what. `sessions` are those of this process, or of the `servers`
    that were asked; None where none was. `memory_mb` is the memory of this process at its highest.
    """

    state: State
    store: str
    edition: Edition | None
    n_editions: int
    problems: tuple[str, ...]
    sessions: int | None
    memory_mb: int
    servers: tuple[Server, ...]
    errors: tuple[dict[str, Any], ...]
    versions: dict[str, str]

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


def health(store: Path, sessions: int | None = None, servers: Sequence[Server] = ()) -> Health:
    """Look at everything, now: all snapshots are verified, and the bucket is asked.

    `sessions` is what the server counts, where one looks at itself: it tells how its last look into
    the bucket went, and its own errors. Elsewhere they are those at the end of `UPR_LOG_FILE`, and
    sessions those of `servers`.
    """
    is_server = sessions is not None
    synced = snapshot.follow(store) if is_server else snapshot.refresh(store)
    problems = [*synced.problems, *([synced.error] if synced.error else [])] if synced else []
    problems += [f"{one.address} does not answer." for one in servers if not one.answered]
    edition, n_editions = None, 0
    try:
        listed = snapshot.list_snapshots(store)
        problems += [problem for one in listed for problem in _named(one)]
        problems += snapshot.clock_remarks(store)
        n_editions = len(listed)
        served = snapshot.choose(store).snapshot.manifest
        edition = _edition(served)
        if served.is_demonstration and not snapshot.wants_demonstration():
            problems.append("The demonstration is served, though UPR_ALLOW_DEMO=0.")
    except NoSnapshotError as error:
        problems.append(str(error))
    return Health(
        state=State.FAILED if edition is None else State.DEGRADED if problems else State.OK,
        store=snapshot.named(store),
        edition=edition,
        n_editions=n_editions,
        problems=tuple(dict.fromkeys(problems)),
        sessions=sum(one.sessions or 0 for one in servers) if servers else sessions,
        memory_mb=memory_mb(),
        servers=tuple(servers),
        errors=tuple(recent_errors(None if is_server else log_file())),
        versions=_versions(),
    )


def page_key() -> str | None:
    """What `UPR_HEALTH_KEY` says, which opens the page of it; None where there is no such page."""
    given = os.environ.get("UPR_HEALTH_KEY", "")
    return given if len(given) >= _SHORTEST_KEY else None


def _named(one: snapshot.Listed) -> list[str]:
    """Problems with the snapshot's id before them."""
    name = one.path.name
    return [text if text.startswith(name) else f"{name}: {text}" for text in one.problems]


def _edition(manifest: Manifest) -> Edition:
    age = clock.now() - clock.moment(manifest.created)
    return Edition(manifest.id, manifest.kind.value, manifest.created, age.days, manifest.n_rows)


def memory_mb() -> int:
    """Of this process, at its highest; kilobytes on Linux, bytes on macOS."""
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest // (1024**2 if sys.platform == "darwin" else 1024)


def _versions() -> dict[str, str]:
    own = {"upr-outcomes": __version__, "python": platform.python_version()}
    return own | {name: version(name) for name in _PACKAGES}
