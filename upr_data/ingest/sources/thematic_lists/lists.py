"""OHCHR's thematic lists of recommendations (Word): one State, one review, one table.

Layouts of 2014 and 2019 (with an assessment column) and of 2025 (with SDGs). A recommendation
that stands under several themes is one, with all of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path
from typing import Final

from upr_data.domain.printing import shortened
from upr_data.ingest.sources.base import Reading, Sample
from upr_data.ingest.sources.files.archive import ZIP_SIGNATURE, has_part
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.word import DOCUMENT, Row, read_document
from upr_data.ingest.sources.finishing import Papers, finished, source_record
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.thematic_lists.columns import Columns, columns_of
from upr_data.ingest.sources.thematic_lists.entry import (
    MAX_TEXT,
    Entry,
    entry_of,
    goes_on,
    with_rest,
)
from upr_data.ingest.sources.thematic_lists.labels import Labels, theme_row
from upr_data.ingest.sources.thematic_lists.review import other_language, review_of
from upr_data.ingest.sources.thematic_lists.tables import Review, tables_of
from upr_data.ingest.sources.words.languages import in_words
from upr_data.ingest.sources.words.positions import response_of
from upr_data.language import _
from upr_data.operating.child import Progress

PAGE: Final = "https://www.ohchr.org/en/hr-bodies/upr/documentation"
_SHOWN: Final = 60
_LONGEST: Final = 240


class _Row(Enum):
    """What a row of a table is."""

    HEAD = auto()
    THEME = auto()
    ENTRY = auto()


class ThematicList:
    """The source "OHCHR thematic list"."""

    name = "OHCHR thematic list of recommendations"

    def recognises(self, sample: Sample) -> bool:
        """Whether this is a Word document; no other source is."""
        return sample.head.startswith(ZIP_SIGNATURE) and has_part(sample.path, DOCUMENT)

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read the list; `BadInputError` if the review or the table's head cannot be told."""
        document = read_document(sample.path)
        report = Report(sample.path.name)
        if language := other_language(document):
            raise refusal(
                sample.path,
                _(
                    "this list is in {language}, and only English lists are read: get the "
                    "English one from the State's page at {page}."
                ).format(language=in_words(language), page=PAGE),
            )
        review = review_of(document, sample.path)
        rows = list(_entries(document.rows, sample.path, report))
        entries = _joined(_usable(_rows_joined(rows, report), report), report)
        tables = tables_of(review, entries, report)
        progress(len(rows), len(rows))
        source = source_record(
            sample, _papers(review), n_read=len(rows), n_set_aside=report.n_set_aside
        )
        return finished(
            sample,
            source,
            tables.recommendations,
            report.frame(),
            assessments=tables.assessments,
            terms=tables.terms,
        )


@dataclass(slots=True)
class _Above:
    """What rows above say to those below: the columns, and themes, persons and SDGs.

    `last` is what the row right above was; `seen` are rows before any head, for a message.
    """

    columns: Columns | None = None
    labels: Labels = field(default_factory=Labels)
    last: _Row | None = None
    seen: list[str] = field(default_factory=list)

    def takes(self, row: Row, report: Report) -> bool:
        """Whether the row speaks to those below it, and is no recommendation itself."""
        kind = self._kind(row, report)
        self.last = kind
        return kind is not _Row.ENTRY

    def _kind(self, row: Row, report: Report) -> _Row:
        refined = self.columns.refined(row) if self.columns and self.last is _Row.HEAD else None
        if head := columns_of(row):
            # A theme right above a head is that of the rows below it; an older one is not.
            self.labels = self.labels if self.last is not _Row.ENTRY else Labels()
            self.columns = refined or head
            return _Row.HEAD
        given = [cell for cell in row.cells if cell]
        if (merged := theme_row(given)) is not None:
            self.labels = merged
            _notice_unplaced(row.line, merged.unplaced, report)
            return _Row.THEME
        self.columns = refined or self.columns
        if self.columns is None:
            self.seen.append(" · ".join(" ".join(cell)[:_SHOWN] for cell in row.cells))
        return _Row.HEAD if refined else _Row.ENTRY


def _entries(rows: Iterable[Row], path: Path, report: Report) -> Iterator[Entry]:
    """Rows under a head, read; rows "Theme: …" give what they say to the rows below."""
    above = _Above()
    for row in rows:
        if not above.takes(row, report) and above.columns and any(row.cells):
            entry = entry_of(row, above.columns)
            yield replace(entry, labels=entry.labels.or_else(above.labels))
    if above.columns is None:
        raise refusal(
            path,
            _(
                "no table has the columns “Recommendation” and “Position”, so nobody "
                "knows which is which; add a row of headings in Word. The first rows "
                "are: {rows}."
            ).format(rows=shortened("; ".join(above.seen[:3]), _LONGEST) or "none"),
        )


_BY_WORD: Final = (
    "Word numbers the row by itself, so that its number is no text; turn the numbers into text, or "
    "copy the list into a new document as plain text, and import that."
)


def _rows_joined(entries: Sequence[Entry], report: Report) -> Iterator[Entry]:
    """Entries, those whose text goes on in the next row whole."""
    before: Entry | None = None
    for entry in entries:
        if before is not None and before.paragraph and goes_on(before, entry):
            change = Change(entry.line, before.paragraph, f"line {before.line}")
            report.repaired("joined_over_rows", [change])
            before = with_rest(before, entry)
            continue
        if before is not None:
            yield before
        before = entry
    if before is not None:
        yield before


def _usable(entries: Iterable[Entry], report: Report) -> Iterator[Entry]:
    """Entries that have a number and a text; the others are set aside."""
    for entry in entries:
        if not entry.paragraph:
            reason = _BY_WORD if entry.is_numbered_by_word else "The row has no paragraph number."
            report.set_aside(entry.line, "no_paragraph", reason)
        elif not entry.parts[0].text:
            report.set_aside(entry.line, "no_text", f"{entry.paragraph} has no text.")
        elif entry.n_characters > MAX_TEXT:
            reason = f"{entry.paragraph} has {entry.n_characters:,} characters."
            report.set_aside(entry.line, "text_too_long", reason)
        else:
            _notice_doubts(entry, report)
            yield entry


def _notice_doubts(entry: Entry, report: Report) -> None:
    """Say what of a row could not be placed."""
    if response_of(entry.position) is None:
        change = Change(entry.line, f"{entry.paragraph} {entry.position}", "")
        report.noticed("response_not_understood", [change])
    elif not entry.position:
        report.noticed("response_missing", [Change(entry.line, entry.paragraph, "")])
    if not entry.labels.themes:
        report.noticed("theme_missing", [Change(entry.line, entry.paragraph, "")])
    for rule in entry.doubts:
        report.noticed(rule, [Change(entry.line, entry.paragraph, "")])
    _notice_unplaced(entry.line, entry.labels.unplaced, report)
    report.noticed("cell_not_read", [Change(entry.line, line, "") for line in entry.unread])


def _notice_unplaced(line: int, unplaced: Iterable[str], report: Report) -> None:
    report.noticed("theme_not_placed", [Change(line, words, "") for words in unplaced])


def _joined(entries: Iterable[Entry], report: Report) -> list[Entry]:
    """One entry per paragraph: of those under several themes the first, with all themes."""
    found: dict[str, Entry] = {}
    for entry in entries:
        first = found.setdefault(entry.paragraph, entry)
        if first is not entry:
            report.repaired(
                "joined_over_themes", [Change(entry.line, entry.paragraph, f"line {first.line}")]
            )
            _notice_difference(first, entry, report)
            found[entry.paragraph] = _with_lists_of(first, entry)
    return list(found.values())


def _with_lists_of(first: Entry, other: Entry) -> Entry:
    labels = Labels(
        _union(first.labels.themes, other.labels.themes),
        _union(first.labels.persons, other.labels.persons),
        _union(first.labels.sdgs, other.labels.sdgs),
    )
    return replace(first, labels=labels, assessment=first.assessment or other.assessment)


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _notice_difference(first: Entry, other: Entry, report: Report) -> None:
    """Say so where two rows of one paragraph differ in more than their theme."""
    if (first.parts, first.position) != (other.parts, other.position):
        change = Change(other.line, f"{other.paragraph} {other.position}", first.position)
        report.noticed("rows_of_one_paragraph_differ", [change])


def _papers(review: Review) -> Papers:
    return Papers(
        name=f"OHCHR thematic list: {review.name}, session {review.session}",
        publisher="Office of the United Nations High Commissioner for Human Rights",
        url=PAGE,
    )
