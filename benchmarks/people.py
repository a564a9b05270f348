"""Many people at once, each clicking by deep link under a selection of their own.

    python -m benchmarks.people [--people 50] [--processes 1] [--seconds 60] [--pause 10]
                                [--store DIR | --rows N] [--beside CHECKOUT]

Milliseconds until a page was whole, pages a second, processor time a page, and memory of each
process at the end. The visitors run on the same machine and take about a tenth of a core for every
hundred. With `--beside`, another checkout has its turn after this one, twice each. With many
seconds (`--seconds 3600 --people 50`) it is a soak: memory is told every minute.
"""

import argparse
import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.clicks import Edition, clicks, edition_of
from benchmarks.person import Page, person
from benchmarks.server import AS_DEPLOYED, ROOT, Server, server
from benchmarks.stores import add_options, said_of_machine, store_of

_MINUTE = 60.0
_WARM = 11
"""Pages of each process that nobody waits for: one of each kind."""


@dataclass
class Day:
    """What became of all clicks, and what the servers used."""

    pages: list[Page] = field(default_factory=list)
    failures: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    memory: list[list[float]] = field(default_factory=list)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=10.0, help="seconds between two clicks")
    options = parser.parse_args()
    turns = [("here", ROOT), *([("beside", options.beside)] if options.beside else [])]
    with store_of(options) as store:
        print(head())
        for name, root in turns * (2 if options.beside else 1):
            print(line(name, options, live(store, root, options)), flush=True)
        print("\n" + said_of_machine(store))


def live(store: Path, root: Path, options: argparse.Namespace) -> Day:
    """Start the servers, warm them, let everybody click, stop them."""
    with ExitStack() as stack:
        servers = [
            stack.enter_context(server(store, root, **AS_DEPLOYED))
            for _process in range(options.processes)
        ]
        return asyncio.run(_live(servers, edition_of(store), options))


async def _live(servers: list[Server], edition: Edition, options: argparse.Namespace) -> Day:
    await asyncio.gather(*(_warm(one, edition) for one in servers))
    day, started = Day(), time.monotonic()
    used = sum(one.cpu_seconds() for one in servers)
    ends = started + options.seconds
    visits = [
        _visit(servers[n % len(servers)].site, Habit(edition, n, options.pause, ends), day)
        for n in range(options.people)
    ]
    watch = asyncio.create_task(_watch(servers, day))
    await asyncio.gather(*visits)
    watch.cancel()
    day.seconds = time.monotonic() - started
    day.cpu = sum(one.cpu_seconds() for one in servers) - used
    day.memory.append([one.memory_mb() for one in servers])
    return day


async def _warm(serving: Server, edition: Edition) -> None:
    async with person(serving.site) as me:
        chosen = clicks(edition, 0)
        for _page in range(_WARM):
            await me.click(next(chosen))


@dataclass(frozen=True, slots=True)
class Habit:
    """What one person clicks, how often, and until when."""

    edition: Edition
    n: int
    pause: float
    ends: float


async def _visit(site: str, habit: Habit, day: Day) -> None:
    """One person: comes at some moment of the first pause, then clicks once every pause."""
    chosen = clicks(habit.edition, habit.n + 1)
    due = time.monotonic() + Random(habit.n).uniform(0, habit.pause)  # noqa: S311 - no secret
    async with person(site) as me:
        while due < habit.ends:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            page = await me.click(next(chosen))
            day.pages.append(page)
            day.failures += not page.is_whole
            due = max(due + habit.pause, time.monotonic())


async def _watch(servers: list[Server], day: Day) -> None:
    while True:
        await asyncio.sleep(_MINUTE)
        day.memory.append([one.memory_mb() for one in servers])


def head() -> str:
    """The head of the table."""
    columns = ("checkout", "people", "processes", "p50 ms", "p95 ms", "most ms", "pages/s")
    more = ("cpu ms a page", "failed", "MB of each process")
    return f"| {' | '.join(columns + more)} |\n|{' --- |' * len(columns + more)}"


def line(name: str, options: argparse.Namespace, day: Day) -> str:
    """One line of the table."""
    taken = sorted(page.seconds * 1000 for page in day.pages)
    cells = (
        name, options.people, options.processes, f"{median(taken):.0f}",
        f"{taken[int(len(taken) * 0.95) - 1]:.0f}", f"{taken[-1]:.0f}",
        f"{len(taken) / day.seconds:.1f}", f"{day.cpu * 1000 / len(taken):.0f}", day.failures,
        " → ".join(_memories(day)),
    )  # fmt: skip
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _memories(day: Day) -> Iterator[str]:
    """Memory after the first minute, after a sixth of the time, and at the end.

    After a sixth of a soak, what is kept is full. Of a short run at the end alone.
    """
    last = len(day.memory) - 1
    for told in dict.fromkeys((0, last // 6, last)):
        yield ", ".join(f"{one:.0f}" for one in day.memory[told])


if __name__ == "__main__":
    main()
