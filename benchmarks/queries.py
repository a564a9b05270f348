"""All figures of one page after a filter change: ours, DuckDB and pandas in one run.

    python -m benchmarks.queries [--rows 120000] [--rounds 20]

Every round chooses another filter, so that nothing is remembered from the round before. All three
hold their tables in memory, count the same and are compared before anything is timed. Times are
of the whole set of queries of a page, on the wall and of the processor. Ratios within one run hold;
absolute times drift.
"""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import engines, synthetic
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records, load
from upr_data.figures.selected import selected, selected_rows
from upr_data.model import Dimension, SnapshotKind, Unit
from upr_data.operating import settle
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse
from upr_data.snapshot import Draft, choose, publish

PAGE = (
    Dimension.NONE,
    Dimension.CYCLE,
    Dimension.STATE_UNDER_REVIEW,
    Dimension.RECOMMENDING_STATE,
    Dimension.ISSUE,
    Dimension.ACTION_CATEGORY,
    Dimension.RESPONSE,
)
"""The figures of a full page, each one query."""

Page = Callable[[int, Unit], Any]


def main() -> None:
    """Publish synthetic rows, check that all engines agree, time them, print a table."""
    options = _options()
    settle()
    with tempfile.TemporaryDirectory() as store:
        draft = Draft("benchmark", SnapshotKind.DEMONSTRATION, "2026-01-01")
        publish(synthetic.tables(options.rows), draft, Path(store))
        records = load(choose(Path(store)).snapshot)
        pages = {"Polars and NumPy (ours)": _ours(records)}
        duckdb, pandas = engines.Duck(records.snapshot.path), engines.Pandas(records.snapshot.path)
        pages |= {"DuckDB": _theirs(duckdb), "pandas": _theirs(pandas)}
        print(f"{options.rows:,} rows, {len(PAGE)} queries a page, {options.rounds} filters\n")
        for unit in Unit:
            _compare(pages, unit)
            _time_pages(pages, unit, options.rounds)
        _time_text(records, options.rounds)
        _print_memory()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=120_000)
    parser.add_argument("--rounds", type=int, default=20)
    return parser.parse_args()


def filters_of(n: int, unit: Unit) -> Filters:
    """The n-th of many different selections: from almost everything to a few sessions."""
    sessions = ",".join(str(1 + (n * 7 + i) % 46) for i in range(40 - n % 30))
    return parse(f"session={sessions}&unit={unit}").filters


def _ours(records: Records) -> Page:
    return lambda n, unit: [
        figures(records, filters_of(n, unit), (dimension,)) for dimension in PAGE
    ]


def _theirs(engine: engines.Engine) -> Page:
    return lambda n, unit: [
        engine.figures(filters_of(n, unit).sessions, dimension, unit) for dimension in PAGE
    ]


def _compare(pages: dict[str, Page], unit: Unit) -> None:
    """Stop where an engine counts anything differently."""
    results = {name: [engines.plain(table) for table in page(0, unit)]
               for name, page in pages.items()}  # fmt: skip
    expected, *others = results.values()
    for name, found in zip(list(results)[1:], others, strict=True):
        for dimension, ours, theirs in zip(PAGE, expected, found, strict=True):
            if ours != theirs:
                message = f"{name} differs from ours by {dimension}, counting {unit}s"
                raise SystemExit(message)
    print(f"unit {unit}: all three give equal results for every query")


def _time_pages(pages: dict[str, Page], unit: Unit, rounds: int) -> None:
    times = {
        name: _times(lambda n, page=page: page(n, unit), rounds) for name, page in pages.items()
    }
    best = statistics.median(cpu for _wall, cpu in next(iter(times.values())))
    print(f"\n| unit {unit} | wall p50 ms | wall p95 ms | cpu p50 ms | times ours |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, taken in times.items():
        wall, cpu = zip(*taken, strict=True)
        middle = statistics.median(cpu)
        print(
            f"| {name} | {statistics.median(wall):.1f} | {_p95(wall):.1f} | {middle:.1f} | "
            f"{middle / best:.1f} |"
        )
    print()


def _time_text(records: Records, rounds: int) -> None:
    """Which rows answer, as figures ask, and the rows themselves, as files and lists do."""
    print("| filter and text | rows found: cpu p50 ms | taken out: cpu p50 ms | first time, ms |")
    print("| --- | ---: | ---: | ---: |")
    for query in ("q=tortur", "cycle=2&q=tortur", "rs_group=weog&issue=justice&q=torture women"):
        filters = parse(query).filters

        def asked(n: int, f: Filters = filters) -> Filters:
            return replace(f, q=f.q + " " * n)

        started = time.process_time()
        selected_rows(records, asked(rounds + 1))
        first = (time.process_time() - started) * 1_000
        found = _times(lambda n, asked=asked: selected_rows(records, asked(n)), rounds)
        out = _times(lambda n, asked=asked: selected(records, asked(n)).collect(), rounds)
        cells = (statistics.median(cpu for _wall, cpu in one) for one in (found, out))
        print(f"| `{query}` | {' | '.join(f'{cell:.1f}' for cell in cells)} | {first:.1f} |")
    print()


def _times(step: Callable[[int], Any], rounds: int) -> list[tuple[float, float]]:
    """Milliseconds of each round, on the wall and of the processor; the first is not counted."""
    step(0)
    taken = []
    for n in range(1, rounds + 1):
        started, used = time.perf_counter(), time.process_time()
        step(n)
        wall, cpu = time.perf_counter() - started, time.process_time() - used
        taken.append((wall * 1_000, cpu * 1_000))
    return taken


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95) - 1]


def _print_memory() -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(f"peak memory of this run, all three engines: {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
