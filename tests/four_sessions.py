"""What four sessions of the app do to one shared snapshot; run by `test_watchdog`.

python tests/four_sessions.py STORE SECONDS
"""

import sys
import threading
import time
from pathlib import Path

import polars as pl
import polars.selectors as cs

from upr_data.figures.metrics import figures
from upr_data.figures.records import Records, load
from upr_data.figures.selected import selected
from upr_data.model import Dimension
from upr_data.selection.links import parse
from upr_data.snapshot import choose
from upr_data.ui.blocks.tables import as_arrow

QUERIES = [
    f"cycle={cycle}&unit={unit}&response={response}"
    for cycle in ("1", "2", "3", "1,2,3")
    for unit in ("row", "recommendation")
    for response in ("supported", "noted", "supported,noted")
]
DIMENSIONS = (Dimension.NONE, Dimension.CYCLE, Dimension.RECOMMENDING_STATE, Dimension.ISSUE)


def session(records: Records, until: float, errors: list[BaseException]) -> None:
    """Filter, count, and hand what leaves to Arrow, as tables and charts do."""
    try:
        while time.monotonic() < until:
            for query in QUERIES:
                filters = parse(query).filters
                for dimension in DIMENSIONS:
                    as_arrow(figures(records, filters, (dimension,)))
                rows = selected(records, filters).head(1_000).collect()
                shown = rows.with_columns(cs.enum().cast(pl.String)).drop(cs.list())
                as_arrow(shown)
                shown.to_arrow()
    except BaseException as error:
        errors.append(error)
        raise


def main(store: Path, seconds: float) -> int:
    """Run four sessions side by side; 0 where none of them failed."""
    records = load(choose(store).snapshot)
    until = time.monotonic() + seconds
    errors: list[BaseException] = []
    threads = [
        threading.Thread(target=session, args=(records, until, errors), daemon=True)
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(errors)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
