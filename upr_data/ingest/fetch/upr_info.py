"""Fetch UPR Info's database, session by session, and go on after any interruption.

The state folder holds `plan.json` (the sessions and their counts), one file per page, and at
the end the one file that is given on: JSON lines, a head line first, then one record a line.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from upr_data.ingest.fetch import uwazi_api
from upr_data.ingest.fetch.client import Client
from upr_data.ingest.fetch.faults import FetchError, RefusedError, UnreachableError
from upr_data.ingest.fetch.state import read_json, write_json, write_whole
from upr_data.ingest.fetch.uwazi_api import Part
from upr_data.operating.child import Progress

FORMAT: Final = "upr-info-uwazi"
PAGE: Final = 500
ROUNDS: Final = 3
"""How often in all sessions are fetched anew when the database changes meanwhile."""
PLAN_DAYS: Final = 7
"""An interrupted fetch older than this starts anew: the database will have moved on."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One fetch: from where, over which client, with its progress in which folder."""

    client: Client
    folder: Path
    server: str = uwazi_api.SERVER
    page_size: int = PAGE


def fetch(run: Fetch, progress: Progress, today: date | None = None) -> Path:
    """Fetch everything, or the rest of it, and return the finished file.

    Every session's records are counted against the database's own counts, asked for once more
    at the end, and no record may come twice; else `FetchError`, and nothing is given on. Where
    the server does not serve programs or cannot be reached, it says how to go on in a browser.
    """
    day = today or datetime.now(UTC).date()
    try:
        return _fetch(run, progress, day)
    except RefusedError as error:
        message = f"{error} {by_browser(run)}"
        raise RefusedError(message) from error
    except UnreachableError as error:
        message = f"{error} Is there a network? {by_browser(run)}"
        raise UnreachableError(message) from error


def by_browser(run: Fetch) -> str:
    """How to go on where this program cannot fetch."""
    return (
        f"On any computer, open {run.server} in a browser, select all recommendations, export"
        " them as CSV, and import the file: python -m upr_data import FILE --name NAME"
    )


def _fetch(run: Fetch, progress: Progress, day: date) -> Path:
    """Sessions in rounds, until the counts of all agree."""
    plan = _plan_of(run, day)
    for _ in range(ROUNDS):
        _fetch_pages(run, plan, progress)
        current = uwazi_api.parts(run.client, run.server)
        wrong = [part for part in plan if part not in current or not _adds_up(run, part)]
        if not wrong and len(plan) == len(current):
            return _finish(run, plan, day)
        for part in wrong:
            shutil.rmtree(_folder(run, part), ignore_errors=True)
        plan = _keep_plan(run, current, day)
    message = "UPR Info's counts and records do not agree, tried three times; run again later."
    raise FetchError(message)


def _plan_of(run: Fetch, day: date) -> list[Part]:
    """Sessions to fetch: those of a recent interrupted fetch, else asked for anew."""
    if kept := _kept_plan(run, day):
        return kept
    shutil.rmtree(run.folder / "pages", ignore_errors=True)
    return _keep_plan(run, uwazi_api.parts(run.client, run.server), day)


def _kept_plan(run: Fetch, day: date) -> list[Part]:
    """Sessions of an interrupted fetch; none where it is old, another's, or cannot be read."""
    kept = read_json(run.folder / "plan.json")
    try:
        if not isinstance(kept, dict) or kept["server"] != run.server:
            return []
        age = day - date.fromisoformat(kept["started"])
        is_ours = age.days < PLAN_DAYS and kept["page_size"] == run.page_size
        return [Part(**part) for part in kept["parts"]] if is_ours else []
    except (KeyError, TypeError, ValueError):
        return []


def _keep_plan(run: Fetch, parts: list[Part], day: date) -> list[Part]:
    plan = {"server": run.server, "started": day.isoformat(), "page_size": run.page_size}
    write_json(run.folder / "plan.json", {**plan, "parts": [asdict(part) for part in parts]})
    return parts


def _fetch_pages(run: Fetch, plan: list[Part], progress: Progress) -> None:
    """Fetch the pages that are not there yet, telling how many records are."""
    n_done, n_all = 0, sum(part.n for part in plan)
    for part in plan:
        for start in range(0, part.n, run.page_size):
            path = _folder(run, part) / f"{start:06}.jsonl"
            if not path.exists():
                page = uwazi_api.page(run.client, run.server, part, start, run.page_size)
                write_whole(path, "".join(f"{_line(row)}\n" for row in page.rows))
            n_done += min(run.page_size, part.n - start)
            progress(n_done, n_all)


def _adds_up(run: Fetch, part: Part) -> bool:
    """Whether as many different records lie here as the database counts for the session."""
    try:
        keys = [json.loads(line)["sharedId"] for line in _lines(run, part)]
    except (ValueError, KeyError, TypeError):
        return False
    return len(set(keys)) == len(keys) == part.n


def _finish(run: Fetch, plan: list[Part], day: date) -> Path:
    """Put all pages into one file; a record that belongs to two sessions comes once."""
    records = {json.loads(line)["sharedId"]: line for part in plan for line in _lines(run, part)}
    head = {"format": FORMAT, "version": 1, "server": run.server, "retrieved": day.isoformat()}
    path = run.folder / f"upr-info-{day.isoformat()}.jsonl"
    write_whole(path, "\n".join([_line({**head, "n": len(records)}), *records.values(), ""]))
    shutil.rmtree(run.folder / "pages")
    (run.folder / "plan.json").unlink()
    return path


def _lines(run: Fetch, part: Part) -> Iterator[str]:
    for path in sorted(_folder(run, part).glob("*.jsonl")):
        yield from path.read_text(encoding="utf-8").splitlines()


def _folder(run: Fetch, part: Part) -> Path:
    """Folder of a session's pages; its key was looked at when it came."""
    return run.folder / "pages" / part.key


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)
