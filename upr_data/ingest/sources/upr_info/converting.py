"""Records of UPR Info's old export to rows of `recommendations`, with a report of every doubt."""

from enum import StrEnum

import polars as pl

from upr_data.domain import states
from upr_data.domain.printing import shortened
from upr_data.ingest.sources.finishing import NAME
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.words import canonical
from upr_data.ingest.sources.words.cleaning import clean
from upr_data.model import CategoryBasis, Col, Kind, Response, Table, conform

PUBLISHER = "UPR Info, Geneva"

LANGUAGE = "en"
"""The old export was made in English only."""


class Cell(StrEnum):
    """The columns that are read, in words for people; none is the name of a `Col`."""

    STATE_UNDER_REVIEW = "State under review"
    TEXT = "text of the recommendation"
    RECOMMENDING_STATE = "recommending State"
    RESPONSE = "response of the State"
    ACTION = "action category"
    ISSUE = "issues named"
    SESSION = "session of the review"


_TOTALS = frozenset({"total", "totals", "grand total", "sum"})


def recommendations(cells: pl.DataFrame, report: Report) -> pl.DataFrame:
    """Rows of `recommendations`, in file order; what cannot be one is set aside.

    `cells` has a text column for each `Cell`, and `line`.
    """
    cleaned = _cleaned(cells, report)
    coded = _coded(cleaned)
    kept = coded.filter(~_set_aside(coded, report))
    kept = _with_sessions_of_the_calendar(kept, report)
    _report_unknown(kept, report)
    return _as_table(kept)


def states_named(cells: pl.DataFrame) -> pl.DataFrame:
    """`line` and `name` of each different name of a State, where it first stands."""
    columns = (Cell.STATE_UNDER_REVIEW, Cell.RECOMMENDING_STATE)
    named = pl.concat(
        cells.select(Col.LINE, pl.col(column).str.strip_chars().alias(NAME)) for column in columns
    )
    return named.sort(Col.LINE).unique(NAME, keep="first", maintain_order=True)


def _cleaned(cells: pl.DataFrame, report: Report) -> pl.DataFrame:
    lines = cells[Col.LINE]
    cleaned = cells.with_columns(clean(cells[cell], lines, report) for cell in Cell)
    for cell in (Cell.ACTION, Cell.SESSION):
        words = cleaned.filter(
            canonical.mapped(cleaned[cell], canonical.is_whole_as_float, pl.Boolean())
        )
        changes = (Change(line, word, word.split(".")[0]) for line, word in _pairs(words, cell))
        report.repaired("number_as_float", changes)
    return cleaned


def _coded(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells with their codes beside them."""
    sessions = canonical.sessions(cells[Cell.SESSION])
    return cells.with_columns(
        canonical.kinds(cells[Cell.RESPONSE]).alias(Col.KIND),
        canonical.states_under_review(cells[Cell.STATE_UNDER_REVIEW]).alias(Col.STATE_UNDER_REVIEW),
        canonical.recommending_states(cells[Cell.RECOMMENDING_STATE]).alias(Col.RECOMMENDING_STATE),
        canonical.responses(cells[Cell.RESPONSE]).alias(Col.RESPONSE),
        canonical.categories(cells[Cell.ACTION]).alias(Col.ACTION_CATEGORY),
        canonical.issue_lists(cells[Cell.ISSUE]).alias(Col.ISSUES),
        sessions.alias(Col.SESSION),
    )


def _set_aside(rows: pl.DataFrame, report: Report) -> pl.Series:
    """Which rows are no recommendation that could be counted; each is reported."""
    no_state = rows[Col.STATE_UNDER_REVIEW].is_null()
    no_text = rows[Cell.TEXT] == ""
    for line, name in _pairs(rows.filter(no_state), Cell.STATE_UNDER_REVIEW):
        report.set_aside(line, *_why_no_state(name))
    for line, _ in _pairs(rows.filter(no_text & ~no_state), Cell.TEXT):
        report.set_aside(line, "no_text", "It has no text.")
    return no_state | no_text


def _why_no_state(name: str) -> tuple[str, str]:
    if name.casefold() in _TOTALS:
        return "total", "It is a row of totals and no recommendation."
    if not name:
        return "no_state_under_review", "It names no State under review."
    near = " or ".join(states.suggest(name))
    question = f"; did you mean {near}?" if near else "."
    return (
        "unknown_state_under_review",
        f"“{shortened(name)}” is not a State under review we know{question}",
    )


def _with_sessions_of_the_calendar(rows: pl.DataFrame, report: Report) -> pl.DataFrame:
    """A blank session is that of the State's only review, if it had only one."""
    only = canonical.only_sessions(rows[Col.STATE_UNDER_REVIEW])
    is_found = (rows[Cell.SESSION] == "") & only.is_not_null()
    found = rows.select(Col.LINE, Cell.SESSION, only.alias("only")).filter(is_found)
    changes = (Change(line, before, f"{session}") for line, before, session in found.iter_rows())
    report.repaired("session_from_calendar", changes)
    session = pl.when(is_found).then(only).otherwise(pl.col(Col.SESSION)).alias(Col.SESSION)
    with_session = rows.with_columns(session)
    cycles = canonical.cycles(with_session[Col.SESSION])
    return with_session.with_columns(cycles.alias(Col.CYCLE))


def _report_unknown(rows: pl.DataFrame, report: Report) -> None:
    """Notice every cell that gave no code, blank ones and unknown words apart."""
    recommended = rows.filter(pl.col(Col.KIND) == Kind.RECOMMENDATION.value)
    no_response = recommended.filter(pl.col(Col.RESPONSE) == Response.UNKNOWN.value)
    _notice(report, "response", no_response, Cell.RESPONSE)
    for column, cell in (
        (Col.RECOMMENDING_STATE, Cell.RECOMMENDING_STATE),
        (Col.SESSION, Cell.SESSION),
        (Col.ACTION_CATEGORY, Cell.ACTION),
    ):
        _notice(report, column, rows.filter(pl.col(column).is_null()), cell)
    _notice_issues(rows, report)
    _notice_reviews(rows, report)


def _notice(report: Report, subject: str, rows: pl.DataFrame, cell: Cell) -> None:
    found = [Change(line, word, "") for line, word in _pairs(rows, cell)]
    missing = [one for one in found if states.is_unknown(one.before)]
    other = [one for one in found if not states.is_unknown(one.before)]
    report.noticed(f"{subject}_missing", missing)
    report.noticed(f"{subject}_not_understood", other)


def _notice_issues(rows: pl.DataFrame, report: Report) -> None:
    _notice(report, "issues", rows.filter(pl.col(Cell.ISSUE) == ""), Cell.ISSUE)
    unknown = {cell: canonical.unknown_issues(cell) for cell in rows[Cell.ISSUE].unique()}
    report.noticed(
        "issue_not_understood",
        (
            Change(line, name, "")
            for line, cell in _pairs(rows, Cell.ISSUE)
            for name in unknown[cell]
        ),
    )


def _notice_reviews(rows: pl.DataFrame, report: Report) -> None:
    """Sessions in which, by the calendar, the State was not reviewed."""
    reviews = canonical.reviews(rows[Col.STATE_UNDER_REVIEW])
    given = rows.select(Col.LINE, Cell.STATE_UNDER_REVIEW, Col.SESSION).iter_rows()
    report.noticed(
        "review_not_in_calendar",
        (
            Change(line, f"{name}, session {session}", "")
            for (line, name, session), known in zip(given, reviews, strict=True)
            if session is not None and session not in known
        ),
    )


def _as_table(rows: pl.DataFrame) -> pl.DataFrame:
    is_coded = pl.col(Col.ACTION_CATEGORY).is_not_null()
    basis = pl.when(is_coded).then(pl.lit(CategoryBasis.SOURCE.value))
    return conform(
        Table.RECOMMENDATIONS,
        rows.select(
            Col.KIND,
            Col.CYCLE,
            Col.SESSION,
            Col.STATE_UNDER_REVIEW,
            pl.col(Cell.STATE_UNDER_REVIEW).alias(Col.STATE_UNDER_REVIEW_AS_GIVEN),
            Col.RECOMMENDING_STATE,
            pl.col(Cell.RECOMMENDING_STATE).alias(Col.RECOMMENDING_STATE_AS_GIVEN),
            Col.RESPONSE,
            pl.col(Cell.RESPONSE).alias(Col.RESPONSE_AS_GIVEN),
            Col.ACTION_CATEGORY,
            basis.alias(Col.ACTION_CATEGORY_BASIS),
            Col.ISSUES,
            pl.col(Cell.TEXT).alias(Col.TEXT),
            pl.lit(LANGUAGE).alias(Col.LANGUAGE),
        ),
    )


def _pairs(rows: pl.DataFrame, cell: Cell) -> list[tuple[int, str]]:
    """Line and word of a column's cells."""
    return list(zip(rows[Col.LINE], rows[cell], strict=True))
