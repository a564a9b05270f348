"""What a public register says became of single asks, at each milestone: never an assessor's word.

Joining is not complying, and after the review is not because of it. Source of the rules:
`docs/record.md`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl

from upr_data.domain.implementation import status_of_iri
from upr_data.domain.instruments import DEATH_PENALTY
from upr_data.domain.milestones import REVIEWED_ON, review_days
from upr_data.domain.standings import (
    HAD_SIGNED,
    IS_COVERED,
    JOINED_ON,
    MILESTONE_DAYS,
    SIGNED_ON,
    WAS_PARTY,
    standing,
    standings,
)
from upr_data.domain.treaties import Register
from upr_data.model import (
    SCHEMAS,
    AskAct,
    Col,
    Outcome,
    RecordAction,
    RecordMilestone,
    Strength,
    Table,
    conform,
)

_KEY: Final = (Col.RECOMMENDATION_ID, Col.INSTRUMENT)
_ON_TREATIES: Final = (AskAct.JOINING.value, AskAct.SIGNATURE.value)
_LEVELS: Final = {Outcome.FULLY: 1.0, Outcome.PARTIALLY: 0.5, Outcome.NOT: 0.0}


def outcomes(
    asks: pl.DataFrame, recommendations: pl.DataFrame, reviews: pl.DataFrame, held: Register
) -> pl.DataFrame:
    """The table `record_outcomes`: a row per ask and milestone that a register covers at all.

    Already: done on the last day of the review. Fully: party at the milestone, or signed where
    only signature was asked. Partially: newly signed since. Not: neither, for asks to do it;
    silent for asks to take steps. To consider is no promise: silent, with the day if it happened.
    Not covered: the register, or what it knows to the day, ends before.
    """
    reviewed = recommendations.unique(Col.RECOMMENDATION_ID, keep="first").select(
        Col.RECOMMENDATION_ID, Col.STATE_UNDER_REVIEW, Col.SESSION
    )
    dated = (
        asks.filter(pl.col(Col.INSTRUMENT).is_in(held.registers[Col.INSTRUMENT].implode()))
        .with_columns(pl.col(Col.ACT, Col.STRENGTH).cast(pl.String))
        .join(reviewed, on=Col.RECOMMENDATION_ID, how="left", maintain_order="left")
        .join(
            review_days(reviews),
            on=[Col.STATE_UNDER_REVIEW, Col.SESSION],
            how="left",
            maintain_order="left",
        )
        .rename({Col.STATE_UNDER_REVIEW: Col.STATE})
        .with_row_index("order")
    )
    found = [
        _of_treaties(dated.filter(pl.col(Col.ACT).is_in(_ON_TREATIES)), held),
        _of_abolition(dated.filter(pl.col(Col.ACT) == AskAct.ABOLITION.value), held),
    ]
    together = pl.concat(found).sort("order", Col.MILESTONE)
    return conform(Table.RECORD_OUTCOMES, together.drop("order"))


_ROW: Final = ("order", *_KEY, Col.MILESTONE, Col.OUTCOME, Col.HAPPENED_ON, Col.AS_OF)
_SCHEMA: Final = pl.Schema([("order", pl.UInt32()), *SCHEMAS[Table.RECORD_OUTCOMES].items()])


def _of_treaties(asked: pl.DataFrame, held: Register) -> pl.DataFrame:
    rows = standings(asked, held)
    signature = pl.col(Col.ACT) == AskAct.SIGNATURE.value
    already = pl.col(WAS_PARTY) | (signature & pl.col(HAD_SIGNED))
    parts = []
    for milestone in RecordMilestone:
        stands = pl.col(standing(milestone))
        done = (stands == "joined") | (signature & (stands == "signed"))
        happened = (
            pl.when(already | ~pl.col(IS_COVERED) | (stands == "not_covered"))
            .then(None)
            .when((stands == "joined") & ~signature)
            .then(JOINED_ON)
            .when(stands == "signed")
            .then(SIGNED_ON)
            .when(stands == "joined")
            .then(pl.min_horizontal(SIGNED_ON, JOINED_ON))
        )
        part = rows.with_columns(
            pl.lit(milestone.value).alias(Col.MILESTONE),
            _level(
                already, ~pl.col(IS_COVERED) | (stands == "not_covered"), done, stands == "signed"
            ),
            happened.alias(Col.HAPPENED_ON),
            pl.col(Col.COVERED_UNTIL).alias(Col.AS_OF),
        )
        parts.append(_typed(part))
    return pl.concat(parts)


def _level(already: pl.Expr, uncovered: pl.Expr, done: pl.Expr, half: pl.Expr) -> pl.Expr:
    """The outcome by how firmly it was asked."""
    strength = pl.col(Col.STRENGTH)
    return (
        pl.when(uncovered & ~(already & pl.col(IS_COVERED)))
        .then(pl.lit(Outcome.NOT_COVERED.value))
        .when(already)
        .then(pl.lit(Outcome.ALREADY.value))
        .when(strength == Strength.CONSIDER.value)
        .then(pl.lit(Outcome.SILENT.value))
        .when(done)
        .then(pl.lit(Outcome.FULLY.value))
        .when(half)
        .then(pl.lit(Outcome.PARTIALLY.value))
        .when(strength == Strength.DO.value)
        .then(pl.lit(Outcome.NOT.value))
        .otherwise(pl.lit(Outcome.SILENT.value))
        .alias(Col.OUTCOME)
    )


def _typed(part: pl.DataFrame) -> pl.DataFrame:
    return part.select(_ROW).cast(_SCHEMA)


def _of_abolition(asked: pl.DataFrame, held: Register) -> pl.DataFrame:
    """Abolition is known by year: what falls into the year of the day asked about is unclear."""
    known = held.registers.filter(pl.col(Col.INSTRUMENT) == DEATH_PENALTY)[Col.COVERED_UNTIL]
    if asked.is_empty() or known.is_empty():
        return pl.DataFrame(schema=_SCHEMA)
    until, events = known[0], _events(held)
    rows = asked.with_columns(pl.lit(until).alias(Col.COVERED_UNTIL))
    parts = []
    for milestone, day in MILESTONE_DAYS.items():
        states, at, then = (rows[name].to_list() for name in (Col.STATE, REVIEWED_ON, day))
        before = [penalty_on(events.get(s, ()), d, until) for s, d in zip(states, at, strict=True)]
        after = [penalty_on(events.get(s, ()), d, until) for s, d in zip(states, then, strict=True)]
        compared = rows.with_columns(
            pl.Series("before", before, pl.String), pl.Series("after", after, pl.String)
        )
        everything, ordinary = RecordAction.ABOLITION_ALL, RecordAction.ABOLITION_ORDINARY
        part = compared.with_columns(
            pl.lit(milestone.value).alias(Col.MILESTONE),
            (pl.col("before").is_not_null()).alias(IS_COVERED),
        ).with_columns(
            _level(
                (pl.col("before") == everything.value).fill_null(value=False),
                pl.col("before").is_null() | pl.col("after").is_null(),
                pl.col("after") == everything.value,
                (pl.col("after") == ordinary.value) & (pl.col("before") != ordinary.value),
            ),
            pl.lit(None, pl.Date).alias(Col.HAPPENED_ON),
            pl.col(Col.COVERED_UNTIL).alias(Col.AS_OF),
        )
        parts.append(_typed(part))
    return pl.concat(parts)


def _events(held: Register) -> Mapping[str, Sequence[tuple[int, str]]]:
    """State → years and what changed in them, oldest first."""
    changes = (
        held.facts.filter(pl.col(Col.INSTRUMENT) == DEATH_PENALTY)
        .select(Col.STATE, Col.YEAR, pl.col(Col.RECORD_ACTION).cast(pl.String))
        .sort(Col.STATE, Col.YEAR)
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for state, year, action in changes.iter_rows():
        found.setdefault(state, []).append((year, action))
    return found


def penalty_on(events: Sequence[tuple[int, str]], day: date | None, until: date) -> str | None:
    """What the law of a State said on a day, as the last change before that year.

    A State without a change retains the penalty: `reinstatement`. None where a change falls into
    the year itself, where the register ends before, or no day is given.
    """
    if day is None or day > until or any(year == day.year for year, _ in events):
        return None
    before = [action for year, action in events if year < day.year]
    return before[-1] if before else RecordAction.REINSTATEMENT.value


def levels(outcome_rows: pl.DataFrame, asks: pl.DataFrame) -> pl.DataFrame:
    """A level per recommendation and milestone: the mean over its instruments still open.

    Only asks to do it have one. `n_open` are the instruments counted, `n_done` those fully done;
    `mean` counts fully 1, partially 0.5, not 0; `status` has the thresholds of the IRI.
    """
    firm = asks.filter(pl.col(Col.STRENGTH) == Strength.DO.value).select(*_KEY).unique()
    values = {one.value: number for one, number in _LEVELS.items()}
    counted = (
        outcome_rows.join(firm, on=list(_KEY), how="semi")
        .with_columns(
            pl.col(Col.OUTCOME)
            .cast(pl.String)
            .replace_strict(values, default=None, return_dtype=pl.Float64)
            .alias("value")
        )
        .drop_nulls("value")
    )
    return (
        counted.group_by(Col.RECOMMENDATION_ID, Col.MILESTONE)
        .agg(
            n_open=pl.len(),
            n_done=(pl.col("value") == 1).sum(),
            mean=pl.col("value").mean(),
        )
        .with_columns(status_of_iri(pl.col("mean")).alias(Col.STATUS))
        .sort(Col.RECOMMENDATION_ID, Col.MILESTONE)
    )
