"""Several sources of the same reviews onto one row, so that nothing is counted twice.

The first source (OHCHR's) gives the rows of a review, their numbers and positions; the other
(UPR Info's) adds what the first lacks: categories and issues. Rows are joined by document,
paragraph and recommending State where both have them, else by review, recommending State and
likeness of the texts; one to one, except where a source has cut one text into several rows.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from upr_data.joining.merging import CLEAR, alone, merged
from upr_data.joining.pairs import Basis, Pair, Row, pairs
from upr_data.joining.report import report_of
from upr_data.model import Col, Response
from upr_data.sources.base import Reading
from upr_data.states import normalise

JOINS: Final = pl.Schema(
    {
        Col.SOURCE_FILE: pl.String(),
        Col.RECOMMENDATION_ID: pl.String(),
        Col.RECOMMENDING_STATE: pl.String(),
        "base_row": pl.UInt32(),
        "other_row": pl.UInt32(),
        "basis": pl.String(),
        "score": pl.Float64(),
        "base_response": pl.String(),
        "other_response": pl.String(),
        "is_conflict": pl.Boolean(),
    }
)
"""One row per join: the other's file, id and State of the base's row, both rows' places in their
tables (from 0), by what they were joined, how like the texts are (0-100), and both responses."""

_OTHER: Final = "other_row"


@dataclass(frozen=True, slots=True)
class Joined:
    """One table from two, the joins behind it, and what readers must know of them."""

    recommendations: pl.DataFrame
    joins: pl.DataFrame
    report: pl.DataFrame


def join(base: pl.DataFrame, other: pl.DataFrame, name: str) -> Joined:
    """Rows of `base` with what `other` adds; of `other` alone only reviews that `base` lacks.

    A row of a review that both hold and that has no counterpart in `base` is set aside and
    reported: one source says which rows a review has. `name` is that of the other's file.
    Responses that contradict each other are reported; the base's stays.
    """
    found = pairs(_rows(base), _rows(other))
    joins = _joins_table(found, base, other, name)
    is_alone = alone(base, other, {pair.other for pair in found})
    rows = pl.concat([merged(base, other, found), other.filter(is_alone)])
    missed = other.with_row_index(_OTHER).filter(
        ~is_alone & ~pl.col(_OTHER).is_in([pair.other for pair in found])
    )
    return Joined(rows, joins, report_of(joins, missed[_OTHER].to_list(), name))


def join_all(readings: Sequence[Reading]) -> tuple[Joined, pl.DataFrame]:
    """All readings in one table, and their assessments.

    Readings of one source (by its name) are put together; what two sources hold is joined, those
    with paragraph numbers first. Assessments of a recommendation that was joined go to the id
    that the joined rows have.
    """
    parts = _by_source(readings)
    first, *others = (parts[i] for i in in_order([part.recommendations for part in parts]))
    whole = Joined(first.recommendations, pl.DataFrame(schema=JOINS), report_of())
    assessments = [first.assessments]
    for part in others:
        step = join(whole.recommendations, part.recommendations, part.files)
        assessments.append(_moved(part, step.joins))
        whole = Joined(
            step.recommendations,
            pl.concat([whole.joins, step.joins]),
            pl.concat([whole.report, step.report]),
        )
    return whole, pl.concat(assessments)


@dataclass(frozen=True, slots=True)
class _Part:
    """All that one source gave."""

    files: str
    recommendations: pl.DataFrame
    assessments: pl.DataFrame


def _by_source(readings: Sequence[Reading]) -> list[_Part]:
    """Readings of the same source put together, sources in the order of their first file."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(reading.source.name, []).append(reading)
    return [
        _Part(
            ", ".join(one.source.file for one in group),
            pl.concat(one.recommendations for one in group),
            pl.concat(one.assessments for one in group),
        )
        for group in groups.values()
    ]


def _moved(part: _Part, joins: pl.DataFrame) -> pl.DataFrame:
    """A source's assessments under the ids of the rows that its own were joined to."""
    own = part.recommendations[Col.RECOMMENDATION_ID][joins["other_row"]].alias("own")
    ids = joins.select(pl.col(Col.RECOMMENDATION_ID).alias("joined")).with_columns(own)
    known = ids.drop_nulls().unique("own", keep="first", maintain_order=True)
    return (
        part.assessments.join(
            known, left_on=Col.RECOMMENDATION_ID, right_on="own", how="left", maintain_order="left"
        )
        .with_columns(pl.coalesce("joined", Col.RECOMMENDATION_ID).alias(Col.RECOMMENDATION_ID))
        .drop("joined")
    )


def in_order(tables: Sequence[pl.DataFrame]) -> list[int]:
    """Places of the tables in the order to join them: those with paragraph numbers first."""
    numbered = [table[Col.PARAGRAPH].null_count() < table.height for table in tables]
    return sorted(range(len(tables)), key=lambda place: not numbered[place])


def _rows(table: pl.DataFrame) -> list[Row]:
    columns = (
        Col.KIND, Col.STATE_UNDER_REVIEW, Col.SESSION, Col.RECOMMENDING_STATE,
        Col.RECOMMENDING_STATE_AS_GIVEN, Col.DOCUMENT_SYMBOL, Col.PARAGRAPH, Col.TEXT,
    )  # fmt: skip
    return [
        Row(
            place=place,
            review=(kind, under_review, session),
            state=_state(code, given),
            number=(document, paragraph) if document and paragraph else None,
            text=text or "",
        )
        for place, (
            kind,
            under_review,
            session,
            code,
            given,
            document,
            paragraph,
            text,
        ) in enumerate(table.select(columns).iter_rows())
        if under_review
    ]


def _state(code: str | None, given: str | None) -> Hashable:
    """Code of the recommending State; where there is none, its name as given."""
    return code or f"?{normalise(given or '')}"


def _joins_table(
    found: Sequence[Pair], base: pl.DataFrame, other: pl.DataFrame, name: str
) -> pl.DataFrame:
    here, there = [pair.base for pair in found], [pair.other for pair in found]
    whose = base.select(Col.RECOMMENDATION_ID, Col.RECOMMENDING_STATE)[here]
    said = {"base_response": base[Col.RESPONSE][here], "other_response": other[Col.RESPONSE][there]}
    table = whose.with_columns(
        pl.lit(name).alias(Col.SOURCE_FILE),
        pl.Series("base_row", here, pl.UInt32),
        pl.Series("other_row", there, pl.UInt32),
        pl.Series("basis", [pair.basis.value for pair in found], pl.String),
        pl.Series("score", [pair.score for pair in found], pl.Float64),
        *(answers.cast(pl.String).alias(column) for column, answers in said.items()),
    )
    return table.with_columns(_is_conflict().alias("is_conflict")).select(JOINS.names())


def _is_conflict() -> pl.Expr:
    """Both responses are clear and differ; a whole partly supported may well have such parts."""
    here, there = pl.col("base_response"), pl.col("other_response")
    is_refined = (pl.col("basis") == Basis.SPLIT.value) & (
        here == Response.PARTIALLY_SUPPORTED.value
    )
    return here.is_in(CLEAR) & there.is_in(CLEAR) & (here != there) & ~is_refined
