"""Whether two checkouts show the same: every text, every table, every mark of every picture.

    python -m benchmarks.same --beside CHECKOUT [--pages 22] [--store DIR | --rows N]

Both are clicked by the same links, another selection at every click. The first difference is
printed and ends the run with 1. Marks may differ by a five-hundredth of a pixel, dates by a time of
midnight.
"""

import argparse
import math
import sys
from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.clicks import Click, clicks, edition_of
from benchmarks.server import ROOT, server
from benchmarks.stores import add_options, store_of
from tests.visiting import PATIENCE, Visitor, texts_of, visitor

_SEED: Final = 77
_NEAR: Final = 2e-3
_MIDNIGHT: Final = " 00:00:00"

Shown = tuple[Any, ...]
"""What an element says: its kind, its place on the page, its words and figures."""


def main() -> None:
    """Compare, and say how much was the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    parser.add_argument("--pages", type=int, default=22)
    options = parser.parse_args()
    n: dict[str, int] = {}
    with (
        store_of(options) as store,
        server(store, ROOT) as here,
        server(store, options.beside) as there,
        visitor(here.site) as mine,
        visitor(there.site) as theirs,
    ):
        for one in (mine, theirs):  # a fresh server begins its first page twice
            list(_look(one, Click("", "")))
        chosen = clicks(edition_of(store), _SEED)
        for _page in range(options.pages):
            click = next(chosen)
            own, other = list(_look(mine, click)), list(_look(theirs, click))
            for one, two in zip(own, other, strict=False):
                if not _is_same(one, two):
                    sys.exit(f"{click}\nhere:   {str(one)[:2000]}\nbeside: {str(two)[:2000]}")
                n[one[0]] = n.get(one[0], 0) + 1
            if len(own) != len(other):
                sys.exit(f"{click}: {len(own)} elements here, {len(other)} beside")
    print(f"the same on {options.pages} pages: {', '.join(f'{n[one]:,} {one}s' for one in n)}")


def _look(me: Visitor, click: Click) -> Iterator[Shown]:
    """Every element of a page, in the order in which they come."""
    asked = BackMsg()
    asked.rerun_script.query_string, asked.rerun_script.page_name = click.query, click.path
    asked.rerun_script.context_info.url = f"http://a.site/{click.path}?{click.query}"
    me.socket.send(asked.SerializeToString())
    while True:
        data = me.socket.recv(PATIENCE)
        said = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
        kind = said.WhichOneof("type")
        if kind == "delta":
            yield _shown(said)
        early = said.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if kind == "script_finished" and not early:
            return


def _shown(said: ForwardMsg) -> Shown:
    place, element = tuple(said.metadata.delta_path), said.delta.new_element
    match element.WhichOneof("type"):
        case "dataframe":
            table = element.dataframe
            return "table", place, table.alt, table.columns, _columns(table.arrow_data.data)
        case "vega_lite_chart":
            chart = element.vega_lite_chart
            frames = {one.name: _columns(one.data.data) for one in chart.datasets}
            drawn = {name: frame for name, frame in frames.items() if any(frame.values())}
            return "picture", place, chart.alt, drawn
        case _:
            return "text", place, tuple(texts_of(said.delta)), element.text.body


def _columns(stream: bytes) -> dict[str, list[Any]]:
    return {} if not stream else dict(pa.ipc.open_stream(stream).read_all().to_pydict())


def _is_same(one: Any, two: Any) -> bool:  # noqa: ANN401 - whatever an element is made of
    match one, two:
        case (dict(), dict()):
            return one.keys() == two.keys() and all(_is_same(one[key], two[key]) for key in one)
        case (list() | tuple(), list() | tuple()):
            return len(one) == len(two) and all(map(_is_same, one, two))
        case (float(), float() | int()) | (int(), float()):
            near = math.isclose(one, two, abs_tol=_NEAR, rel_tol=1e-6)
            return near or (math.isnan(one) and math.isnan(two))
        case _:
            return one == two or _spelled(one) == _spelled(two)


def _spelled(value: Any) -> str:  # noqa: ANN401
    """No figure is one, whoever writes it; a date is one with and without its midnight."""
    is_none = value is None or (isinstance(value, float) and math.isnan(value))
    return "" if is_none else str(value).removesuffix(_MIDNIGHT)


if __name__ == "__main__":
    main()
