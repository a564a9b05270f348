"""How long what people carry away takes to make, warm, on the demonstration's 122,588 rows.

    python -m benchmarks.exports [--rounds 5]

Wall time and processor time, the best of all rounds: on a busy machine the second says more. The
first time stands apart: libraries are loaded then, and an index remembers what was asked of it.
Targets stand beside (`docs/exports.md`).
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from upr_data import operating
from upr_data.charts.parts import response_parts
from upr_data.charts.picture import Caption
from upr_data.charts.shares import share_bars
from upr_data.export.brief import brief
from upr_data.export.contents import Request, brief_of, story_of
from upr_data.export.data import data_package
from upr_data.export.images import png
from upr_data.export.imprint import imprint
from upr_data.export.printed import brief_pdf, slides_pdf
from upr_data.export.slides import slides
from upr_data.export.story import story
from upr_data.export.workbook import workbook
from upr_data.figures import found, metrics
from upr_data.figures.found import index_of, search
from upr_data.figures.records import Records, load
from upr_data.ingest import building
from upr_data.model import Col, Dimension
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse
from upr_data.selection.search_index import build_in_memory
from upr_data.snapshot import choose

ROWS: Final = 10_000
QUERIES: Final = ("ratify", "rights", '"rights of the child" NOT education', "tortur* OR detention")


def main() -> None:
    """Make the demonstration, make every kind of file, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    operating.settle()
    with tempfile.TemporaryDirectory() as folder:
        found.user_cache_path = lambda *_a, **_k: Path(folder) / "cache"  # type: ignore[attr-defined]
        building.ensure_demonstration(Path(folder))
        records = load(choose(Path(folder)).snapshot)
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, best of {rounds}\n")
        print("| what | first ms | wall ms | cpu ms | target | bytes |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        for name, target, make in _files(records):
            _time(name, target, make, rounds)
        texts = records.texts.select(Col.SEARCHABLE).collect()[Col.SEARCHABLE]
        name = f"index of {len(texts):,} texts"
        _time(name, 2000, lambda: build_in_memory(texts), max(1, rounds // 2))
        index_of(records)
        for query in QUERIES:
            filters = parse({"q": query}).filters
            _time(f"search with 20 snippets: {query}", 10, _searched(records, filters), rounds)


def _files(records: Records) -> list[tuple[str, int, Callable[[], Any]]]:
    everything, state = Filters(), "QMB"
    said = imprint(records, everything)
    table = metrics.figures(records, everything, (Dimension.SUR_GROUP,))
    caption = Caption("How States under review responded", (said.selection, said.counted))
    picture = share_bars(table, response_parts(), caption)
    request = Request(records, everything, of=state)
    return [
        ("PNG of a chart", 200, lambda: png(picture, said)),
        ("slides, pptx, a State", 500, lambda: slides(story_of(request))),
        ("slides, pptx, all recommendations", 500, lambda: slides(story_of(_all(records)))),
        ("slides, pdf, all recommendations", 1000, lambda: slides_pdf(story_of(_all(records)))),
        ("brief, docx, a State in both roles", 1000, lambda: brief(brief_of(request))),
        ("brief, pdf, a State in both roles", 1000, lambda: brief_pdf(brief_of(request))),
        ("story, html, all recommendations", 500, lambda: story(story_of(_all(records))).encode()),
        (
            f"workbook, xlsx, {ROWS:,} rows",
            1000,
            lambda: workbook(records, everything, (Dimension.ISSUE,), most=ROWS),
        ),
        ("data, zip, cycle 2", 5000, lambda: data_package(records, parse("cycle=2").filters)),
    ]


def _all(records: Records) -> Request:
    return Request(records, Filters())


def _searched(records: Records, filters: Filters) -> Callable[[], Any]:
    return lambda: search(records, filters)


def _time(name: str, target: int, make: Callable[[], Any], rounds: int) -> None:
    start = time.perf_counter()
    made = make()
    first = time.perf_counter() - start
    wall, cpu = [], []
    for _round in range(rounds):
        start, used = time.perf_counter(), time.process_time()
        make()
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - used)
    size = f"{len(made):,}" if isinstance(made, bytes) else ""
    times = (f"{1000 * one:.0f}" for one in (first, min(wall), min(cpu)))
    print(f"| {' | '.join((name, *times, str(target), size))} |")


if __name__ == "__main__":
    main()
