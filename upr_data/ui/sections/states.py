"""States at one look: how each answered, who was asked most and who asks most, per review."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import Rate, of_ranking, of_tiles
from upr_data.charts.ranking import Average, dot_ranking
from upr_data.charts.tiles import tiles
from upr_data.domain.folding import alphabetical
from upr_data.figures.fixed import fixes_response
from upr_data.language import N_, _, ngettext, number
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig, Group, Role
from upr_data.selection import counted
from upr_data.ui.blocks.choosers import choose_one
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.site import STATE, STATES
from upr_data.ui.frame.view import View

ENOUGH: Final = 50
"""Answers that a State needs to be coloured and ranked, unless the reader says otherwise."""

DIMENSION: Final = {
    Role.REVIEWED: Dimension.STATE_UNDER_REVIEW,
    Role.RECOMMENDING: Dimension.RECOMMENDING_STATE,
}
_FIELD: Final = {
    Role.REVIEWED: "states_under_review",
    Role.RECOMMENDING: "recommending_states",
}
_GROUPS: Final = tuple(group for group in Group if group is not Group.OBSERVER)
_ORDERS: Final = {"value": N_("By value"), "name": N_("Alphabetical")}
_AVERAGE: Final = N_("average {value}")


def show_tiles(view: View, table: pl.DataFrame, minimum: int, order: str) -> None:
    """Every State of the same size, by group, coloured by the share supported.

    Where the filter chooses one State, the others of its groups stay beside it, faded; where it
    fixes the response there is no share to colour by.
    """
    if fixes_response(view.filters):
        said = _("The filter fixes the response, so there are no shares to compare.")
        if counted.counted(view.filters) is counted.Counted.PLEDGES:
            said = _("Nobody answers voluntary pledges, so there are no shares to compare.")
        st.caption(said)
        return
    chosen = the_one(view)
    view, table = beside_others(view, table)
    states = with_groups(view, table)
    caption = view.caption(
        _tiles_title(view, states, minimum),
        view.made,
        _("Every State has the same size; inside a group from most to least supported."),
    )
    names = [label(group) for group in _GROUPS]

    def draw(look: Look) -> Drawn:
        return tiles(
            states,
            names,
            caption,
            look,
            minimum,
            chosen,
            by_name=order == "name",
        )

    show_picture(view, "states_tiles", draw, to_profiles(view, table), states)


def show_ranking(view: View, table: pl.DataFrame, minimum: int) -> None:
    """Who has most, per review, and who least; all the others as ticks."""
    only = the_one(view)
    view, table = beside_others(view, table)
    enough = Fig.MADE if fixes_response(view.filters) else Fig.ACCEPTANCE_DENOMINATOR
    known = table.filter(pl.col(Fig.KEY).is_not_null(), pl.col(Fig.N_REVIEWS) > 0)
    ranked = known.filter(pl.col(enough) >= minimum)
    left_out = known.height - ranked.height
    shown = ranked.select(
        pl.col(Fig.KEY).alias(Plot.CODE),
        pl.col(Fig.LABEL).alias(Plot.NAME),
        pl.col(Fig.MADE_PER_REVIEW).alias(Plot.VALUE),
        pl.col(Fig.N_REVIEWS).alias(Plot.REVIEWS),
    ).sort(Plot.VALUE, Plot.NAME, descending=[True, False])
    per = _("{what} per review; at the right, the number of reviews.")
    notes = [per.format(what=counted.heading(view.filters))]
    if left_out:
        notes.append(_left_out(view, enough, left_out, minimum))
    average = Average(_average(view, shown), _(_AVERAGE))
    caption = view.caption(_ranking_title(view, shown, average.value), view.made, *notes)

    def draw(look: Look) -> Drawn:
        return dot_ranking(shown, average, caption, look, only)

    show_picture(view, "states_ranking", draw, to_profiles(view, table), shown)


def _left_out(view: View, enough: Fig, n: int, minimum: int) -> str:
    said = (
        ngettext(
            "{n} State with fewer than {minimum} {what} is in the table only.",
            "{n} States with fewer than {minimum} {what} are in the table only.",
            n,
        )
        if enough is Fig.MADE
        else ngettext(
            "{n} State with fewer than {minimum} answers is in the table only.",
            "{n} States with fewer than {minimum} answers are in the table only.",
            n,
        )
    )
    what = counted.name(view.filters)
    return said.format(n=number(n), minimum=number(minimum), what=what)


def the_one(view: View) -> str:
    """The one State that the filter chooses in the role of this page; "" where it has several."""
    chosen = getattr(view.filters, _FIELD[view.filters.role])
    return str(chosen[0]) if len(chosen) == 1 and chosen[0] else ""


def beside_others(view: View, table: pl.DataFrame) -> tuple[View, pl.DataFrame]:
    """The selection with all the other States where it has one alone: a group is not one State."""
    if not the_one(view):
        return view, table
    whole = view.changed(**{_FIELD[view.filters.role]: ()})
    return whole, whole.figures(DIMENSION[view.filters.role])


def choose_minimum() -> int:
    """How many answers a State needs to be coloured and ranked."""
    choices = {str(n): str(n) for n in (10, 30, 50, 100, 200)}
    title = _("Minimum number of answers")
    return int(choose_one("states.minimum", title, choices, str(ENOUGH)))


def choose_order() -> str:
    """In which order the tiles of a group stand."""
    return choose_one("states.order", _("Order"), {c: _(n) for c, n in _ORDERS.items()})


def with_groups(view: View, table: pl.DataFrame) -> pl.DataFrame:
    """The States of a table as tiles: those never asked or asking too, each in its group."""
    groups: Mapping[str, str | None] = view.records.groups
    found = {row[0]: row[1:] for row in table.select(
        Fig.KEY, Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR
    ).iter_rows()}  # fmt: skip
    rows: list[dict[str, Any]] = [
        {
            Plot.CODE.value: code,
            Plot.NAME.value: view.records.state_names[code],
            Plot.GROUP.value: label(Group(group)),
            Plot.PART.value: found.get(code, (0, 0))[0],
            Plot.N.value: found.get(code, (0, 0))[1],
        }
        for code, group in groups.items()
        if group in {one.value for one in _GROUPS}
    ]
    return pl.DataFrame(rows)


def to_profiles(view: View, table: pl.DataFrame) -> Ways:
    """From a State's mark to its profile in the role of this page."""
    names = dict(
        table.filter(pl.col(Fig.KEY).is_not_null())
        .sort(alphabetical(Fig.LABEL))
        .select(Fig.KEY, Fig.LABEL)
        .iter_rows()
    )
    return Ways(
        lambda code: view.query(profile=code, states_under_review=(), recommending_states=()),
        names,
        STATE,
    )


def _tiles_title(view: View, states: pl.DataFrame, minimum: int) -> str:
    if view.filters.role is Role.RECOMMENDING:
        return _(STATES.question)
    ranked = states.filter(pl.col(Plot.N) >= max(minimum, 1))
    rates = ranked.select(Plot.NAME, Plot.PART, Plot.N).iter_rows()
    return of_tiles([Rate(*row) for row in rates], _(STATES.question))


def _ranking_title(view: View, shown: pl.DataFrame, average: float) -> str:
    if view.filters.role is Role.RECOMMENDING:
        return _("Who recommends most, per State reviewed?")
    if not view.is_of_recommendations:
        return _("{what} per review").format(what=counted.heading(view.filters))
    values = list(shown.select(Plot.NAME, Plot.VALUE).iter_rows())
    return of_ranking(values, average, _("Who was asked most, per review?"))


def _average(view: View, shown: pl.DataFrame) -> float:
    """All made per review; for recommending States, the mean over them."""
    if view.filters.role is Role.REVIEWED:
        return float(view.figures()[Fig.MADE_PER_REVIEW][0] or 0)
    mean = shown[Plot.VALUE].mean()
    return float(mean) if isinstance(mean, float) else 0.0
