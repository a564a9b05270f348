"""All sources of a snapshot in one table, with what each of their files gave to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from upr_data.domain.provenance import SourceRecord
from upr_data.ingest.joining.report import report_of_dropped, report_of_joins, report_of_missed
from upr_data.ingest.joining.two import JOINS, Joined, join
from upr_data.ingest.sources.base import Reading
from upr_data.model import Col, Table, conform, empty

_FILE: Final = "file"
_PLACE: Final = "place"
_RECORD: Final = "record"


@dataclass(frozen=True, slots=True)
class Whole:
    """One table from all readings.

    `joins` say which rows of it (`row`, from 0) stand on which of a source's. Records that found
    no place are set aside in `sources`, which are those of the readings, in their order.
    """

    recommendations: pl.DataFrame
    assessments: pl.DataFrame
    joins: pl.DataFrame
    report: pl.DataFrame
    sources: tuple[SourceRecord, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """All that one source gave, and which row came from which file and record."""

    files: str
    recommendations: pl.DataFrame
    assessments: pl.DataFrame
    origin: pl.DataFrame


def join_all(readings: Sequence[Reading]) -> Whole:
    """All readings in one table.

    Readings of one source (by its name) are put together; what two sources hold is joined, those
    with paragraph numbers first. Assessments of a recommendation that was joined go to the id
    that the joined rows have; those of one that found no place are dropped with it.
    """
    parts = _by_source(readings)
    first, *others = (parts[i] for i in in_order([part.recommendations for part in parts]))
    rows, assessments = first.recommendations, [first.assessments]
    joins: list[pl.DataFrame] = []
    reports: list[pl.DataFrame] = []
    aside = dict.fromkeys(range(len(readings)), 0)
    for part in others:
        step = join(rows, part.recommendations)
        missed, of_missed = _missed(part, step.missed, readings)
        assessments.append(_moved(part, step))
        joins = [one.with_columns(step.starts.gather(one["row"]).alias("row")) for one in joins]
        joins.append(_named(part, step.joins, readings))
        rows = step.recommendations
        reports += [report_of_joins(step.joins, rows, part.files), of_missed]
        aside |= missed
    kept, dropped = _kept(pl.concat(assessments), rows)
    return Whole(
        recommendations=rows,
        assessments=kept,
        joins=pl.concat([_no_joins(), *joins]),
        report=pl.concat([empty(Table.IMPORT_REPORT), *reports, dropped]),
        sources=tuple(_lowered(one.source, aside[i]) for i, one in enumerate(readings)),
    )


def in_order(tables: Sequence[pl.DataFrame]) -> list[int]:
    """Places of the tables in the order to join them: those with paragraph numbers first."""
    numbered = [table[Col.PARAGRAPH].null_count() < table.height for table in tables]
    return sorted(range(len(tables)), key=lambda place: not numbered[place])


def joins_table(whole: Whole, row_ids: pl.Series) -> pl.DataFrame:
    """The joins as a snapshot keeps them; `row_ids` are those of the whole's rows, in order."""
    named = whole.joins.with_columns(row_ids.gather(whole.joins["row"]).alias(Col.ROW_ID))
    return conform(Table.JOINS, named.sort("row").drop("row"))


def _by_source(readings: Sequence[Reading]) -> list[_Part]:
    """Readings of the same source put together, sources in the order of their first file."""
    groups: dict[str, list[int]] = {}
    for i, reading in enumerate(readings):
        groups.setdefault(reading.source.name, []).append(i)
    return [
        _Part(
            ", ".join(readings[i].source.file for i in group),
            pl.concat(readings[i].recommendations for i in group),
            pl.concat(readings[i].assessments for i in group),
            pl.concat(_origin(i, readings[i].recommendations) for i in group),
        )
        for group in groups.values()
    ]


def _origin(file: int, rows: pl.DataFrame) -> pl.DataFrame:
    """File, place and record of each row; rows with the source's id are one record, others each."""
    place = pl.int_range(pl.len(), dtype=pl.UInt32)
    record = pl.coalesce(Col.RECOMMENDATION_ID, place.cast(pl.String))
    return rows.select(
        pl.lit(file, pl.UInt32).alias(_FILE), place.alias(_PLACE), record.alias(_RECORD)
    )


def _missed(
    part: _Part, missed: pl.Series, readings: Sequence[Reading]
) -> tuple[dict[int, int], pl.DataFrame]:
    """How many records of each file found no place, and the report of these and of lone rows."""
    is_missed = pl.int_range(pl.len(), dtype=pl.UInt32).is_in(missed.implode())
    marked = part.origin.with_columns(is_missed.alias("is_missed")).with_columns(
        pl.col("is_missed").all().over(_FILE, _RECORD).alias("is_record")
    )
    rows = pl.concat([part.recommendations, marked], how="horizontal").filter("is_missed")
    records = rows.filter("is_record").unique([_FILE, _RECORD], keep="first", maintain_order=True)
    counted = dict(records.group_by(_FILE).len().iter_rows())
    files = [readings[i].source.file for i in range(len(readings))]
    return counted, report_of_missed(records, rows.filter(~pl.col("is_record")), files)


def _moved(part: _Part, step: Joined) -> pl.DataFrame:
    """A source's assessments under the ids of the rows that its own were joined to."""
    own = part.recommendations[Col.RECOMMENDATION_ID].gather(step.joins["other_row"])
    joined = step.recommendations[Col.RECOMMENDATION_ID].gather(step.joins["row"])
    known = pl.DataFrame([own.alias("own"), joined.alias("joined")]).drop_nulls()
    first = known.unique("own", keep="first", maintain_order=True)
    return (
        part.assessments.join(
            first, left_on=Col.RECOMMENDATION_ID, right_on="own", how="left", maintain_order="left"
        )
        .with_columns(pl.coalesce("joined", Col.RECOMMENDATION_ID).alias(Col.RECOMMENDATION_ID))
        .drop("joined")
    )


def _named(part: _Part, joins: pl.DataFrame, readings: Sequence[Reading]) -> pl.DataFrame:
    """The joins with the file and the id of the source's row in place of its number."""
    files = pl.Series([reading.source.file for reading in readings], dtype=pl.String)
    there = joins["other_row"]
    own_ids = part.recommendations[Col.RECOMMENDATION_ID].gather(there)
    return joins.select(
        files.gather(part.origin[_FILE].gather(there)).alias(Col.SOURCE_FILE),
        own_ids.alias(Col.OTHER_RECOMMENDATION_ID),
        *_KEPT,
    )


_KEPT: Final = ("row", Col.BASIS, Col.SCORE, Col.RESPONSE, Col.OTHER_RESPONSE, Col.IS_CONFLICT)


def _no_joins() -> pl.DataFrame:
    named = {Col.SOURCE_FILE: pl.String(), Col.OTHER_RECOMMENDATION_ID: pl.String()}
    return pl.DataFrame(schema=named | {name: JOINS[name] for name in _KEPT})


def _kept(assessments: pl.DataFrame, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Assessments of recommendations that are there, and a report line for the others."""
    is_there = pl.col(Col.RECOMMENDATION_ID).is_in(rows[Col.RECOMMENDATION_ID].implode())
    kept = assessments.filter(is_there)
    return kept, report_of_dropped(assessments.height - kept.height)


def _lowered(source: SourceRecord, n: int) -> SourceRecord:
    """The papers of a file of which `n` records more were set aside."""
    return replace(source, n_kept=source.n_kept - n, n_set_aside=source.n_set_aside + n)
