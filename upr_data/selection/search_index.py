"""The index behind full-text search: every different text once, as words and as stems.

It is built once for a snapshot and kept in the user's cache; a folder is written beside, then
renamed into place, so that a reader sees a whole index or none. Texts in other languages than
English are found by their words; stems are those of English.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import tantivy

from upr_data.selection.search_query import (
    Asked,
    Either,
    Every,
    Phrase,
    Prefix,
    Query,
    Without,
    Word,
)

VERSION: Final = 1
"""Changes with what stands in an index, so that an old one is not taken for a new one."""

_EXACT: Final = "exact"
_STEM: Final = "stem"
_NUMBER: Final = "number"
_HEAP: Final = 128_000_000
_REMEMBERED: Final = 8
"""Questions whose answers an index remembers: people ask one again for each selection."""

RowNumbers = np.ndarray[Any, np.dtype[np.int64]]
Scores = np.ndarray[Any, np.dtype[np.float32]]
Hits = list[tuple[Any, tantivy.DocAddress]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that answers: its score, and the rows that have this text."""

    score: float
    rows: RowNumbers


@dataclass(frozen=True, slots=True)
class Found:
    """Hits in order of their score; `n_rows` is how many rows answer in all.

    For one plain word `n_exact` are the rows with this very word; the others have another form.
    """

    hits: tuple[Hit, ...]
    n_rows: int
    n_exact: int | None

    @property
    def n_other_forms(self) -> int | None:
        """The rows that have the word in another form alone."""
        return None if self.n_exact is None else self.n_rows - self.n_exact


class SearchIndex:
    """An index that is open. Safe to share between threads: it is only read."""

    def __init__(self, index: tantivy.Index, text_of_row: RowNumbers) -> None:
        """Take an index, and which of its texts each row has."""
        self._index = _with_analysers(index)
        self._searcher = index.searcher()
        self._text_of_row = text_of_row
        self._answers = lru_cache(_REMEMBERED)(self._look_up)

    def search(self, query: Query, limit: int = 20, allowed: RowNumbers | None = None) -> Found:
        """The best `limit` texts, of those rows that are allowed, in order (None: all)."""
        if query.asked is None:
            return Found((), 0, None)
        texts, scores = self._answers(query.asked)
        rows = self._rows_of(texts, allowed)
        hits = self._best(texts, scores, rows, limit)
        word = query.plain_word
        if word is None:
            return Found(hits, len(rows), None)
        exact, _scores = self._answers(Phrase((word,)))
        return Found(hits, len(rows), len(self._rows_of(exact, allowed)))

    def rows(self, query: Query) -> RowNumbers:
        """The numbers of all rows that answer, in order."""
        if query.asked is None:
            return np.arange(len(self._text_of_row))
        return self._rows_of(self._answers(query.asked)[0], None)

    def _look_up(self, asked: Asked) -> tuple[RowNumbers, Scores]:
        """All texts that answer, the best first, and their scores."""
        found = self._searcher.search(self._query(asked), self._most).hits
        return self._numbers(found), np.array([score for score, _address in found], np.float32)

    @property
    def _most(self) -> int:
        return max(1, self._searcher.num_docs)

    def _numbers(self, found: Hits) -> RowNumbers:
        """The numbers of texts: their places, where all of them stand in one segment."""
        if self._searcher.num_segments == 1:
            return np.array([address.doc for _score, address in found], np.int64)
        addresses = [address for _score, address in found]
        read = self._searcher.fast_field_values(_NUMBER, addresses) if addresses else []
        return np.array(read, np.int64)

    def _rows_of(self, texts: RowNumbers, allowed: RowNumbers | None) -> RowNumbers:
        """The rows that have one of these texts, in order."""
        answers = np.zeros(self._most, bool)
        answers[texts] = True
        if allowed is None:
            return np.flatnonzero(answers[self._text_of_row])
        return allowed[answers[self._text_of_row[allowed]]]

    def _best(
        self, texts: RowNumbers, scores: Scores, rows: RowNumbers, limit: int
    ) -> tuple[Hit, ...]:
        """The first texts that have a row left, with these rows."""
        has_rows = np.zeros(self._most, bool)
        has_rows[self._text_of_row[rows]] = True
        best = np.flatnonzero(has_rows[texts])[:limit]
        own = self._text_of_row[rows]
        return tuple(Hit(float(scores[n]), rows[own == texts[n]]) for n in best)

    def _term(self, field: str, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, field, word)

    def _query(self, asked: Asked) -> tantivy.Query:
        match asked:
            case Word(text):
                # The very word weighs more than its other forms.
                found = self._either([self._term(_STEM, stem(text)), self._term(_EXACT, text)])
            case Prefix(text):
                found = tantivy.Query.regex_query(self._index.schema, _EXACT, f"{text}.*")
            case Phrase(words) if len(words) == 1:
                found = self._term(_EXACT, words[0])
            case Phrase(words):
                found = tantivy.Query.phrase_query(self._index.schema, _EXACT, list(words))
            case Without():
                found = self._every((asked,))
            case Every(parts):
                found = self._every(parts)
            case Either(parts):
                found = self._either([self._query(part) for part in parts])
        return found

    @staticmethod
    def _either(parts: Sequence[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])

    def _every(self, parts: Sequence[Asked]) -> tantivy.Query:
        """All of them; where there are only parts to leave out, of all texts."""
        clauses = [
            (tantivy.Occur.MustNot, self._query(part.part))
            if isinstance(part, Without)
            else (tantivy.Occur.Must, self._query(part))
            for part in parts
        ]
        if all(isinstance(part, Without) for part in parts):
            clauses.append((tantivy.Occur.Must, tantivy.Query.all_query()))
        return tantivy.Query.boolean_query(clauses)


def open_index(texts: pl.Series, folder: Path) -> SearchIndex:
    """The index in this folder; built first where there is none that can be read.

    `texts` are the folded texts of all rows, in their order. Where the folder cannot be written the
    index is kept in memory.
    """
    different, rows = _different(texts)
    path = folder / f"v{VERSION}"
    with suppress(ValueError, OSError):
        if tantivy.Index.exists(str(path)):
            return SearchIndex(tantivy.Index.open(str(path)), rows)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".incoming-", dir=folder))
    except OSError:
        return SearchIndex(_build(different, None), rows)
    try:
        _build(different, beside)
        with suppress(OSError):  # another process was first: its index is as good
            os.rename(beside, path)  # noqa: PTH104 - Path.rename replaces on some systems
        return SearchIndex(tantivy.Index.open(str(path)), rows)
    except (OSError, ValueError):
        return SearchIndex(_build(different, None), rows)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def build_in_memory(texts: pl.Series) -> SearchIndex:
    """An index that is kept nowhere."""
    different, rows = _different(texts)
    return SearchIndex(_build(different, None), rows)


def _different(texts: pl.Series) -> tuple[list[str], RowNumbers]:
    """Every different text once, in order, and which of them each row has."""
    frame = pl.DataFrame({"text": texts})
    different = frame.unique("text", keep="first", maintain_order=True)
    numbered = frame.join(
        different.with_row_index("number"), on="text", how="left", maintain_order="left"
    )
    return different["text"].to_list(), numbered["number"].cast(pl.Int64).to_numpy()


def _build(texts: Sequence[str], path: Path | None) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_EXACT, tokenizer_name=_EXACT)
    builder.add_text_field(_STEM, tokenizer_name=_STEM)
    builder.add_unsigned_field(_NUMBER, fast=True)
    index = tantivy.Index(builder.build(), path=None if path is None else str(path))
    writer = _with_analysers(index).writer(_HEAP, 1)
    for number, text in enumerate(texts):
        document = tantivy.Document()
        document.add_text(_EXACT, text)
        document.add_text(_STEM, text)
        document.add_unsigned(_NUMBER, number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _with_analysers(index: tantivy.Index) -> tantivy.Index:
    for name, analyser in _analysers().items():
        index.register_tokenizer(name, analyser)
    return index


@lru_cache(maxsize=1)
def _analysers() -> Mapping[str, tantivy.TextAnalyzer]:
    """Texts come folded: words are what blanks part."""
    blanks = tantivy.Tokenizer.whitespace
    english = tantivy.Filter.stemmer("english")
    return {
        _EXACT: tantivy.TextAnalyzerBuilder(blanks()).build(),
        _STEM: tantivy.TextAnalyzerBuilder(blanks()).filter(english).build(),
    }


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The English stem of a folded word."""
    found = _analysers()[_STEM].analyze(word)
    return str(found[0]) if found else word
