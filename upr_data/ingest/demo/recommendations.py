"""The recommendations table of the demonstration: slots with issues and words."""

from typing import Final

import numpy as np
import polars as pl

from upr_data.domain.calendar import SESSIONS
from upr_data.ingest.demo.basis import PLEDGE_RESPONSE, WORDING, Ints, stream
from upr_data.ingest.demo.phrases import JOINTS, issues, stems, tails
from upr_data.ingest.demo.slots import NUMBER
from upr_data.ingest.demo.states import CODES, NAMES, starts
from upr_data.ingest.demo.topics import Raised, raised
from upr_data.model import CategoryBasis, Col, IdBasis, Response, Table, conform

_MOST_WORDS: Final = 40

_GIVEN: Final = {
    Response.SUPPORTED: "Supported",
    Response.NOTED: "Noted",
    Response.PARTIALLY_SUPPORTED: "Supported/Noted",
    Response.PENDING: "Pending",
    PLEDGE_RESPONSE: "Voluntary Pledge",
}
_GIVEN_IN_CYCLE_1: Final = _GIVEN | {Response.SUPPORTED: "Accepted"}


def recommendations_table(slots: pl.DataFrame) -> pl.DataFrame:
    """The table, one row per recommendation × recommending State, by review and number."""
    recommendations = slots.unique(NUMBER, keep="first", maintain_order=True)
    draw = stream("words")
    topics = raised(recommendations, draw)
    number = slots[NUMBER]
    frame = slots.with_columns(
        _issue_lists(topics).gather(number).alias(Col.ISSUES),
        _texts(recommendations, topics, draw).gather(number).alias(Col.TEXT),
    )
    return conform(Table.RECOMMENDATIONS, frame.select(_columns())).rechunk()


def _issue_lists(topics: Raised) -> pl.Series:
    codes = pl.Series([*issues(), None], dtype=pl.String)
    columns = [
        codes.gather(place % len(codes)).alias(str(turn))
        for turn, place in enumerate((topics.first, topics.second, topics.third))
    ]
    return pl.select(pl.concat_list(columns).list.drop_nulls()).to_series()


def _texts(recommendations: pl.DataFrame, topics: Raised, draw: np.random.Generator) -> pl.Series:
    """What is asked, how fast and how, and what else to bear in mind."""
    n = recommendations.height
    category = recommendations[WORDING].to_numpy()
    stem = stems().pick(topics.first, category, draw.random(n))
    tail = tails().pick(topics.first, category, draw.random(n))
    also, n_words_also = _also(topics, draw)
    n_words = stems().n_words[stem] + tails().n_words[tail] + n_words_also
    is_bare = (n_words > _MOST_WORDS) | ((stems().marks[stem] & tails().marks[tail]) > 0)
    tail = np.where(is_bare, tails().first[topics.first, category - 1], tail)
    ahead = draw.integers(2, 5, size=n)
    first_year = {number: starts(number).year for number in set(recommendations[Col.SESSION])}
    year = recommendations[Col.SESSION].replace_strict(first_year) + pl.Series(ahead)
    parts = pl.DataFrame(
        {
            "stem": pl.Series(stems().phrases).gather(stem),
            "tail": pl.Series(tails().phrases).gather(tail),
            "also": also,
            "year": year.cast(pl.String),
        }
    )
    text = pl.concat_str("stem", "tail", "also", pl.lit("."))
    return parts.select(text.str.replace("{year}", pl.col("year"), literal=True)).to_series()


def _also(topics: Raised, draw: np.random.Generator) -> tuple[pl.Series, Ints]:
    """The clause on the second and third issue, and its number of words."""
    names = [said["topic"] for said in issues().values()]
    topic = pl.Series(["", *names])
    joint = pl.Series(JOINTS).gather(draw.integers(len(JOINTS), size=len(topics.second)))
    clause = pl.select(
        pl.when(pl.Series(topics.second >= 0)).then(joint).otherwise(pl.lit(""))
        + topic.gather(topics.second + 1)
        + pl.when(pl.Series(topics.third >= 0)).then(pl.lit(" as well as ")).otherwise(pl.lit(""))
        + topic.gather(topics.third + 1)
    ).to_series()
    return clause, clause.str.count_matches(" ").cast(pl.Int64).to_numpy()


def _columns() -> list[pl.Expr]:
    """The table's columns from those of the slots."""
    code, name = pl.lit(pl.Series(CODES)), pl.lit(pl.Series(NAMES))
    reviewed, recommending = pl.col(Col.STATE_UNDER_REVIEW), pl.col(Col.RECOMMENDING_STATE)
    cycles = {number: session.cycle for number, session in SESSIONS.items()}
    cycle = pl.col(Col.SESSION).replace_strict(cycles)
    response = pl.col(Col.RESPONSE)
    none = pl.lit([], dtype=pl.List(pl.String))
    return [
        pl.format("{}|{}|1", Col.RECOMMENDATION_ID, name.gather(recommending)).alias(Col.ROW_ID),
        pl.col(Col.RECOMMENDATION_ID),
        pl.lit(IdBasis.SOURCE.value).alias(Col.ID_BASIS),
        pl.col(Col.KIND),
        cycle.alias(Col.CYCLE),
        pl.col(Col.SESSION),
        code.gather(reviewed).alias(Col.STATE_UNDER_REVIEW),
        name.gather(reviewed).alias(Col.STATE_UNDER_REVIEW_AS_GIVEN),
        code.gather(recommending).alias(Col.RECOMMENDING_STATE),
        name.gather(recommending).alias(Col.RECOMMENDING_STATE_AS_GIVEN),
        response,
        pl.when(cycle == 1)
        .then(response.replace_strict(_GIVEN_IN_CYCLE_1))
        .otherwise(response.replace_strict(_GIVEN))
        .alias(Col.RESPONSE_AS_GIVEN),
        pl.col(Col.ACTION_CATEGORY),
        pl.when(pl.col(Col.ACTION_CATEGORY).is_not_null())
        .then(pl.lit(CategoryBasis.SOURCE.value))
        .alias(Col.ACTION_CATEGORY_BASIS),
        pl.col(Col.ISSUES),
        *(none.alias(name) for name in (Col.THEMES, Col.SDGS, Col.AFFECTED_PERSONS)),
        pl.col(Col.TEXT),
        pl.lit("en").alias(Col.LANGUAGE),
        pl.col(Col.DOCUMENT_SYMBOL),
        pl.col(Col.PARAGRAPH),
    ]
