"""What readers must know of a join, as rows of the import report."""

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from upr_data.model import Col, JoinBasis, ReportAction, Table, conform, empty

_Line = tuple[str, ReportAction, str, int, str]
_COLUMNS = (Col.SOURCE_FILE, Col.REPORT_ACTION, Col.RULE, Col.N, Col.DETAIL)


def report_of_joins(joins: pl.DataFrame, joined: pl.DataFrame, file: str) -> pl.DataFrame:
    """Joins counted by basis; each conflict of responses in a line of its own.

    `joined` are the rows that the joins made; `file` names the source that was joined to others.
    """
    return _table([*_counted(joins, file), *_conflicts(joins, joined, file)])


def report_of_missed(
    records: pl.DataFrame, rows: pl.DataFrame, files: Sequence[str]
) -> pl.DataFrame:
    """Records without counterpart, set aside; and single rows without one, of records that have.

    Both have the columns of recommendations, and `file`, a place in `files`.
    """
    aside, notice = ReportAction.SET_ASIDE, ReportAction.NOTICED
    return _table(
        [
            *((files[i], aside, "not_joined", 1, said) for i, said in _without_twin(records)),
            *((files[i], notice, "row_not_joined", 1, said) for i, said in _without_twin(rows)),
        ]
    )


def report_of_dropped(n: int) -> pl.DataFrame:
    """Assessments of recommendations that were set aside, if there are any."""
    words = "Assessments of recommendations that have no counterpart; they went with them."
    return _table([("", ReportAction.NOTICED, "assessment_not_joined", n, words)] if n else [])


def _counted(joins: pl.DataFrame, file: str) -> Iterator[_Line]:
    by_basis = joins.group_by(Col.BASIS).agg(pl.len(), pl.col(Col.SCORE).min()).sort(Col.BASIS)
    for basis, n, score in by_basis.iter_rows():
        words = f"texts at least {score:.0f} % alike"
        yield file, ReportAction.NOTICED, f"joined_by_{JoinBasis(basis)}", n, words


def _conflicts(joins: pl.DataFrame, joined: pl.DataFrame, file: str) -> Iterator[_Line]:
    found = joins.filter(Col.IS_CONFLICT)
    whose = joined.select(Col.RECOMMENDATION_ID, Col.STATE_UNDER_REVIEW, Col.RECOMMENDING_STATE)[
        found["row"]
    ]
    said = found.select(Col.RESPONSE, Col.OTHER_RESPONSE)
    for (one, under_review, state), (here, there) in zip(
        whose.iter_rows(), said.iter_rows(), strict=True
    ):
        place = one or f"no id, {under_review or 'unknown State'}"
        words = f"{place}, {state or 'unknown State'}: {here} here, {there} there"
        yield file, ReportAction.NOTICED, "response_conflict", 1, words


def _without_twin(rows: pl.DataFrame) -> Iterator[tuple[int, str]]:
    columns = (
        "file", Col.STATE_UNDER_REVIEW_AS_GIVEN, Col.RECOMMENDING_STATE_AS_GIVEN,
        Col.SESSION, Col.TEXT,
    )  # fmt: skip
    for file, under_review, state, session, text in rows.select(columns).iter_rows():
        yield (
            file,
            (
                f"{state or 'Unknown State'} to {under_review or 'an unknown State'}, session "
                f"{session or 'unknown'}, “{_short(text or '')}”: no counterpart among the "
                "rows that the first source has for this review."
            ),
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rstrip()} …"  # noqa: PLR2004 - a line's worth


def _table(lines: Iterable[_Line]) -> pl.DataFrame:
    rows = list(lines)
    if not rows:
        return empty(Table.IMPORT_REPORT)
    return conform(Table.IMPORT_REPORT, pl.DataFrame(rows, schema=list(_COLUMNS), orient="row"))
