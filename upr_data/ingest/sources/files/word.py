"""Word documents (.docx): the page headers, and the tables row by row, as plain text."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.files.archive import open_archive, parse_part
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.symbols import UNKNOWN, in_signs, is_symbol_font, sign_of
from upr_data.language import _

DOCUMENT: Final = "word/document.xml"
MAX_UNPACKED: Final = 128 << 20
"""Bytes a document may unpack to, pictures with it; the largest list seen has 1.3 million."""
MAX_HEADERS: Final = 100
MAX_NESTED: Final = 5
"""Tables within tables: the text of an inner one belongs to all that are around it."""
MAX_CELL: Final = 131_072
"""Characters of a cell or paragraph; a longer one is no recommendation."""

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_NOT_THERE: Final = ("vanish", "strike", "dstrike")
"""Properties of text that is hidden, or struck through."""
_OFF: Final = frozenset({"0", "false", "off"})
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphens and blanks without width, which break words and brackets for whoever searches."""
_RAISED: Final = str.maketrans(
    "0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)
"""Digits of footnotes, which are no part of the word or number before them."""
_CODE: Final = re.compile("[0-9A-Fa-f]{2,4}")
_BREAKS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its number in the document, from 1, and the paragraphs of each cell.

    `spans` are the columns of the table's grid that each cell covers, from its first to before its
    end. A cell that is merged with the one above it has the text of that one. A row may have its
    number from Word's automatic numbering, which is no text.
    """

    line: int
    cells: tuple[Cell, ...]
    spans: tuple[tuple[int, int], ...]
    is_numbered_by_word: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a list needs of a document: text of the page headers, of the body, and all rows."""

    headers: tuple[str, ...]
    paragraphs: tuple[str, ...]
    rows: tuple[Row, ...]


def read_document(path: Path) -> Document:
    """Read a document; raises `BadInputError` if it is damaged, too large or not safe."""
    headers, root = read_parts(path)
    return Document(
        headers=headers,
        paragraphs=tuple(text_of(one) for one in root.iterfind(f"{W}body/{W}p")),
        rows=tuple(_rows(root)),
    )


def read_parts(path: Path) -> tuple[tuple[str, ...], ET.Element]:
    """Texts of the page headers, and the document itself; raises as `read_document`."""
    with open_archive(path, MAX_UNPACKED) as archive:
        headers = sorted(name for name in archive.namelist() if name.startswith("word/header"))
        if len(headers) > MAX_HEADERS:
            raise refusal(
                path,
                _("it has more than {max_headers} page headers; save it anew.").format(
                    max_headers=MAX_HEADERS
                ),
            )
        tops = tuple(text_of(parse_part(archive, name)) for name in headers)
        root = parse_part(archive, DOCUMENT)
    _refuse_nested(path, root)
    _leave_as_seen(root)
    return tops, root


def _refuse_nested(path: Path, root: ET.Element) -> None:
    """Raise `BadInputError` for tables within tables that nobody could have written."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_NESTED:
            message = _(
                "it has tables within tables, more than {max_nested} deep; save it anew."
            ).format(max_nested=MAX_NESTED)
            raise refusal(path, message)
        waiting.extend((one, depth + (one.tag == f"{W}tbl")) for one in element)


def _leave_as_seen(root: ET.Element) -> None:
    """Take out what a reader of the document does not see in its place.

    That is what tracked changes deleted or moved away, text that is hidden or struck through, the
    second copy of a drawing for old versions of Word, and, within tables, boxes of text that float
    over them. Raised digits, and letters of fonts of symbols, become the signs that are seen.
    """
    waiting = [(root, False)]
    while waiting:
        element, is_in_table = waiting.pop()
        is_in_table = is_in_table or element.tag == f"{W}tbl"
        kept = [one for one in element if not _is_unseen(one, is_in_table=is_in_table)]
        if len(kept) < len(element):
            element[:] = kept
        waiting.extend((one, is_in_table) for one in kept)
        if element.tag == f"{W}r":
            _write_as_seen(element)


def _write_as_seen(run: ET.Element) -> None:
    raised = run.find(f"{W}rPr/{W}vertAlign")
    is_raised = raised is not None and raised.get(f"{W}val") == "superscript"
    fonts = run.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii", "")
    for one in run.iterfind(f"{W}t"):
        text = in_signs(one.text or "", font) if is_symbol_font(font) else one.text or ""
        one.text = text.translate(_RAISED) if is_raised else text


def _is_unseen(one: ET.Element, *, is_in_table: bool) -> bool:
    if one.tag in _GONE or one.tag.endswith("}Fallback"):
        return True
    if one.tag == f"{W}txbxContent":
        return is_in_table
    if one.tag == f"{W}tr":
        return one.find(f"{W}trPr/{W}del") is not None
    return one.tag == f"{W}r" and any(_is_on(one, name) for name in _NOT_THERE)


def _is_on(run: ET.Element, name: str) -> bool:
    """Whether a run of text has a property, not switched off."""
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _rows(root: ET.Element) -> Iterator[Row]:
    """All rows, in the order in which they start; a new table forgets the cells above."""
    line, above = 0, dict[int, Cell]()
    for element in root.iter():
        if element.tag == f"{W}tbl":
            above = {}
        elif element.tag == f"{W}tr":
            line += 1
            spans, cells = [], []
            end = _value(element, "trPr", "gridBefore")
            for cell in _cells(element):
                start, end = end, end + max(_value(cell, "tcPr", "gridSpan"), 1)
                text = above.get(start, ()) if _is_continued(cell) else _paragraphs(cell)
                above[start] = text
                spans.append((start, end))
                cells.append(text)
            is_numbered = any(True for _ in element.iter(f"{W}numPr"))
            yield Row(line, tuple(cells), tuple(spans), is_numbered)


def _cells(row: ET.Element) -> Iterator[ET.Element]:
    """Cells of a row, within content controls too; those of tables in it are not its own."""
    for one in row:
        if one.tag == f"{W}tc":
            yield one
        elif one.tag != f"{W}tbl":
            yield from _cells(one)


def _value(element: ET.Element, properties: str, name: str) -> int:
    """A small number among an element's properties; 0 where there is none."""
    found = element.find(f"{W}{properties}/{W}{name}")
    given = "" if found is None else found.get(f"{W}val", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0  # noqa: PLR2004


def _is_continued(cell: ET.Element) -> bool:
    """Whether a cell is merged with the one above it."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"


def _paragraphs(cell: ET.Element) -> tuple[str, ...]:
    """Texts of the paragraphs of a cell, blank ones left out."""
    texts = (line.strip() for one in cell.iter(f"{W}p") for line in text_of(one).splitlines())
    return tuple(text for text in texts if text)


def text_of(element: ET.Element) -> str:
    """All text in an element; Word splits it over runs wherever its format changes."""
    text = "".join(_pieces(element)).translate(_UNSEEN)
    if len(text) > MAX_CELL:
        message = "a text too long"
        raise ValueError(message)
    return text


def _pieces(element: ET.Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag in _BREAKS:
            yield _BREAKS[one.tag]
        elif one.tag == f"{W}sym":
            yield _sign(one.get(f"{W}font", ""), one.get(f"{W}char", ""))


def _sign(font: str, code: str) -> str:
    """A sign that is inserted as a symbol; its code has four hexadecimal digits."""
    is_code = _CODE.fullmatch(code) is not None
    return sign_of(font, int(code, 16)) if is_code else UNKNOWN
