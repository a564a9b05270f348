"""Repairs of form that every text cell may need, counted by name."""

import html
import re
from typing import Final

import polars as pl

from upr_data.ingest.sources.report import Change, Report

_ENTITY: Final = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ENTITIES: Final = re.compile(_ENTITY)


def clean(cells: pl.Series, lines: pl.Series, report: Report) -> pl.Series:
    """The cells without HTML entities and outer white space; the words are kept."""
    return _strip(_decode(cells, lines, report), lines, report)


def _decode(cells: pl.Series, lines: pl.Series, report: Report) -> pl.Series:
    found = cells.str.contains(_ENTITY)
    if not found.any():
        return cells
    decoded = pl.Series(cells.name, [_without_entities(cell) for cell in cells.to_list()])
    report.repaired("html_entity", _changes(cells, decoded, lines))
    return decoded


def _strip(cells: pl.Series, lines: pl.Series, report: Report) -> pl.Series:
    stripped = cells.str.strip_chars()
    changes = _changes(cells, stripped, lines)
    report.repaired("stray_line_end", [change for change in changes if _had_line_end(change)])
    report.repaired("outer_space", [change for change in changes if not _had_line_end(change)])
    return stripped


def _changes(before: pl.Series, after: pl.Series, lines: pl.Series) -> list[Change]:
    changed = before != after
    parts = (lines.filter(changed), before.filter(changed), after.filter(changed))
    return [Change(*change) for change in zip(*parts, strict=True)]


def _had_line_end(change: Change) -> bool:
    start = change.before.find(change.after)
    outer = change.before[:start] + change.before[start + len(change.after) :]
    return "\r" in outer or "\n" in outer


def _without_entities(cell: str) -> str:
    return _ENTITIES.sub(lambda found: html.unescape(found[0]), cell)
