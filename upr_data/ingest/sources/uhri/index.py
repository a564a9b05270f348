"""OHCHR's Universal Human Rights Index: the full export as JSON (streamed) or as a workbook.

Only its UPR records are taken; records of treaty bodies and special procedures are counted as
set aside, in one line. One record is one numbered recommendation; its recommending States are a
list, and each makes a row.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

import polars as pl

from upr_data.ingest.sources.base import Reading, Sample
from upr_data.ingest.sources.files.delimited import first_record
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.finishing import Papers, finished, source_record
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.uhri import edition
from upr_data.ingest.sources.uhri import exported as uhri_records
from upr_data.ingest.sources.uhri import text as uhri_text
from upr_data.ingest.sources.uhri.converting import ROWS, identified, is_upr, problem_of, rows_of
from upr_data.ingest.sources.uhri.exported import LOOKED_AT, Record, Unreadable
from upr_data.ingest.sources.uhri.review import missing_reviews
from upr_data.ingest.sources.words.languages import ENGLISH, in_words
from upr_data.ingest.sources.words.vocabulary import Terms, terms_table
from upr_data.language import _
from upr_data.model import Col, ReportAction, Table, conform, empty
from upr_data.operating.child import Progress

BATCH: Final = 20_000
"""Rows gathered before they become a frame: few Python objects are alive at a time."""
NOT_UPR: Final = "not_upr"
_SHOWN: Final = 80
PAPERS: Final = Papers(
    name="Universal Human Rights Index, UPR records",
    publisher="Office of the United Nations High Commissioner for Human Rights",
    url="https://uhri.ohchr.org/",
)


class UhriJson:
    """The full export as JSON: one array, or its records wrapped or line by line."""

    name = "OHCHR Universal Human Rights Index (JSON)"

    def recognises(self, sample: Sample) -> bool:
        """Whether the first record has OHCHR's keys."""
        return sample.once(uhri_records.json_place) is not None

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read record by record; `BadInputError` if it is cut off, changed or not English."""
        told = _told(progress, sample.size)
        place = sample.once(uhri_records.json_place)
        return _reading(sample, uhri_records.read_json(sample, place, told) if place else ())


class UhriWorkbook:
    """The full export as a workbook (.xlsx)."""

    name = "OHCHR Universal Human Rights Index (XLSX)"

    def recognises(self, sample: Sample) -> bool:
        """Whether the first words of a sheet are OHCHR's headings."""
        return uhri_records.is_workbook(sample.path)

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read the sheet of records; `BadInputError` if it is damaged, changed or not English."""
        told = _told(progress, sample.size)
        return _reading(sample, uhri_records.read_workbook(sample, told))


class UhriTable:
    """The workbook saved as text (CSV UTF-8)."""

    name = "OHCHR Universal Human Rights Index (CSV)"

    def recognises(self, sample: Sample) -> bool:
        """Whether the header has OHCHR's headings."""
        return uhri_records.is_table(first_record(sample.head) or ())

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read all records; `BadInputError` if it is damaged or not English."""
        told = _told(progress, sample.size)
        return _reading(sample, uhri_records.read_table(sample, told))


@dataclass(slots=True)
class _Collected:
    """What has been read so far."""

    report: Report
    terms: Terms = field(default_factory=dict)
    n_read: int = 0
    n_not_upr: int = 0
    first_not_upr: str = ""
    languages: Counter[str] = field(default_factory=Counter)
    seen: dict[str, int] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    batches: list[pl.DataFrame] = field(default_factory=list)

    def take(self, record: Record | Unreadable) -> None:
        """Add a record's rows, or note why it has none."""
        self.n_read += 1
        if isinstance(record, Unreadable):
            self.report.set_aside(record.line, record.rule, record.reason)
        elif is_upr(record) or edition.is_upr_elsewhere(record.body):
            self._take_upr(record)
        else:
            self.n_not_upr += 1
            self.first_not_upr = self.first_not_upr or record.body[:_SHOWN]

    def _take_upr(self, record: Record) -> None:
        language = edition.language_of(record)
        self.languages[language] += 1
        if language != ENGLISH:
            reason = f"Record {record.annotation} is in {in_words(language)}."
            self.report.set_aside(record.line, "other_language", reason)
            return
        text, repairs = uhri_text.clean(record.text)
        if problem := problem_of(record, text) or self._repeated(record):
            self.report.set_aside(record.line, *problem)
            return
        for rule in repairs:
            self.report.repaired(rule, [Change(record.line, record.text[-60:], text[-60:])])
        self.waiting.extend(rows_of(self._keyed(record), text, self.terms, self.report))
        if len(self.waiting) >= BATCH:
            self.flush()

    @property
    def other_edition(self) -> str | None:
        """The language that most UPR records so far are in, if that is not English."""
        language, _ = self.languages.most_common(1)[0] if self.languages else (None, 0)
        return None if language == ENGLISH else language

    def flush(self) -> None:
        """Turn the rows that wait into a frame."""
        if self.waiting:
            self.batches.append(pl.DataFrame(self.waiting, schema=ROWS))
            self.waiting = []

    def _repeated(self, record: Record) -> tuple[str, str] | None:
        """Rule and reason if the same record came before."""
        if self.seen.get(record.annotation) == _mark(record):
            return "annotation_twice", f"Record {record.annotation} came before, word for word."
        return None

    def _keyed(self, record: Record) -> Record:
        """Record under a key of its own: OHCHR gives a few keys to two different records."""
        if not record.annotation:
            return record
        if self.seen.setdefault(record.annotation, _mark(record)) == _mark(record):
            return record
        self.report.noticed(
            "annotation_of_two_records", [Change(record.line, record.annotation, "")]
        )
        return replace(record, annotation=f"{record.annotation}-{record.line}")


def _mark(record: Record) -> int:
    """Number that tells a record from others of the same key; good within one run."""
    lists = (record.countries, record.recommenders, record.positions, record.sessions)
    return hash((record.text, record.symbol, *(tuple(values) for values in lists)))


def _reading(sample: Sample, records: Iterable[Record | Unreadable]) -> Reading:
    collected = _Collected(Report(sample.path.name))
    for record in records:
        collected.take(record)
        if collected.n_read == LOOKED_AT:
            _refuse_other_edition(sample, collected)
    _refuse_other_edition(sample, collected)
    if not collected.n_read:
        raise refusal(sample.path, _("it has no records; download the export again."))
    rows = _rows(collected)
    collected.report.noticed("review_missing", missing_reviews(rows))
    n_set_aside = collected.report.n_set_aside + collected.n_not_upr
    return finished(
        sample,
        source_record(sample, PAPERS, n_read=collected.n_read, n_set_aside=n_set_aside),
        rows,
        pl.concat([collected.report.frame(), _not_upr(collected)]),
        terms=terms_table(collected.terms),
    )


def _refuse_other_edition(sample: Sample, collected: _Collected) -> None:
    """Refuse an edition in another language: its codes and States are not what they seem."""
    if language := collected.other_edition:
        name = in_words(language)
        raise refusal(
            sample.path,
            _("this is the {name} edition of OHCHR's index; {english_edition}.").format(
                name=name, english_edition=_(edition.ENGLISH_EDITION)
            ),
        )


def _rows(collected: _Collected) -> pl.DataFrame:
    collected.flush()
    rows = pl.concat(collected.batches or [ROWS.to_frame()])
    collected.batches.clear()
    return conform(Table.RECOMMENDATIONS, identified(rows, collected.report))


def _not_upr(collected: _Collected) -> pl.DataFrame:
    """One line for all records of other bodies: there are more of them than of the UPR's."""
    if not collected.n_not_upr:
        return empty(Table.IMPORT_REPORT)
    detail = f"Records of other bodies than the UPR, such as {collected.first_not_upr}."
    row = {
        Col.SOURCE_FILE: [collected.report.file],
        Col.REPORT_ACTION: [ReportAction.SET_ASIDE],
        Col.RULE: [NOT_UPR],
        Col.N: [collected.n_not_upr],
        Col.DETAIL: [detail],
    }
    return conform(Table.IMPORT_REPORT, pl.DataFrame(row))


def _told(progress: Progress, size: int) -> Callable[[int], None]:
    """Progress by bytes, for readers that only know how far they are."""
    return lambda done: progress(min(done, size), size)
