"""All figures of one page after a filter change: ours, DuckDB and pandas in one run.

    python -m benchmarks.queries [--rows 120000] [--rounds 20]

Every round chooses another filter, so that nothing is remembered from the round before. All three
hold their tables in memory, count the same and are compared before anything is timed. Times are
of the whole set of queries of a page. Ratios within one run hold; absolute times drift.
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
from upr_data.figures.selected import selected
from upr_data.model import Dimension, SnapshotKind, Unit
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


def _filters(n: int, unit: Unit) -> Filters:
    """The n-th of many different selections: from almost everything to a few sessions."""
    sessions = ",".join(str(1 + (n * 7 + i) % 46) for i in range(40 - n % 30))
    return parse(f"session={sessions}&unit={unit}").filters


def _ours(records: Records) -> Page:
    return lambda n, unit: [figures(records, _filters(n, unit), (dimension,)) for dimension in PAGE]


def _theirs(engine: engines.Engine) -> Page:
    return lambda n, unit: [
        engine.figures(_filters(n, unit).sessions, dimension, unit) for dimension in PAGE
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
    pages["Polars and NumPy (ours)"](0, unit)
    times = {
        name: _times(lambda n, page=page: page(n, unit), rounds) for name, page in pages.items()
    }
    best = statistics.median(next(iter(times.values())))
    print(f"{'':26}{'p50 ms':>10}{'p95 ms':>10}{'times ours':>12}")
    for name, taken in times.items():
        p50 = statistics.median(taken)
        print(f"{name:26}{p50:>10.1f}{_p95(taken):>10.1f}{p50 / best:>12.1f}")
    print()


def _time_text(records: Records, rounds: int) -> None:
    print(f"{'text filter':26}{'p50 ms':>10}{'p95 ms':>10}")
    for query in ("q=tortur", "cycle=2&q=tortur", "rs_group=weog&issue=justice&q=torture women"):
        filters = parse(query).filters
        taken = _times(
            lambda n, f=filters: selected(records, replace(f, q=f.q + " " * n)).collect(), rounds
        )
        print(f"{query:44}{statistics.median(taken):>6.1f}{_p95(taken):>10.1f}")
    print()


def _times(step: Callable[[int], Any], rounds: int) -> list[float]:
    """Milliseconds of each round; the first round is not counted."""
    step(0)
    taken = []
    for n in range(1, rounds + 1):
        started = time.perf_counter()
        step(n)
        taken.append((time.perf_counter() - started) * 1_000)
    return taken


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95) - 1]


def _print_memory() -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(f"peak memory of this run, all three engines: {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
