"""OHCHR's thematic lists of recommendations (Word): one State, one review, one table.

Layouts of 2014 and 2019 (with an assessment column) and of 2025 (with SDGs). A recommendation
that stands under several themes is one, with all of them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from upr_data.domain import states
from upr_data.domain.calendar import cycle_of
from upr_data.ingest.sources.base import BadInputError, Progress, Reading, Sample
from upr_data.ingest.sources.files.archive import ZIP_SIGNATURE, has_part
from upr_data.ingest.sources.files.word import DOCUMENT, Document, Row, read_document
from upr_data.ingest.sources.finishing import Papers, finished, source_record
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.thematic_lists.entry import Entry, columns_of, entry_of
from upr_data.ingest.sources.thematic_lists.tables import Review, tables_of
from upr_data.ingest.sources.words.positions import response_of

_REVIEW: Final = re.compile(
    r"UPR\s+of\s+(?:the\s+)?(?P<state>.+?)\s*\(\s*(?P<cycle>\d)\s*(?:st|nd|rd|th)?\s+cycle"
    r"\s*[-\u2013\u2014,]\s*(?P<session>\d{1,2})\s*(?:st|nd|rd|th)?\s+session\s*\)",
    re.IGNORECASE | re.DOTALL,
)
_THEME: Final = re.compile(r"^theme\s*:\s*(.+)$", re.IGNORECASE | re.DOTALL)


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
        review = _review_of(document, sample.path.name)
        rows = list(_entries(document.rows, sample.path.name))
        entries = _joined(_usable(rows, report), report)
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


def _review_of(document: Document, file: str) -> Review:
    """State, cycle and session from the page header, else from a line above the table."""
    found = next(filter(None, map(_REVIEW.search, (*document.headers, *document.paragraphs))), None)
    if not found:
        message = (
            f"{file}: no page header says whose review this is, such as “UPR of Slovenia (2nd"
            " Cycle - 20th session)”; add it in Word and import the file again."
        )
        raise BadInputError(message)
    name, session = " ".join(found["state"].split()), int(found["session"])
    code = states.lookup(name)
    if code is None:
        near = " or ".join(states.suggest(name)) or "its UN short name"
        message = f"{file}: nobody knows the State {name!r} of the page header; write {near}."
        raise BadInputError(message)
    if cycle_of(session) != int(found["cycle"]):
        message = (
            f"{file}: the page header says cycle {found['cycle']}, session {session}, but that"
            f" session is of cycle {cycle_of(session)}; correct the header in Word."
        )
        raise BadInputError(message)
    return Review(code, name, int(found["cycle"]), session)


def _entries(rows: Iterable[Row], file: str) -> Iterator[Entry]:
    """Rows under a head, read; rows "Theme: …" give their theme to the rows below."""
    columns, theme, heads = None, "", []
    for row in rows:
        if head := columns_of(row.cells):
            columns, theme = head, ""
        elif columns is None:
            heads.append(" · ".join(" ".join(cell) for cell in row.cells))
        elif found := _THEME.match(" ".join(" ".join(cell) for cell in row.cells if cell)):
            theme = found[1].strip() if len(set(filter(None, row.cells))) == 1 else theme
        elif any(row.cells):
            entry = entry_of(row.line, row.cells, columns)
            yield replace(entry, themes=entry.themes or ((theme,) if theme else ()))
    if columns is None:
        message = (
            f"{file}: no table has the columns “Recommendation” and “Position”; the first rows"
            f" are: {'; '.join(heads[:3]) or 'none'}."
        )
        raise BadInputError(message)


def _usable(entries: Iterable[Entry], report: Report) -> Iterator[Entry]:
    """Entries that have a number, a text and a position; the others are set aside."""
    for entry in entries:
        if not entry.paragraph:
            report.set_aside(entry.line, "no_paragraph", "The row has no paragraph number.")
        elif not entry.parts[0].text:
            report.set_aside(entry.line, "no_text", f"{entry.paragraph} has no text.")
        elif response_of(entry.position) is None:
            reason = f"{entry.paragraph}: position {entry.position!r} is unknown."
            report.set_aside(entry.line, "unknown_response", reason)
        else:
            yield entry


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
    return replace(
        first,
        themes=_union(first.themes, other.themes),
        persons=_union(first.persons, other.persons),
        sdgs=_union(first.sdgs, other.sdgs),
        assessment=first.assessment or other.assessment,
    )


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
        url="https://www.ohchr.org/en/hr-bodies/upr/documentation",
    )
