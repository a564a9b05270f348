"""Word documents: each table as a grid, with fills and merged cells, and the text around them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.files.word import W, read_parts, text_of
from upr_data.ingest.sources.matrices.grid import Cell, Grid, Line, fill_of
from upr_data.language import _

MAX_CELLS: Final = 200_000
MAX_LINES: Final = 20_000
MAX_SPAN: Final = 60
"""Columns of a grid that one cell may cover; more is no table that people read."""


@dataclass(frozen=True, slots=True)
class Document:
    """Page headers, paragraphs of the body in order, and tables with the paragraphs over them."""

    headers: tuple[str, ...]
    paragraphs: tuple[str, ...]
    grids: tuple[Grid, ...]


def read_tables(path: Path) -> Document:
    """Read a document; raises `BadInputError` if it is damaged, too large or not safe."""
    headers, root = read_parts(path)
    body = root.find(f"{W}body")
    paragraphs: list[str] = []
    grids: list[Grid] = []
    over, line, n_cells = "", 0, 0
    for block in _blocks(body) if body is not None else ():
        if block.tag == f"{W}p":
            text = text_of(block).strip()
            paragraphs.append(text)
            over = text or over
            continue
        lines = list(_lines(block, line, over))
        over, line = "", line + len(lines)
        n_cells += sum(len(one.cells) for one in lines)
        if n_cells > MAX_CELLS or line > MAX_LINES:
            message = _(
                "{name}: its tables have more rows or cells than any matrix; leave only one."
            ).format(name=path.name)
            raise BadInputError(message)
        grids.append(Grid(f"table {len(grids) + 1}", tuple(lines)))
    return Document(headers, tuple(filter(None, paragraphs)), tuple(grids))


def _blocks(element: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs and tables of the body in order, those in content controls too."""
    stack = list(reversed(list(element)))
    while stack:
        one = stack.pop()
        if one.tag in {f"{W}p", f"{W}tbl"}:
            yield one
        elif one.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            stack.extend(reversed(list(one)))


def _children(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Rows of a table, or cells of a row, without those of tables within."""
    stack = list(reversed(list(element)))
    while stack:
        one = stack.pop()
        if one.tag == tag:
            yield one
        elif one.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            stack.extend(reversed(list(one)))


def _lines(table: ET.Element, start: int, over: str) -> Iterator[Line]:
    for number, row in enumerate(_children(table, f"{W}tr"), start + 1):
        cells: list[Cell] = []
        for one in _children(row, f"{W}tc"):
            cells.append(_cell(one))
            cells.extend([Cell()] * (_span(one) - 1))
        yield Line(number, tuple(cells), over)


def _cell(cell: ET.Element) -> Cell:
    properties = cell.find(f"{W}tcPr")
    shade = properties.find(f"{W}shd") if properties is not None else None
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    is_merged = merge is not None and merge.get(f"{W}val", "continue") == "continue"
    texts = (text_of(one).strip() for one in cell.iter(f"{W}p"))
    colour = shade.get(f"{W}fill", "") if shade is not None else ""
    return Cell("\n".join(text for text in texts if text), fill_of(colour), is_merged=is_merged)


def _span(cell: ET.Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    given = found.get(f"{W}val", "1") if found is not None else "1"
    return min(max(int(given), 1), MAX_SPAN) if given.isdecimal() and len(given) < 5 else 1  # noqa: PLR2004
