"""Thematic lists made for tests, in the layouts of OHCHR: placeholder texts only."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from upr_data.ingest.sources.base import Sample

HEAD_2014 = [
    "Recommendation",
    "Position",
    "Full list of themes",
    "Assessment/comments on level of implementation",
]
HEAD_2025 = [
    "Recommendation and recommending State",
    "Position of the State under review",
    "Human rights themes and groups of persons",
    "Relevant SDGs",
]
HEADER_RUNS = ["UPR of ", "Slovenia", " (", "2", "nd", " Cycle \u2013 ", "20", "th", " session)"]
SOURCE = "Source of position: A/HRC/28/15/Add.1 - Para. 3"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Cell = str | list[str]
"""One paragraph, or several."""


def write_list(
    path: Path,
    rows: Sequence[Sequence[Cell]],
    head: Sequence[Cell] = HEAD_2014,
    header: Sequence[str] = HEADER_RUNS,
) -> Sample:
    """A document with a page header, split over runs, and one table; short rows are merged."""
    body = "".join(_row(cells, len(head)) for cells in [head, *rows])
    return write_parts(
        path,
        {
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body><w:tbl>{body}</w:tbl>'
            "</w:body></w:document>",
            "word/header1.xml": f'<w:hdr xmlns:w="{_W}"><w:p>{_runs(header)}</w:p></w:hdr>',
        },
    )


def write_table(path: Path, *rows: str, header: Sequence[str] = HEADER_RUNS) -> Sample:
    """A document with one table of rows made by `row`."""
    return write_parts(
        path,
        {
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body><w:tbl>{"".join(rows)}'
            "</w:tbl></w:body></w:document>",
            "word/header1.xml": f'<w:hdr xmlns:w="{_W}"><w:p>{_runs(header)}</w:p></w:hdr>',
        },
    )


def row(*cells: str) -> str:
    """A row of cells made by `cell`."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(content: Cell, span: int = 1, merge: str | None = None) -> str:
    """A cell over so many columns; `merge` starts a merge downwards ("restart") or goes on ("")."""
    merged = "" if merge is None else f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    properties = f'<w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>'
    return f"<w:tc>{properties}{_paragraphs(content)}</w:tc>"


def write_parts(path: Path, parts: dict[str, str]) -> Sample:
    """A zip archive with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return Sample(path, path.stat().st_size, path.read_bytes()[:100])


def _row(cells: Sequence[Cell], width: int) -> str:
    span = f'<w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>' if len(cells) == 1 else ""
    return f"<w:tr>{''.join(f'<w:tc>{span}{_paragraphs(cell)}</w:tc>' for cell in cells)}</w:tr>"


def _paragraphs(cell: Cell) -> str:
    lines = [cell] if isinstance(cell, str) else cell
    return "".join(f"<w:p>{_runs([line])}</w:p>" for line in lines)


def _runs(pieces: Sequence[str]) -> str:
    return "".join(
        f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces
    )
