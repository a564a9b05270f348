"""Word documents (.docx): the page headers, and the tables row by row, as plain text."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.files.archive import open_archive, parse_part

DOCUMENT: Final = "word/document.xml"
MAX_UNPACKED: Final = 128 << 20
"""Bytes a document may unpack to; the largest list seen has 1.3 million."""

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
        tops = tuple(_text(parse_part(archive, name)) for name in headers)
        root = parse_part(archive, DOCUMENT)
        return Document(
            headers=tops,
            paragraphs=tuple(_text(one) for one in root.iterfind(f"{_W}body/{_W}p")),
            rows=tuple(
                Row(line, tuple(_paragraphs(cell) for cell in row.iter(f"{_W}tc")))
                for line, row in enumerate(root.iter(f"{_W}tr"), 1)
            ),
        )


def _paragraphs(cell: ET.Element) -> tuple[str, ...]:
    """Texts of the paragraphs of a cell, blank ones left out."""
    texts = (line.strip() for one in cell.iter(f"{_W}p") for line in _text(one).splitlines())
    return tuple(text for text in texts if text)


def _text(element: ET.Element) -> str:
    """All text in an element; Word splits it over runs wherever its format changes."""
    return "".join(_pieces(element))


def _pieces(element: ET.Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in _BREAKS:
            yield _BREAKS[one.tag]
