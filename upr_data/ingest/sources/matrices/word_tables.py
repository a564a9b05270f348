"""Word documents: each table as a grid, with fills and merged cells, and the text around them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.files.archive import open_archive, parse_part
from upr_data.ingest.sources.files.word import DOCUMENT, MAX_UNPACKED
from upr_data.ingest.sources.matrices.grid import Cell, Grid, Line, fill_of

MAX_CELLS: Final = 200_000
MAX_LINES: Final = 20_000
MAX_SPAN: Final = 60
"""Columns of a grid that one cell may cover; more is no table that people read."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Document:
    """Page headers, paragraphs of the body in order, and tables with the paragraphs over them."""

    headers: tuple[str, ...]
    paragraphs: tuple[str, ...]
    grids: tuple[Grid, ...]


def read_tables(path: Path) -> Document:
    """Read a document; raises `BadInputError` if it is damaged, too large or not safe."""
    with open_archive(path, MAX_UNPACKED) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("word/header"))
        headers = tuple(_text(parse_part(archive, name)) for name in names)
        root = parse_part(archive, DOCUMENT)
    body = root.find(f"{_W}body")
    paragraphs: list[str] = []
    grids: list[Grid] = []
    over, line, n_cells = "", 0, 0
    for block in _blocks(body) if body is not None else ():
        if block.tag == f"{_W}p":
            text = _text(block).strip()
            paragraphs.append(text)
            over = text or over
            continue
        lines = list(_lines(block, line, over))
        over, line = "", line + len(lines)
        n_cells += sum(len(one.cells) for one in lines)
        if n_cells > MAX_CELLS or line > MAX_LINES:
            message = (
                f"{path.name}: its tables have more rows or cells than any matrix; leave only one."
            )
            raise BadInputError(message)
        grids.append(Grid(f"table {len(grids) + 1}", tuple(lines)))
    return Document(headers, tuple(filter(None, paragraphs)), tuple(grids))


def _blocks(element: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs and tables of the body in order, those in content controls too."""
    stack = list(reversed(list(element)))
    while stack:
        one = stack.pop()
        if one.tag in {f"{_W}p", f"{_W}tbl"}:
            yield one
        elif one.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            stack.extend(reversed(list(one)))


def _children(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Rows of a table, or cells of a row, without those of tables within."""
    stack = list(reversed(list(element)))
    while stack:
        one = stack.pop()
        if one.tag == tag:
            yield one
        elif one.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            stack.extend(reversed(list(one)))


def _lines(table: ET.Element, start: int, over: str) -> Iterator[Line]:
    for number, row in enumerate(_children(table, f"{_W}tr"), start + 1):
        cells: list[Cell] = []
        for one in _children(row, f"{_W}tc"):
            cells.append(_cell(one))
            cells.extend([Cell()] * (_span(one) - 1))
        yield Line(number, tuple(cells), over)


def _cell(cell: ET.Element) -> Cell:
    properties = cell.find(f"{_W}tcPr")
    shade = properties.find(f"{_W}shd") if properties is not None else None
    merge = properties.find(f"{_W}vMerge") if properties is not None else None
    is_merged = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
    texts = (_text(one).strip() for one in cell.iter(f"{_W}p"))
    colour = shade.get(f"{_W}fill", "") if shade is not None else ""
    return Cell("\n".join(text for text in texts if text), fill_of(colour), is_merged=is_merged)


def _span(cell: ET.Element) -> int:
    found = cell.find(f"{_W}tcPr/{_W}gridSpan")
    given = found.get(f"{_W}val", "1") if found is not None else "1"
    return min(max(int(given), 1), MAX_SPAN) if given.isdecimal() and len(given) < 5 else 1  # noqa: PLR2004


def _text(element: ET.Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: ET.Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in _BREAKS:
            yield _BREAKS[one.tag]
