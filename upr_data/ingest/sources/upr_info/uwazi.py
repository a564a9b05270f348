"""UPR Info's database of today (Uwazi): what `fetch upr-info` saved, or the site's CSV export.

Both give the cells that the old export has, and are read by the same rules; what is new is the
stable key of a record (JSON only), lists parted by `|`, groups before a label (`Group::Issue`),
unpublished copies, and "Not Supported" beside "Noted".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count, islice
from typing import Final

import polars as pl

from upr_data.ingest.sources.base import Reading, Sample
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.json_records import NO_PLACE, JsonRecords, Place, place_of
from upr_data.ingest.sources.report import Report
from upr_data.ingest.sources.upr_info.converting import Cell
from upr_data.ingest.sources.upr_info.uwazi_cells import (
    FETCH,
    KEY,
    SEPARATOR,
    SERVER,
    UNPUBLISHED,
    Head,
    exploded,
    reading,
)
from upr_data.ingest.sources.upr_info.uwazi_records import (
    ENGLISH,
    SHARED_ID,
    Entity,
    Unreadable,
    read_entity,
)
from upr_data.language import _, number
from upr_data.model import Col
from upr_data.operating.child import Progress

FORMAT: Final = "upr-info-uwazi"
AT_ONCE: Final = 20_000
_MARKS: Final = frozenset({SHARED_ID, "format"})


class UwaziJson:
    """Records as the database's interface gives them, fetched or saved by hand."""

    name = "UPR Info database (Uwazi)"

    def recognises(self, sample: Sample) -> bool:
        """Whether the first record has the database's key, or says that it was fetched."""
        place = sample.once(_place)
        return place is not None and (SHARED_ID in place.keys or FORMAT.encode() in sample.head)

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read all records; `BadInputError` if the file is cut off, one page of many, or empty."""
        place = sample.once(_place)
        given = JsonRecords(sample.path, place or NO_PLACE, _silent)
        head, rows = _opened(sample, given)
        report = Report(sample.path.name)
        collected = _Collected(report)
        parts = []
        for start in count(0, AT_ONCE):
            some = list(islice(rows, AT_ONCE))
            parts.append(_cells_of(list(collected.usable(some, start)), report))
            progress(start + len(some), max(head.n, start + len(some)))
            if len(some) < AT_ONCE:
                break
        _check_whole(sample, collected.n_read, head, given)
        return reading(sample, pl.concat(parts), head, report, collected.n_read)


def _silent(_done: int) -> None:
    """Progress is told in records."""


def _place(sample: Sample) -> Place | None:
    return place_of(sample, _MARKS)


def _opened(sample: Sample, given: Iterable[object]) -> tuple[Head, Iterator[object]]:
    """Head and records; a fetched file starts with a line that says how many it must have."""
    rows = iter(given)
    first = next(rows, None)
    if not (isinstance(first, dict) and first.get("format") == FORMAT):
        return Head(), chain([] if first is None else [first], rows)
    server, retrieved, n = first.get("server"), first.get("retrieved"), first.get("n")
    if not isinstance(n, int) or isinstance(n, bool) or not isinstance(server, str):
        raise refusal(
            sample.path,
            _(
                "its first line does not say how many records it has; fetch it again: {fetch}."
            ).format(fetch=FETCH),
        )
    is_address = server.startswith(("https://", "http://"))
    return Head(server if is_address else SERVER, _day(retrieved), n), rows


def _day(given: object) -> str | None:
    """The day as an ISO date; None if these words are none."""
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        return None


def _check_whole(sample: Sample, n_read: int, head: Head, given: JsonRecords) -> None:
    """Refuse a fetched file that lacks records, and one page of an answer of many."""
    if n_read < max(head.n, 1):
        words = _("it has {n_read} of {n} records; fetch it again.").format(
            n_read=number(n_read), n=number(max(head.n, 1))
        )
        raise refusal(sample.path, words)
    total, relation = _count(given.facts.get("totalRows")), given.facts.get("relation")
    if total is not None and (total > n_read or relation == "gte"):
        more = _(" or more") if relation == "gte" else ""
        raise refusal(
            sample.path,
            _(
                "it is one page of an answer: {n_read} of {total}{more} records; fetch "
                "them all: {fetch}."
            ).format(n_read=number(n_read), total=number(total), more=more, fetch=FETCH),
        )


def _count(given: object) -> int | None:
    """A number of records, in figures or in words; None for what is none."""
    words = str(given)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None  # noqa: PLR2004


@dataclass(slots=True)
class _Collected:
    """Takes records in turn; those that are none, or copies of others, are set aside."""

    report: Report
    n_read: int = 0
    seen: set[str] = field(default_factory=set)

    def usable(self, given: Sequence[object], before: int) -> Iterator[Entity]:
        """Records that count, each once."""
        self.n_read += len(given)
        for line, one in enumerate(given, before + 1):
            entity = read_entity(line, one)
            if isinstance(entity, Unreadable):
                self.report.set_aside(entity.line, entity.rule, entity.reason)
            elif problem := self._problem(entity):
                self.report.set_aside(line, *problem)
            else:
                self.seen.update({entity.key} if entity.key else ())
                yield entity

    def _problem(self, entity: Entity) -> tuple[str, str] | None:
        if not entity.is_published:
            return "unpublished", UNPUBLISHED
        if entity.language != ENGLISH:
            reason = f"It is the copy in {entity.language!r}; the English one is read."
            return "other_language", reason
        if entity.key and entity.key in self.seen:
            return "key_twice", f"Record {entity.key} came before."
        return None


def _cells_of(entities: Sequence[Entity], report: Report) -> pl.DataFrame:
    """Cells of records, one row per recommending State; the line is the record's number."""
    cells = [
        {Col.LINE: entity.line, KEY: entity.key}
        | {cell: _joined(cell, entity.values[cell]) for cell in Cell}
        for entity in entities
    ]
    words = dict.fromkeys((KEY, *Cell), pl.String())
    schema = pl.Schema({Col.LINE: pl.UInt32(), **words})
    return exploded(pl.DataFrame(cells, schema=schema), report)


def _joined(cell: Cell, values: Sequence[str]) -> str:
    return (" " if cell is Cell.TEXT else SEPARATOR).join(values)
