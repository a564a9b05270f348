"""Word documents (.docx): the page headers, and the tables row by row, as plain text."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.files.archive import open_archive, parse_part
from upr_data.ingest.sources.files.door import refusal

DOCUMENT: Final = "word/document.xml"
MAX_UNPACKED: Final = 128 << 20
"""Bytes a document may unpack to, pictures with it; the largest list seen has 1.3 million."""
MAX_HEADERS: Final = 100
MAX_NESTED: Final = 5
"""Tables within tables: the text of an inner one belongs to all that are around it."""
MAX_CELL: Final = 131_072
"""Characters of a cell or paragraph; a longer one is no recommendation."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its number in the document, from 1, and the paragraphs of each cell."""

    line: int
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a list needs of a document: text of the page headers, of the body, and all rows."""

    headers: tuple[str, ...]
    paragraphs: tuple[str, ...]
    rows: tuple[Row, ...]


def read_document(path: Path) -> Document:
    """Read a document; raises `BadInputError` if it is damaged, too large or not safe."""
    with open_archive(path, MAX_UNPACKED) as archive:
        headers = sorted(name for name in archive.namelist() if name.startswith("word/header"))
        if len(headers) > MAX_HEADERS:
            raise refusal(path, f"it has more than {MAX_HEADERS} page headers; save it anew.")
        tops = tuple(_text(parse_part(archive, name)) for name in headers)
        root = parse_part(archive, DOCUMENT)
        _refuse_nested(path, root)
        return Document(
            headers=tops,
            paragraphs=tuple(_text(one) for one in root.iterfind(f"{_W}body/{_W}p")),
            rows=tuple(
                Row(line, tuple(_paragraphs(cell) for cell in row.iter(f"{_W}tc")))
                for line, row in enumerate(root.iter(f"{_W}tr"), 1)
            ),
        )


def _refuse_nested(path: Path, root: ET.Element) -> None:
    """Raise `BadInputError` for tables within tables that nobody could have written."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_NESTED:
            message = f"it has tables within tables, more than {MAX_NESTED} deep; save it anew."
            raise refusal(path, message)
        waiting.extend((one, depth + (one.tag == f"{_W}tbl")) for one in element)


def _paragraphs(cell: ET.Element) -> tuple[str, ...]:
    """Texts of the paragraphs of a cell, blank ones left out."""
    texts = (line.strip() for one in cell.iter(f"{_W}p") for line in _text(one).splitlines())
    return tuple(text for text in texts if text)


def _text(element: ET.Element) -> str:
    """All text in an element; Word splits it over runs wherever its format changes."""
    text = "".join(_pieces(element))
    if len(text) > MAX_CELL:
        message = "a text too long"
        raise ValueError(message)
    return text


def _pieces(element: ET.Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in _BREAKS:
            yield _BREAKS[one.tag]
