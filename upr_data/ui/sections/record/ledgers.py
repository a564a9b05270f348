"""The ledger of one State: what it was asked to join and did, and what it asked others to join."""

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl
import streamlit as st

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.joined import joined_bars
from upr_data.charts.ledger import ReviewColumn, ledger
from upr_data.domain.calendar import SESSIONS, reviewed_in
from upr_data.domain.standings import JOINED_ON, WAS_PARTY
from upr_data.figures.record.counts import instrument_label, instrument_names
from upr_data.figures.record.ledgers import (
    asked_by_state,
    asks_of_state,
    treaties_of_state,
)
from upr_data.figures.record.scope import Scope, register_until
from upr_data.figures.record.sentences import (
    CAVEATS,
    asked_title,
    own_title,
    register_line,
    standing_words,
)
from upr_data.figures.record.units import IS_OPEN, ask_rows, sessions_held
from upr_data.language import _, day, language, number
from upr_data.model import Col
from upr_data.ui.blocks.choosers import choose_from_list
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.view import View

REVIEWED: Final = "record.reviewed"
RECOMMENDING: Final = "record.recommending"


def show_reviewed(view: View, scope: Scope) -> None:
    """A State's own ledger: asked to join what, by how many, what it said, joined when."""
    names = _states(view, Col.STATE_UNDER_REVIEW)
    if names:
        usual = _usual(names, view.filters.states_under_review)
        state = choose_from_list(REVIEWED, _("A State under review"), names, usual)
        show_own_ledger(view, state, scope)


def show_own_ledger(view: View, state: str, scope: Scope) -> None:
    """The ledger of this State, as on its profile."""
    treaties = treaties_of_state(view.records, state, view.filters, scope)
    of_it = treaties.filter(pl.col(IS_OPEN))
    asks = asks_of_state(view.records, state, view.filters, scope).filter(
        pl.col(Col.INSTRUMENT).is_in(of_it[Col.INSTRUMENT].implode())
    )
    shown = of_it.select(
        pl.col(Col.INSTRUMENT).alias(Plot.CODE),
        instrument_names().alias(Plot.NAME),
        pl.Series(
            Plot.NOTE, [standing_words(row) for row in of_it.iter_rows(named=True)], pl.String
        ),
        pl.col(JOINED_ON).is_not_null().alias(Plot.IS_FINISHED),
    )
    given = asks.select(
        pl.col(Col.INSTRUMENT).alias(Plot.CODE),
        pl.col(Col.SESSION).cast(pl.String).alias(Plot.REVIEW),
        pl.col("part").alias(Plot.PART),
        pl.col("n").alias(Plot.N),
    )
    reviews = _reviews(view, state)
    until = register_until(view.records)
    heading = _("Register, {day}").format(day=day(until)) if until else _("Register")
    unit = _("asks: asking State × review × treaty, each once, n = {n}")
    caption = view.caption_of(
        own_title(view.records, state, of_it, asks),
        (view.sentence, unit.format(n=number(int(asks["n"].sum())))),
        *_own_notes(view, treaties),
    )

    def draw(look: Look) -> Drawn:
        return ledger(shown, given, reviews, heading, caption, look)

    def target(code: str) -> dict[str, str]:
        return view.query(instruments=(code,), states_under_review=(state,))

    ways = Ways(target, dict(shown.select(Plot.CODE, Plot.NAME).iter_rows()))
    show_picture(view, "record_ledger", draw, ways, shown)


def show_recommending(view: View, scope: Scope) -> None:
    """A recommending State's ledger: what it asked others to join, and how soon they did."""
    names = _states(view, Col.RECOMMENDING_STATE)
    if not names:
        return
    usual = _usual(names, view.filters.recommending_states)
    state = choose_from_list(RECOMMENDING, _("A recommending State"), names, usual)
    show_asked_by(view, state, scope)


def show_asked_by(view: View, state: str, scope: Scope) -> None:
    """What became of what this State asked others to join, as on its profile."""
    table = asked_by_state(view.records, state, view.filters, scope)
    shown = table.with_columns(
        pl.col(Col.INSTRUMENT).alias(Plot.CODE), instrument_names().alias(Plot.NAME)
    ).select(
        Plot.CODE, Plot.NAME, Plot.BY_MID_TERM, Plot.BY_NEXT_REVIEW, Plot.LATER, Plot.STILL_OPEN
    )
    until = register_until(view.records)
    register = day(until) if until else ""
    unit = _("State × review × treaty it asked for, open at the review, n = {n}")
    n = int(table["n_open"].sum())
    caption = view.caption_of(
        asked_title(view.records, state, table),
        (view.sentence, unit.format(n=number(n))),
        *(_(one) for one in CAVEATS),
        register_line(view.records),
    )

    def draw(look: Look) -> Drawn:
        return joined_bars(shown, register, caption, look)

    def target(code: str) -> dict[str, str]:
        return view.query(instruments=(code,), recommending_states=(state,))

    ways = Ways(target, dict(shown.select(Plot.CODE, Plot.NAME).iter_rows()))
    show_picture(view, "record_asked_by", draw, ways, shown)


def _states(view: View, column: str) -> dict[str, str]:
    """The States that have asks at all in this edition, by name."""

    def find() -> dict[str, str]:
        codes = ask_rows(view.records)[column].drop_nulls().unique().to_list()
        names = view.records.state_names
        return dict(sorted(((c, names.get(c, c)) for c in codes), key=lambda item: item[1]))

    found: dict[str, str] = view.records.lasting.recall(("asked", column, language()), find)
    return found


def _usual(names: Mapping[str, str], chosen: Sequence[str | None]) -> str:
    """The State that the filters name, if they name one that was asked or asks; else the first."""
    return next((code for code in chosen if code in names), "") if len(chosen) == 1 else ""  # type: ignore[return-value]


def _own_notes(view: View, treaties: pl.DataFrame) -> list[str]:
    notes = [_(one) for one in CAVEATS]
    already = treaties.filter(pl.col(WAS_PARTY))[Col.INSTRUMENT].to_list()
    if already:
        said = _("Party before the review that asked, so a question to the text: {names}.")
        notes.append(said.format(names=", ".join(instrument_label(code) for code in already)))
    return [*notes, register_line(view.records)]


def _reviews(view: View, state: str) -> list[ReviewColumn]:
    """The reviews of a State, those of this edition and those that it does not hold."""
    held = sessions_held(view.records).get(state, frozenset())
    known = sorted(held | {n for n in reviewed_in(state) if n <= max(held, default=0)})
    return [_column(n, is_held=n in held) for n in known]


def _column(session: int, *, is_held: bool) -> ReviewColumn:
    words = _("Session {n}, {year}").format(n=session, year=SESSIONS[session].ends[:4])
    return ReviewColumn(str(session), words, is_held)


def show_caution() -> None:
    """What nobody should make of ledgers."""
    st.caption(_("States are not ranked by these figures: rows differ in what they ask for."))
