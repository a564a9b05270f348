"""Full-text search in a selection: ranked, with snippets, and what was understood in words."""

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from platformdirs import user_cache_path

from upr_data.figures.records import Records
from upr_data.figures.rows import whole_rows
from upr_data.figures.selected import RowNumbers, selected_rows
from upr_data.model import Col, Table
from upr_data.selection.filters import Filters
from upr_data.selection.search_index import (
    Found,
    SearchIndex,
    build_in_memory,
    open_index,
)
from upr_data.selection.search_query import Query, parse_query
from upr_data.selection.search_snippets import Snippet, snippets

_WHERE = "search"


@dataclass(frozen=True, slots=True)
class Line:
    """One text that was found: its score, its rows, and the text around what was asked for."""

    score: float
    rows: RowNumbers
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Results:
    """What was understood and what was found: lines in order of their score."""

    query: Query
    lines: tuple[Line, ...]
    n_rows: int
    n_exact: int | None
    n_other_forms: int | None


def search(records: Records, filters: Filters, limit: int = 20) -> Results:
    """The best texts of a selection for its words `q`; the other filters say where to look."""
    query = parse_query(filters.q)
    rest = replace(filters, q="")
    rows = selected_rows(records, rest)
    allowed = None if len(rows) == records.manifest.n_rows else rows
    found: Found = index_of(records).search(query, limit, allowed)
    texts = _texts(records)
    shown = snippets([texts[int(hit.rows[0])] or "" for hit in found.hits], query)
    lines = tuple(
        Line(hit.score, hit.rows, one) for hit, one in zip(found.hits, shown, strict=True)
    )
    return Results(query, lines, found.n_rows, found.n_exact, found.n_other_forms)


def index_of(records: Records) -> SearchIndex:
    """The index of a snapshot: from memory, from the user's cache, or built now."""

    def make() -> SearchIndex:
        texts = records.texts.select(Col.SEARCHABLE).collect()[Col.SEARCHABLE]
        folder = cache_folder(records)
        return open_index(texts, folder) if folder else build_in_memory(texts)

    index: SearchIndex = records.lasting.recall(("search index",), make)
    return index


def cache_folder(records: Records) -> Path | None:
    """Where the index of a snapshot is kept: by its id and what its texts hash to."""
    digest = records.manifest.files[Table.RECOMMENDATIONS].sha256[:16]
    try:
        cache = user_cache_path("upr-outcomes", appauthor=False)
    except (OSError, RuntimeError):
        return None
    return cache / _WHERE / f"{records.manifest.id}-{digest}"


def _texts(records: Records) -> pl.Series:
    """The texts as their source has them."""
    return whole_rows(records).select(Col.TEXT).collect()[Col.TEXT]
