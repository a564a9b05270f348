"""What was known on a day: the words and registers up to it, and what has moved since."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import polars as pl

from upr_data.domain import implementation
from upr_data.domain.outcomes import outcomes
from upr_data.domain.treaties import Register
from upr_data.figures.follow_up.units import units
from upr_data.figures.memo import LASTING, TABLES, Memo
from upr_data.figures.records import Records
from upr_data.figures.statuses import read_statuses, with_status
from upr_data.model import Col, Fig, Milestone, Table
from upr_data.selection.filters import Filters
from upr_data.snapshot import Snapshot

_KNOWN_FROM: Final = {
    Table.ASSESSMENTS: pl.coalesce(Col.ASSESSED_ON, Col.EVIDENCE_UNTIL),
    Table.MID_TERM_REPORTS: pl.col(Col.SUBMITTED_ON),
    Table.MECHANISMS: pl.col(Col.SINCE),
    Table.ACTION_PLANS: pl.col(Col.STARTS),
}
"""The day from which an entry of each table was known."""

_HAPPENED_BY: Final = pl.coalesce(Col.HAPPENED_ON, pl.date(Col.YEAR, 12, 31))
"""The day by which a fact of the register had happened; the end of its year if that is known."""


@dataclass(frozen=True, slots=True)
class SnapshotAsOf(Snapshot):
    """A data edition as it was known on a day: later words and entries of registers are not in it.

    A word is known from its own day on; one without a day, from the day its evidence reaches; one
    without either was known at no day that anybody can name, and is left out.
    """

    day: date

    def scan(self, table: Table) -> pl.LazyFrame:
        """One table as it was known; statuses are computed from the words of that day."""
        if table is Table.STATUSES:
            words = self.scan(Table.ASSESSMENTS).collect()
            return implementation.statuses(words).lazy()
        if table is Table.RECORD_OUTCOMES:
            return self._outcomes().lazy()
        whole = Snapshot.scan(self, table)  # `super()` knows no dataclass with slots
        if table is Table.RECORD_REGISTERS:
            return whole.with_columns(pl.min_horizontal(Col.COVERED_UNTIL, pl.lit(self.day)))
        if table is Table.RECORD_FACTS:  # what has no day at all may have been at any time
            return whole.filter((self.day >= _HAPPENED_BY).fill_null(value=True))
        known_from = _KNOWN_FROM.get(table)
        return whole if known_from is None else whole.filter(known_from <= self.day)

    def _outcomes(self) -> pl.DataFrame:
        """What had become of asks by that day, by the register of that day."""
        tables = (Table.RECORD_ASKS, Table.RECOMMENDATIONS, Table.REVIEWS)
        asks, main, reviews = (self.scan(table).collect() for table in tables)
        facts, registers = (
            self.scan(table).collect() for table in (Table.RECORD_FACTS, Table.RECORD_REGISTERS)
        )
        return outcomes(asks, main, reviews, Register(facts, registers))


def view_of(snapshot: Snapshot, as_of: str) -> Snapshot:
    """The snapshot as it was known at the end of a day (`as_of` of a selection); "" is now."""
    if not as_of:
        return snapshot
    held, checksum = snapshot.held, f"{snapshot.checksum}@{as_of}"
    day = date.fromisoformat(as_of)
    return SnapshotAsOf(snapshot.path, snapshot.manifest, checksum, held, day)


def as_of(records: Records, day: str) -> Records:
    """The records as they were known at the end of a day, ready for counting; "" is now."""
    if not day:
        return records
    view = view_of(records.snapshot, day)
    statuses = read_statuses(view, records.index, Milestone.MID_TERM, ())
    rows, by_recommendation = (
        with_status(one, statuses).lazy() for one in (records.rows, records.by_recommendation)
    )
    return replace(
        records,
        snapshot=view,
        rows=rows,
        by_recommendation=by_recommendation,
        words=view.scan(Table.ASSESSMENTS),
        memo=Memo(),
        tables=Memo(TABLES),
        told=Memo(TABLES),
        lasting=Memo(LASTING),
    )


def last_day(snapshot: Snapshot) -> date:
    """The last day of which the snapshot can know words: when its newest source was retrieved.

    Importing an old file today tells nothing of the time since; a source without a day counts as
    retrieved when the snapshot was made, registers do not count. Never after the snapshot's
    making, nor after the day of its view.
    """
    made = snapshot.manifest.created
    retrieved = (one.retrieved or made for one in snapshot.manifest.sources if not one.is_register)
    known = date.fromisoformat(min(max(retrieved, default=made), made)[:10])
    return min(known, snapshot.day) if isinstance(snapshot, SnapshotAsOf) else known


def n_undated(snapshot: Snapshot) -> int:
    """Words that have neither a day nor evidence up to one: in no view of a day."""
    undated = _KNOWN_FROM[Table.ASSESSMENTS].is_null().sum()
    return int(snapshot.scan(Table.ASSESSMENTS).select(undated).collect().item())


def moved(then: Records, now: Records, filters: Filters) -> pl.DataFrame:
    """The recommendations of a selection whose status was another on the day of `then`.

    Columns: `recommendation_id`, `status_then`, `status_now`; by id. Both are of one snapshot, so
    that the same recommendations stand in both; the selection is made in what is known now.
    """
    own = Filters(milestone=filters.milestone, assessors=filters.assessors)
    status = pl.col(Col.STATUS).cast(pl.String)
    then_, now_ = (
        records.with_status(filters.unit, own.milestone, own.assessors)
        .select(Col.RECOMMENDATION_INDEX, status.alias(name))
        .unique(Col.RECOMMENDATION_INDEX)
        for records, name in ((then, Fig.STATUS_THEN), (now, Fig.STATUS_NOW))
    )
    return (
        units(now, filters)
        .unique()
        .join(now_, on=Col.RECOMMENDATION_INDEX)
        .join(then_, on=Col.RECOMMENDATION_INDEX)
        .filter(pl.col(Fig.STATUS_THEN) != pl.col(Fig.STATUS_NOW))
        .join(now.index, on=Col.RECOMMENDATION_INDEX)
        .select(Col.RECOMMENDATION_ID, Fig.STATUS_THEN, Fig.STATUS_NOW)
        .sort(Col.RECOMMENDATION_ID)
        .collect()
    )
