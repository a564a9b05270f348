"""What is said of the record in one sentence, and what stands beside its figures, always."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from upr_data.domain.calendar import SESSIONS
from upr_data.domain.instruments import CORE
from upr_data.domain.standings import IS_COVERED, JOINED_ON
from upr_data.figures.record.counts import record_figures
from upr_data.figures.record.ledgers import (
    FIRST_SIGNED_ON,
    YEARS_AFTER,
    asked_by_state,
    asks_of_state,
    treaties_of_state,
)
from upr_data.figures.record.scope import register_of, register_until
from upr_data.figures.record.units import IS_OPEN, chosen_rows
from upr_data.figures.records import Records
from upr_data.figures.selected import selected_rows
from upr_data.language import N_, _, day, language, ngettext, number, ranges
from upr_data.model import Asked, Col, RecordDimension, RecordFig
from upr_data.selection.filters import Filters

CAVEATS: Final = (
    N_("After the review, not because of it: nothing here shows that asking causes joining."),
    N_("Joined, not complied with."),
    N_("Noted is not a refusal to join."),
)
"""Said wherever a figure of the record stands."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Treaties joined by the next review: asked for, and not asked for; each with its base."""

    asked: int
    joined: int
    not_asked: int
    joined_unasked: int


def joined(records: Records, filters: Filters) -> Joined:
    """Treaties joined after being asked: what a public register says, without anybody's word.

    Of the treaties that a State was asked to join at a review and to which it was no party then,
    each State × review × treaty counted once, how many it had joined by its next review. The
    denominator leaves out those whose next review the register does not cover. Beside it stands the
    same of treaties that nobody asked the State to join. After the review, not because of it;
    joined, not complied with.
    """
    by = record_figures(records, filters, RecordDimension.ASKED)
    found = {True: (0, 0), False: (0, 0)}
    for row in by.iter_rows(named=True):
        is_asked = row[RecordFig.KEY] != Asked.NOT_ASKED.value
        n, so_far = found[is_asked]
        watched = row[RecordFig.N_OPEN] - row[RecordFig.N_NOT_COVERED_NEXT_REVIEW]
        found[is_asked] = n + watched, so_far + row[RecordFig.N_JOINED_NEXT_REVIEW]
    return Joined(*found[True], *found[False])


def record_line(records: Records, filters: Filters) -> str | None:
    """What is known of asks without asking anyone, by `joined`; None where nothing was open.

    Where the source does not record implementation, that is said before it.
    """
    known = joined(records, filters)
    if not known.asked:
        return None
    said = _(
        "Of {n} asks to join a treaty still open, {x} had been answered by joining at the next "
        "review (not asked: {y} of {m})."
    ).format(
        n=number(known.asked),
        x=number(known.joined),
        y=number(known.joined_unasked),
        m=number(known.not_asked),
    )
    if records.has_assessments:
        return said
    return " ".join([_("Implementation is not recorded by this source."), said])


def register_line(records: Records) -> str:
    """Where the register is from, and to what day it goes; in every picture and file."""

    def say() -> str:
        until = register_until(records)
        held = register_of(records).registers.filter(pl.col(Col.INSTRUMENT).is_in(CORE))
        if until is None:
            return _("This data edition holds no register.")
        sources = ", ".join(_(one) for one in held[Col.BASIS].drop_nulls().unique().sort())
        return _("Register: {sources}; complete to {day}.").format(sources=sources, day=day(until))

    said: str = records.lasting.recall(("record", "register line", language()), say)
    return said


def coverage_line(records: Records, filters: Filters) -> str:
    """How much of a selection the register can answer at all, and to what day it goes."""
    rows = chosen_rows(records, filters)
    covered = rows.filter(IS_COVERED)[Col.ROW_INDEX].n_unique()
    made = len(selected_rows(records, filters))
    until = register_until(records)
    share = _("{covered} of {made} rows ask to join a treaty whose register is at hand").format(
        covered=number(covered), made=number(made)
    )
    if until is None:
        return share + "."
    return _("{share}; register of {day}.").format(share=share, day=day(until))


def state_line(records: Records, state: str, filters: Filters) -> str | None:
    """Of the treaties a State was asked to join and were open, how many it had joined."""
    asks = asks_of_state(records, state, filters)
    treaties = treaties_of_state(records, state, filters).filter(pl.col(IS_OPEN))
    until = register_until(records)
    if treaties.is_empty() or until is None:
        return None
    years = ranges(sorted({int(SESSIONS[n].ends[:4]) for n in asks[Col.SESSION].drop_nulls()}))
    said = _(
        "By the public record, of {i} treaties it was asked to join in {years}, it had joined {j} "
        "by {day}."
    )
    joined = treaties.filter(pl.col(JOINED_ON).is_not_null()).height
    return said.format(i=number(treaties.height), years=years, j=number(joined), day=day(until))


def asking_line(records: Records, state: str, filters: Filters) -> str | None:
    """Of the open treaties a State asked others to join, how many were joined, and by when."""
    table = asked_by_state(records, state, filters)
    until = register_until(records)
    n = int(table["n_open"].sum())
    if not n or until is None:
        return None
    soon = int(table["by_mid_term"].sum()) + int(table["by_next_review"].sum())
    said = ngettext(
        "Of {u} open treaty it asked States to join (State × review × treaty), {x} were joined "
        "by the next review and {y} by {day}.",
        "Of {u} open treaties it asked States to join (State × review × treaty), {x} were joined "
        "by the next review and {y} by {day}.",
        n,
    )
    ever = soon + int(table["later"].sum())
    return said.format(u=number(n), x=number(soon), y=number(ever), day=day(until))


def own_title(records: Records, state: str, treaties: pl.DataFrame, asks: pl.DataFrame) -> str:
    """Asked how often to join how many treaties, what it supported, what it joined."""
    n = int(asks["n"].sum())
    name = records.state_names.get(state, state)
    until = register_until(records)
    if not n or until is None:
        return _("What was {State} asked to join, and what did it join?").format(State=name)
    joined = treaties.filter(pl.col(JOINED_ON).is_not_null()).height
    said = _(
        "Asked {times} to join {treaties}, {State} supported {s} of the asks; by {day} it had "
        "joined {j}, and {o} were still open"
    )
    return said.format(
        times=ngettext("once", "{n} times", n).format(n=number(n)),
        treaties=ngettext("{n} treaty", "{n} treaties", treaties.height).format(
            n=number(treaties.height)
        ),
        State=name,
        s=number(int(asks["part"].sum())),
        day=day(until),
        j=number(joined),
        o=number(treaties.height - joined),
    )


def asked_title(records: Records, state: str, table: pl.DataFrame) -> str:
    """How many of the open treaties that a State asked others to join were joined, and when."""
    name = records.state_names.get(state, state)
    n = int(table["n_open"].sum())
    if not n:
        return _("What did {State} ask others to join?").format(State=name)
    soon = int(table["by_mid_term"].sum()) + int(table["by_next_review"].sum())
    said = ngettext(
        "Of {n} open treaty that {State} asked others to join, {x} were joined by the next "
        "review and {y} to date",
        "Of {n} open treaties that {State} asked others to join, {x} were joined by the next "
        "review and {y} to date",
        n,
    )
    ever = soon + int(table["later"].sum())
    return said.format(n=number(n), State=name, x=number(soon), y=number(ever))


def standing_words(row: Mapping[str, Any]) -> str:
    """The register in words: when it joined, or that it is open, and since when it had signed."""
    if row[JOINED_ON] is not None:
        years = number(round(row[YEARS_AFTER], 1))
        said = _("Joined {day} · {years} years after the review")
        return said.format(day=day(row[JOINED_ON]), years=years)
    if row[FIRST_SIGNED_ON] is not None:
        return _("Open · signed {year}").format(year=row[FIRST_SIGNED_ON].year)
    return _("Open")
