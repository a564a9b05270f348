"""What each page costs its server: one person, another selection at every click.

    python -m benchmarks.pages [--store DIR | --rows N] [--rounds 6] [--beside CHECKOUT]

Milliseconds until the page was whole (wall), processor time of the whole server, kilobytes and
messages, as medians. With `--beside`, another checkout is clicked in turns by the same links:
ratios within one run hold, whatever else the machine does.
"""

import argparse
import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from itertools import chain
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.clicks import OF_FIGURES, Click, clicks, edition_of
from benchmarks.person import Person, person
from benchmarks.server import AS_DEPLOYED, ROOT, Server, server
from benchmarks.stores import add_options, said_of_machine, store_of

_SEED = 12
_REST = 0.03
"""Seconds after a page, so that what the server does behind it is counted with it."""


class Cost(NamedTuple):
    """Of one page: milliseconds, milliseconds of processor time, kilobytes, messages."""

    wall: float
    cpu: float
    kilobytes: float
    messages: float


Costs = Mapping[str, Mapping[str, list[Cost]]]
"""By checkout and page."""


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    parser.add_argument("--rounds", type=int, default=6, help="looks at each page")
    options = parser.parse_args()
    roots = {"here": ROOT} | ({"beside": options.beside} if options.beside else {})
    with store_of(options) as store:
        costs = asyncio.run(measure(store, roots, options.rounds))
        print(said_of_machine(store), "\n")
    print("\n".join(table(costs)))


async def measure(store: Path, roots: Mapping[str, Path], rounds: int) -> Costs:
    """Click through all pages, each checkout in turns; the first two rounds are not counted."""
    edition = edition_of(store)
    costs: Costs = {name: defaultdict(list) for name in roots}
    async with AsyncExitStack() as stack:
        people = {}
        for name, root in roots.items():
            serving = stack.enter_context(server(store, root, **AS_DEPLOYED))
            people[name] = serving, await stack.enter_async_context(person(serving.site))
        chosen = clicks(edition, _SEED)
        for n in range((rounds + 2) * len(OF_FIGURES)):
            click = next(chosen)
            for name, (serving, me) in people.items():
                cost = await _clicked(serving, me, click)
                if n >= 2 * len(OF_FIGURES):
                    costs[name][click.path or "overview"].append(cost)
    return costs


async def _clicked(serving: Server, me: Person, click: Click) -> Cost:
    before = serving.cpu_seconds()
    page = await me.click(click)
    await asyncio.sleep(_REST)
    if not page.is_whole:
        message = f"{click} was not whole"
        raise RuntimeError(message)
    cpu = serving.cpu_seconds() - before
    return Cost(page.seconds * 1000, cpu * 1000, page.n_bytes / 1000, page.n_messages)


def table(costs: Costs) -> Iterator[str]:
    """Markdown: a line a page, a block of columns a checkout, all pages at the end."""
    yield "| page |" + "".join(f" {name}: wall ms | cpu ms | kB | messages |" for name in costs)
    yield "| --- |" + " ---: |" * 4 * len(costs)
    pages = sorted(next(iter(costs.values())))
    for page in pages:
        yield _line(page, [by_page[page] for by_page in costs.values()])
    yield _line("**all**", [[*chain(*by_page.values())] for by_page in costs.values()])


def _line(page: str, of_each: list[list[Cost]]) -> str:
    cells = [
        f" {median(one.wall for one in rows):.0f} | {median(one.cpu for one in rows):.0f} | "
        f"{median(one.kilobytes for one in rows):.0f} | "
        f"{median(one.messages for one in rows):.0f} |"
        for rows in of_each
    ]
    return f"| {page} |" + "".join(cells)


if __name__ == "__main__":
    main()
