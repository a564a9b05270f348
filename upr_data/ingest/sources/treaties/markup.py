"""Rows of a table in HTML or XML, without a parser that a hostile file could turn on us.

Tags are cut out by one pattern of bounded length; nothing is expanded, fetched or nested.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

MAX_BYTES: Final = 16_000_000
"""A status page has about 300 kB."""

MAX_ROWS: Final = 2_000
MAX_CELLS: Final = 40
MAX_CELL: Final = 2_000

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})([^<>]{0,2000})>")
_DECLARED: Final = re.compile(rb"(?:encoding|charset)\s?=\s?[\"']?([A-Za-z0-9-]{3,20})")
_ROWS: Final = frozenset({"tr", "row"})
_CELLS: Final = frozenset({"td", "th", "entry"})
_SILENT: Final = frozenset({"script", "style", "sup"})
_ENCODINGS: Final = {
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "utf-8": "utf-8",
    "us-ascii": "cp1252",
}


def decoded(data: bytes) -> str:
    """The text of a page, by the encoding it declares; UTF-8 or else Windows-1252 otherwise."""
    found = _DECLARED.search(data[:2_000])
    declared = _ENCODINGS.get(found[1].decode("ascii").lower()) if found else None
    for encoding in (declared, "utf-8"):
        try:
            if encoding:
                return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace")


def plain(markup: str) -> str:
    """The words of a page without tags, entities resolved once, single blanks."""
    return " ".join(text for text in pieces(markup))


def pieces(markup: str) -> Iterator[str]:
    """The texts between tags, in order, without scripts, styles and footnote marks."""
    at, silent = 0, ""
    for tag in _TAG.finditer(markup):
        if not silent and (text := _words(markup[at : tag.start()])):
            yield text
        at, silent = tag.end(), _silence(tag, silent)
    if not silent and (text := _words(markup[at:])):
        yield text


def rows_of(markup: str) -> list[list[str]]:
    """The rows of a table as cells of text, without footnote marks; at most `MAX_ROWS`.

    A row may be `tr` with `td` and `th`, or `Row` with `Entry`, in any case of letters.
    """
    rows: list[list[str]] = []
    at, silent, is_open = 0, "", False
    for tag in _TAG.finditer(markup):
        if is_open and not silent and rows:
            rows[-1][-1] += markup[at : tag.start()][:MAX_CELL]
        at, silent = tag.end(), _silence(tag, silent)
        name, is_end = _name(tag), bool(tag[1])
        if name in _ROWS and not is_end:
            if len(rows) == MAX_ROWS:
                break
            rows.append([])
            is_open = False
        elif name in _CELLS and rows:
            if not is_end and len(rows[-1]) < MAX_CELLS and not tag[3].endswith("/"):
                rows[-1].append("")
                is_open = True
            elif not is_end and tag[3].endswith("/"):
                rows[-1].append("")
                is_open = False
            else:
                is_open = False
        elif is_open:
            rows[-1][-1] += " "
    return [[_words(cell) for cell in row] for row in rows if row]


def _name(tag: re.Match[str]) -> str:
    return tag[2].lower().rpartition(":")[2]


def _silence(tag: re.Match[str], silent: str) -> str:
    """What is being passed over after this tag: a script, a footnote mark, or nothing."""
    name = _name(tag)
    if tag[1]:
        return "" if name == silent else silent
    return silent or (name if name in _SILENT and not tag[3].endswith("/") else "")


def _words(text: str) -> str:
    return " ".join(html.unescape(text).split())
