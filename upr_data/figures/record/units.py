"""What the record counts: asks to join, as rows and as State × review × instrument.

Everything here is a fact: asks of every strength, and what the register says. Nothing enters the
IRI, coverage or triggered action.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from upr_data.domain.instruments import CORE, DEATH_PENALTY, INSTRUMENTS
from upr_data.domain.milestones import REVIEWED_ON, review_days
from upr_data.domain.standings import IS_COVERED, WAS_PARTY, standings
from upr_data.figures.ratio import Numbers
from upr_data.figures.record.scope import EVERY, Scope, in_scope, register_of, scope_of
from upr_data.figures.records import Records
from upr_data.figures.reviews import of_reviews
from upr_data.figures.selected import choice_of, selected_rows
from upr_data.model import AskAct, Asked, Col, Kind, Response, Table
from upr_data.selection.filters import Filters

UNIT: Final = (Col.STATE_UNDER_REVIEW, Col.SESSION, Col.INSTRUMENT)
"""State × review × instrument. One accession can answer many rows; it is one unit."""

ASKED: Final = "asked"
IS_OPEN: Final = "is_open"


def positions(records: Records) -> pl.DataFrame:
    """Every review of the snapshot × every instrument asked for or registered, with its standing.

    Columns: the unit, `cycle`, the days of the review, and those of `domain.standings`.
    """

    def make() -> pl.DataFrame:
        reviews = _reviews(records)
        registered = register_of(records).registers[Col.INSTRUMENT]
        asked = _asks(records).collect()[Col.INSTRUMENT]
        codes = pl.concat([registered, asked]).unique().sort()
        units = reviews.join(
            codes.filter(codes != DEATH_PENALTY).to_frame(Col.INSTRUMENT), how="cross"
        )
        stand = standings(
            units.rename({Col.STATE_UNDER_REVIEW: Col.STATE}), register_of(records)
        ).rename({Col.STATE: Col.STATE_UNDER_REVIEW})
        return stand.with_columns((pl.col(IS_COVERED) & ~pl.col(WAS_PARTY)).alias(IS_OPEN))

    made: pl.DataFrame = records.lasting.recall(("record", "positions"), make)
    return made


def ask_rows(records: Records) -> pl.DataFrame:
    """Rows × instruments: each joining ask with who asked, the answer, and the unit's standing.

    A voluntary pledge is nobody's ask.
    """

    def make() -> pl.DataFrame:
        rows = records.rows.filter(pl.col(Col.KIND) != Kind.VOLUNTARY_PLEDGE.value).select(
            Col.ROW_INDEX,
            Col.RECOMMENDATION_INDEX,
            pl.col(*_NAMES).cast(pl.String),
            Col.SESSION,
        )
        asked = rows.join(_asks(records), on=Col.RECOMMENDATION_INDEX, maintain_order="left")
        joined = asked.collect().join(
            positions(records), on=list(UNIT), how="left", maintain_order="left"
        )
        return joined.with_columns(pl.col(IS_OPEN, WAS_PARTY).fill_null(value=False))

    made: pl.DataFrame = records.lasting.recall(("record", "rows"), make)
    return made


_NAMES: Final = (Col.STATE_UNDER_REVIEW, Col.RECOMMENDING_STATE, Col.RESPONSE)


def chosen_rows(records: Records, filters: Filters, scope: Scope = EVERY) -> pl.DataFrame:
    """The asks of a selection, within a scope, in file order; remembered for one page."""
    key = ("record", "asks", choice_of(filters), scope_of(filters, scope))
    found: pl.DataFrame = records.memo.recall(
        key, lambda: ask_rows(records)[_places(records, filters, scope)]
    )
    return found


def _places(records: Records, filters: Filters, scope: Scope) -> Numbers:
    """Where the asks of a selection, within a scope, stand among all."""
    scope, choice = scope_of(filters, scope), choice_of(filters)

    def find() -> Numbers:
        is_selected = np.zeros(records.manifest.n_rows, bool)
        is_selected[selected_rows(records, choice)] = True
        rows = ask_rows(records)[Col.ROW_INDEX].to_numpy()
        return np.flatnonzero(is_selected[rows] & _is_in_scope(records, scope))

    places: Numbers = records.memo.recall(("record", "places", choice, scope), find)
    return places


def _is_in_scope(records: Records, scope: Scope) -> Numbers:
    """Of each ask, whether a scope has it."""

    def find() -> Numbers:
        of_scope = pl.col(Col.INSTRUMENT).is_in(in_scope(records, scope))
        if scope.strengths:
            of_scope &= pl.col(Col.STRENGTH).is_in([str(one) for one in scope.strengths])
        return ask_rows(records).select(of_scope).to_series().fill_null(value=False).to_numpy()

    kept = records.memo if scope.instruments else records.lasting
    is_in: Numbers = kept.recall(("record", "in scope", scope), find)
    return is_in


def asked_units(records: Records, filters: Filters, scope: Scope = EVERY) -> pl.DataFrame:
    """State × review × instrument of the asks of a selection: each once, with how it was `asked`.

    Supported, noted, or both of them; null where no ask has been answered. Partially supported
    counts as noted, as UPR Info has it. The rest is of the first ask.
    """
    key = ("record", "units", choice_of(filters), scope_of(filters, scope))
    found: pl.DataFrame = records.memo.recall(
        key, lambda: _units_at(records, _places(records, filters, scope))
    )
    return found


def _units_at(records: Records, places: Numbers) -> pl.DataFrame:
    """The units of some asks, in the order of their first."""
    asks, numbered = ask_rows(records), _numbered(records)
    unit = numbered.unit[places]
    first = np.full(numbered.n_units, -1)
    first[unit[::-1]] = places[::-1]
    shown = np.sort(first[first >= 0])
    answers = np.zeros(numbered.n_units, np.uint8)
    np.bitwise_or.at(answers, unit, numbered.answer[places])
    asked = [_ASKED[one] for one in answers[numbered.unit[shown]].tolist()]
    kept = [name for name in asks.columns if name != Col.RECOMMENDING_STATE]
    return asks[shown, kept].hstack([pl.Series(ASKED, asked, pl.String)])


_SUPPORTED, _NOTED = 1, 2
_ANSWERS: Final = {
    Response.SUPPORTED.value: _SUPPORTED,
    Response.NOTED.value: _NOTED,
    Response.PARTIALLY_SUPPORTED.value: _NOTED,
}
_ASKED: Final = (None, Asked.SUPPORTED.value, Asked.NOTED.value, Asked.BOTH.value)
"""How a unit was asked, by the answers that its asks had, as bits."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Of each ask the number of its unit, and its answer, as bits."""

    n_units: int
    unit: Numbers
    answer: Numbers


def _numbered(records: Records) -> _Numbered:
    def number() -> _Numbered:
        asks = ask_rows(records)
        unit = asks.select(pl.struct(UNIT).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()
        answer = asks[Col.RESPONSE].replace_strict(_ANSWERS, default=0, return_dtype=pl.UInt8)
        return _Numbered(int(unit.max(initial=-1)) + 1, unit, answer.to_numpy())

    numbered: _Numbered = records.lasting.recall(("record", "numbered"), number)
    return numbered


def not_asked_units(records: Records, filters: Filters, scope: Scope = EVERY) -> pl.DataFrame:
    """State × review × instrument open at the reviews of a selection that nobody asked for.

    Nobody: in the whole snapshot, at whatever strength. Of the instruments chosen; where none are,
    of the eighteen of human rights. Only such as had been adopted by then.
    """
    codes, about = scope_of(filters, scope).instruments or tuple(CORE), of_reviews(filters)

    def find() -> pl.DataFrame:
        chosen = _reviews_held(records).filter(about.expression())
        reviews = chosen.select(pl.col(Col.STATE_UNDER_REVIEW).cast(pl.String), Col.SESSION)
        never = _never_asked(records, codes).lazy()
        held = never.join(reviews, on=list(UNIT[:2]), how="semi", maintain_order="left")
        return held.collect()

    found: pl.DataFrame = records.memo.recall(("record", "not asked", about, codes), find)
    return found


def _never_asked(records: Records, codes: tuple[str, ...]) -> pl.DataFrame:
    """Open at any review of the snapshot, adopted by then, and asked for by nobody."""

    def find() -> pl.DataFrame:
        adopted = {code: INSTRUMENTS[code].adopted for code in codes if code in INSTRUMENTS}
        was_adopted = pl.col(Col.INSTRUMENT).replace_strict(
            adopted, default=None, return_dtype=pl.Date
        ) <= pl.col(REVIEWED_ON)
        return (
            positions(records)
            .filter(pl.col(IS_OPEN) & pl.col(Col.INSTRUMENT).is_in(list(codes)) & was_adopted)
            .join(ask_rows(records), on=list(UNIT), how="anti", maintain_order="left")
            .with_columns(pl.lit(Asked.NOT_ASKED.value).alias(ASKED))
        )

    kept = records.lasting if codes == tuple(CORE) else records.memo
    found: pl.DataFrame = kept.recall(("record", "never asked", codes), find)
    return found


def _reviews_held(records: Records) -> pl.LazyFrame:
    """The reviews that the snapshot has recommendations of, with what filters ask of a review.

    By session, as registers count; where a source has one review under two sessions, both.
    """

    def find() -> pl.LazyFrame:
        about = pl.col(Col.SUR_GROUP, Col.SUR_ORGANISATIONS, Col.SUR_ORGANISATION_MASK)
        of_review = (Col.STATE_UNDER_REVIEW, Col.CYCLE, Col.SESSION)
        held = records.rows.filter(pl.col(Col.KIND) == Kind.RECOMMENDATION.value)
        return held.group_by(of_review).agg(about.first()).collect().lazy()

    held: pl.LazyFrame = records.lasting.recall(("record", "reviews"), find)
    return held


def sessions_held(records: Records) -> Mapping[str, frozenset[int]]:
    """Of each State, the sessions of the reviews that the snapshot has recommendations of."""

    def find() -> dict[str, frozenset[int]]:
        held = _reviews_held(records).select(
            pl.col(Col.STATE_UNDER_REVIEW).cast(pl.String), Col.SESSION
        )
        found: dict[str, set[int]] = {}
        for state, session in held.drop_nulls().collect().iter_rows():
            found.setdefault(state, set()).add(session)
        return {state: frozenset(sessions) for state, sessions in found.items()}

    held: dict[str, frozenset[int]] = records.lasting.recall(("record", "sessions"), find)
    return held


def _reviews(records: Records) -> pl.DataFrame:
    """The reviews that the snapshot has recommendations of, with their days."""
    days = review_days(records.table(Table.REVIEWS).collect())
    held = _reviews_held(records).select(
        pl.col(Col.STATE_UNDER_REVIEW).cast(pl.String), Col.SESSION
    )
    return days.join(
        held.drop_nulls().collect(), on=list(UNIT[:2]), how="semi", maintain_order="left"
    )


def _asks(records: Records) -> pl.LazyFrame:
    """Asks to join a named instrument, by recommendation."""
    return (
        records.snapshot.scan(Table.RECORD_ASKS)
        .filter(pl.col(Col.ACT) == AskAct.JOINING.value)
        .drop_nulls(Col.INSTRUMENT)
        .join(records.index, on=Col.RECOMMENDATION_ID)
        .select(
            pl.col(Col.RECOMMENDATION_INDEX),
            Col.INSTRUMENT,
            pl.col(Col.STRENGTH).cast(pl.String),
        )
    )
