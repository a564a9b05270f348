"""Files with a treaty's register: status pages of the Treaty Collection, OHCHR's spreadsheet."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from upr_data.domain.instruments import INSTRUMENTS, lookup
from upr_data.domain.provenance import LICENCE_OF_FACTS, SourceRecord
from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.door import (
    DAMAGED,
    check_size,
    in_words,
    read_whole,
    refusal,
    take_sample,
)
from upr_data.ingest.sources.files.workbook import is_workbook, read_sheets
from upr_data.ingest.sources.finishing import Papers, source_record
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.treaties.markup import (
    MAX_BYTES,
    MAX_ROWS,
    decoded,
    pieces,
    plain,
    rows_of,
)
from upr_data.ingest.sources.treaties.table import (
    Counted,
    TreatyTable,
    actions_of,
    column_roles,
)
from upr_data.ingest.sources.words.days import day_of
from upr_data.language import N_, _
from upr_data.model import RecordAction

UNTC: Final = "United Nations Treaty Collection"
OHCHR: Final = "OHCHR"
_UNTC_PAGE: Final = "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no={number}"

_TABLE: Final = re.compile(r"<table[^<>]{0,600}_tblgrid[\"'][^<>]{0,600}>", re.IGNORECASE)
_PARTICIPANTS: Final = re.compile(r"<participants\b", re.IGNORECASE)
_AS_AT: Final = re.compile(
    r"status as (?:at|of)\W{0,5}(\d{1,2})[- /.](\d{1,2}|[a-z]{3,9})[- /.](\d{4})", re.IGNORECASE
)
_UPDATED: Final = re.compile(r"last updated\W{0,5}([^\]\n]{6,24})", re.IGNORECASE)
_PARTIES: Final = re.compile(r"\bparties\W{1,4}(\d{1,3})\b", re.IGNORECASE)
_SIGNATORIES: Final = re.compile(r"\bsignatories\W{1,4}(\d{1,3})\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"mtdsg_no=([IVXLC]{1,8}-\d{1,3}(?:-[a-z])?)")
_LEADING: Final = re.compile(r"^(?:\d{1,3}\s?\.?\s?)?(?:[a-z]{1,2}\s?[.)]\s?)?")
_HEADER_WITHIN: Final = 12


@dataclass(frozen=True, slots=True)
class TreatyReading:
    """One file, read: its papers, its register, and what was set aside or noticed."""

    source: SourceRecord
    table: TreatyTable
    report: pl.DataFrame


def read_treaty_file(path: Path) -> TreatyReading:
    """The register of one treaty from a file.

    Understood: a saved status page of the Treaty Collection, its XML, OHCHR's ratification
    spreadsheet. Raises `BadInputError` for anything else, where it does not say which treaty or
    which day, and where the parties in it are not as many as the total it prints.
    """
    sample = take_sample(path)
    with in_words(path):
        report = Report(path.name)
        table = _spreadsheet(sample, report) if _is_table(sample) else _page(sample, report)
        _check_totals(sample, table, report)
    papers = Papers(
        name=f"{INSTRUMENTS[table.instrument].abbreviation}: {table.publisher}",
        publisher=table.publisher,
        url=table.url,
        licence=LICENCE_OF_FACTS,
        retrieved=table.as_of.isoformat(),
    )
    n_aside = report.n_set_aside
    n_read = len({one.state for one in table.actions}) + n_aside
    source = source_record(sample, papers, n_read=n_read, n_set_aside=n_aside)
    return TreatyReading(source, table, report.frame())


def _is_table(sample: Sample) -> bool:
    return is_workbook(sample.head) or b"<" not in sample.head[:200]


def _page(sample: Sample, report: Report) -> TreatyTable:
    markup = decoded(read_whole(sample, MAX_BYTES))
    region = _region(markup)
    words = plain(markup[: region.start + 400_000]) if region else ""
    rows = rows_of(region.text) if region else []
    header, roles = _header(rows)
    if roles is None:
        raise refusal(
            sample.path,
            _(
                "it has no table of participants; save the treaty's status page of the Treaty "
                "Collection (HTML or XML), or OHCHR's ratification table, and give that."
            ),
        )
    counted = Counted()
    actions = actions_of(rows[header + 1 :], roles, report, counted)
    code = _instrument(markup[: region.start] if region else "") or _by_number(markup)
    if code is None:
        raise refusal(sample.path, _(_WHICH))
    return TreatyTable(
        instrument=code,
        as_of=_as_at(sample, words),
        actions=tuple(actions),
        n_parties=counted.parties,
        n_signatories=counted.signatories,
        n_printed=_total(_PARTIES, words),
        n_signatories_printed=_total(_SIGNATORIES, words),
        publisher=UNTC,
        url=_UNTC_PAGE.format(number=INSTRUMENTS[code].treaty_collection),
    )


_WHICH: Final = N_(
    "it does not say which treaty it is about, or it is none that is followed here; "
    "docs/record.md lists them."
)


@dataclass(frozen=True, slots=True)
class _Region:
    start: int
    text: str


def _region(markup: str) -> _Region | None:
    """The table of participants: the first `…_tblgrid` whose header fits, or `Participants`."""
    for found in _TABLE.finditer(markup):
        end = markup.find("</table", found.end())
        text = markup[found.start() : end if end > 0 else len(markup)]
        if _header(rows_of(text))[1] is not None:
            return _Region(found.start(), text)
    found_xml = _PARTICIPANTS.search(markup)
    if found_xml is None:
        return None
    return _Region(found_xml.start(), markup[found_xml.start() :])


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, RecordAction] | None]:
    for n, row in enumerate(rows[:_HEADER_WITHIN]):
        if roles := column_roles(row):
            return n, roles
    return 0, None


def _instrument(markup: str) -> str | None:
    """The treaty whose title stands before the table, by itself."""
    named = (lookup(_LEADING.sub("", text)) for text in pieces(markup) if len(text) < _LONGEST)
    return next((code for code in named if code), None)


_LONGEST: Final = 300


def _by_number(markup: str) -> str | None:
    """The treaty by its number in the Collection, where the page links to one alone."""
    numbers = {one.treaty_collection: one.code for one in INSTRUMENTS.values()}
    found = {numbers[n] for n in _NUMBER.findall(markup) if n in numbers}
    return found.pop() if len(found) == 1 else None


def _as_at(sample: Sample, words: str) -> date:
    found = _AS_AT.search(words)
    if found is None:
        raise refusal(
            sample.path, _("it does not say the day it was true (“STATUS AS AT …”); save it anew.")
        )
    written = "-".join(reversed(found.groups())) if found[2].isdigit() else " ".join(found.groups())
    day = day_of(written)
    if day is None or day.exact is None:
        raise refusal(
            sample.path,
            _("its day, {found!r}, cannot be understood; save it anew.").format(found=found[0]),
        )
    return day.exact


def _total(pattern: re.Pattern[str], words: str) -> int | None:
    found = pattern.search(words)
    return int(found[1]) if found else None


def _spreadsheet(sample: Sample, report: Report) -> TreatyTable:
    """OHCHR's table: a title with the day, then a row a State."""
    rows = _cells(sample)
    header, roles = _header(rows)
    if roles is None:
        raise refusal(
            sample.path,
            _(
                "none of its first rows is a header with signature and ratification; "
                "download OHCHR's ratification table again."
            ),
        )
    title = " ".join(cell for row in rows[:header] for cell in row if cell)
    updated = _UPDATED.search(title)
    day = day_of(updated[1].strip()) if updated else None
    if day is None or day.exact is None:
        raise refusal(
            sample.path,
            _("its title does not say the day (“[Last Updated: …]”); download it again."),
        )
    code = next((c for c in map(lookup, _names_in(title)) if c), None)
    if code is None:
        raise refusal(sample.path, _(_WHICH))
    counted = Counted()
    actions = actions_of(rows[header + 1 :], roles, report, counted)
    return TreatyTable(
        instrument=code,
        as_of=day.exact,
        actions=tuple(actions),
        n_parties=counted.parties,
        n_signatories=counted.signatories,
        n_printed=_total(_PARTIES, title),
        n_signatories_printed=_total(_SIGNATORIES, title),
        publisher=OHCHR,
        url=None,
    )


def _cells(sample: Sample) -> list[list[str]]:
    """The cells of a workbook's first sheet, or of a text table, at most `MAX_ROWS` rows."""
    if is_workbook(sample.head):
        check_size(sample, MAX_BYTES)
        rows = read_sheets(sample).cells.head(MAX_ROWS).fill_null("").rows()
        return [[str(cell).strip() for cell in row] for row in rows]
    text = decoded(read_whole(sample, MAX_BYTES))
    lines = text.lstrip("\ufeff").splitlines()[:MAX_ROWS]
    delimiter = max(",;\t", key="".join(lines[:5]).count)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error as error:
        raise refusal(sample.path, _(DAMAGED)) from error


def _names_in(title: str) -> Iterator[str]:
    """What may be a treaty's name in a title: the whole, and the parts between its marks."""
    told = title.split("[", maxsplit=1)[0]
    yield told
    for part in re.split(r"[():]| - | – ", told):
        name = part.strip()
        yield name.removeprefix("Ratification Status for ").removeprefix("Status of ")


def _check_totals(sample: Sample, table: TreatyTable, report: Report) -> None:
    """Refuse a file whose parties are not as many as it says; tell where it says nothing."""
    if table.n_printed is None:
        report.noticed("no_printed_total", [Change(0, f"{table.n_parties} parties", "")])
    elif table.n_printed != table.n_parties:
        raise refusal(
            sample.path,
            _(
                "it prints {n_printed} parties and lists {n_parties}; it was cut off "
                "or changed: save it anew."
            ).format(n_printed=table.n_printed, n_parties=table.n_parties),
        )
    printed = table.n_signatories_printed
    if printed is not None and printed != table.n_signatories:
        report.noticed(
            "signatories_differ", [Change(0, f"{printed} printed", f"{table.n_signatories} listed")]
        )
