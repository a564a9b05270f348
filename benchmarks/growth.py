"""What more rows cost: loading, the queries of a page, a search, memory.

    python -m benchmarks.growth [--rows 10000 120000 1000000] [--rounds 10]

Each size in a process of its own, which another one has made the rows for. Times are processor
time, medians.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import synthetic
from benchmarks.queries import PAGE, filters_of
from upr_data.figures.metrics import figures
from upr_data.figures.records import load
from upr_data.figures.selected import selected
from upr_data.model import SnapshotKind, Unit
from upr_data.operating import settle
from upr_data.selection.links import parse
from upr_data.snapshot import Draft, choose, publish


def main() -> None:
    """Print a table, a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 120_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        draft = Draft("benchmark", SnapshotKind.DEMONSTRATION, "2026-01-01")
        publish(synthetic.tables(options.rows[0]), draft, options.make)
        return
    if options.measure:
        print(line(options.measure, options.rounds))
        return
    columns = ("rows", "load, s", f"{len(PAGE)} queries, ms", "filter and text, ms", "peak MB")
    print(f"| {' | '.join(columns)} |\n|{' ---: |' * len(columns)}")
    for n in options.rows:
        command = [sys.executable, "-m", "benchmarks.growth", "--rounds", str(options.rounds)]
        with tempfile.TemporaryDirectory() as store:
            subprocess.run([*command, "--make", store, "--rows", str(n)], check=True)  # noqa: S603
            subprocess.run([*command, "--measure", store], check=True)  # noqa: S603


def line(store: Path, rounds: int) -> str:
    """What the rows of a store cost, measured in this process."""
    settle()
    chosen = choose(store).snapshot
    started = time.process_time()
    records = load(chosen)
    loaded = time.process_time() - started

    def page(n: int) -> Any:  # noqa: ANN401 - made and thrown away
        return [figures(records, filters_of(n, Unit.ROW), (one,)) for one in PAGE]

    def search(n: int) -> Any:  # noqa: ANN401
        return selected(records, parse(f"session={n + 1}&q=tortur").filters).collect()

    cells = f"{loaded:.1f} | {_ms(page, rounds):.1f} | {_ms(search, rounds):.1f}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"| {records.manifest.n_rows:,} | {cells} | {peak:,.0f} |"


def _ms(step: Callable[[int], Any], rounds: int) -> float:
    """Milliseconds of processor time, the median; the first is not counted."""
    taken = []
    for n in range(rounds + 1):
        started = time.process_time()
        step(n)
        taken.append((time.process_time() - started) * 1000)
    return median(taken[1:])


if __name__ == "__main__":
    main()
