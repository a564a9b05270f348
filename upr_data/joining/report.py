"""What readers must know of a join, as rows of the import report."""

from collections.abc import Iterator, Sequence

import polars as pl

from upr_data.model import Col, ReportAction, Table, conform, empty

_Line = tuple[ReportAction, str, int, str]


def report_of(
    joins: pl.DataFrame | None = None, missed: Sequence[int] = (), name: str = ""
) -> pl.DataFrame:
    """Joins counted by basis; each conflict and each row set aside in a line of its own.

    `missed` are places of rows without counterpart, from 0, in the file called `name`.
    """
    lines = [*(_joins(joins) if joins is not None else ()), *map(_missed, missed)]
    if not lines:
        return empty(Table.IMPORT_REPORT)
    columns = [Col.REPORT_ACTION, Col.RULE, Col.N, Col.DETAIL]
    table = pl.DataFrame(lines, schema=columns, orient="row")
    return conform(Table.IMPORT_REPORT, table.with_columns(pl.lit(name).alias(Col.SOURCE_FILE)))


def _joins(joins: pl.DataFrame) -> Iterator[_Line]:
    by_basis = joins.group_by("basis").agg(pl.len(), pl.col("score").min()).sort("basis")
    for basis, n, score in by_basis.iter_rows():
        words = f"texts at least {score:.0f} % alike"
        yield ReportAction.NOTICED, f"joined_by_{basis}", n, words
    conflicts = joins.filter("is_conflict").select(
        Col.RECOMMENDATION_ID, Col.RECOMMENDING_STATE, "base_response", "other_response"
    )
    for recommendation, state, here, there in conflicts.iter_rows():
        words = (
            f"{recommendation or 'no id'}, {state or 'unknown State'}: {here} here, {there} there"
        )
        yield ReportAction.NOTICED, "response_conflict", 1, words


def _missed(place: int) -> _Line:
    reason = f"Row {place + 1} has no counterpart in the source that numbers this review."
    return ReportAction.SET_ASIDE, "not_joined", 1, reason
