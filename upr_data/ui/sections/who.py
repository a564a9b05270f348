"""Who recommends what to whom: groups, and inside a cell their States."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import Rate, of_matrix
from upr_data.charts.matrix import Side, group_matrix
from upr_data.charts.state_matrix import state_matrix
from upr_data.figures.fixed import fixes_response
from upr_data.language import N_, _, number
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig, Group
from upr_data.ui.blocks import measures
from upr_data.ui.blocks.choosers import choose_from_list, choose_one
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.site import ROWS, WHO
from upr_data.ui.frame.view import View

_MEASURES: Final = {"made": N_("Number"), "per_review": N_("Per review")}
_MINIMUM: Final = 50
_REVIEWED: Final = tuple(group for group in Group if group is not Group.OBSERVER)
Cells = Mapping[tuple[str | None, str | None], Mapping[str, Any]]


def show_groups(view: View) -> None:
    """Rows ask, columns are reviewed; both from the most to the least."""
    names = {code: _(name) for code, name in _MEASURES.items()}
    with st.container(horizontal=True):
        per_review = choose_one("who_to_whom.measure", _("Area"), names) == "per_review"
        minimum = measures.choose_minimum(WHO, _MINIMUM, N_("answers"))
    above = st.container()
    cells = _cells(view)
    asking = _sides(view, [one.value for one in Group], cells, 0)
    reviewed = _sides(view, [one.value for one in _REVIEWED], cells, 1)
    first = (
        choose_from_list(
            "who_to_whom.asking", _("On a phone: group that asks"), {s.code: s.name for s in asking}
        )
        if asking
        else ""
    )
    ordered = sorted(asking, key=lambda side: side.code != first)
    value = Fig.MADE_PER_REVIEW if per_review else Fig.MADE
    table = pl.DataFrame(
        [(rs, sur, row[value] or 0.0, *accepted(view, row)) for (rs, sur), row in cells.items()],
        schema={
            Plot.FROM_CODE: pl.String,
            Plot.TO_CODE: pl.String,
            Plot.VALUE: pl.Float64,
            Plot.PART: pl.Int64,
            Plot.N: pl.Int64,
        },
        orient="row",
    )
    made = int(cells.get((None, None), {}).get(Fig.MADE, 0))
    caption = view.caption(_finding(view, cells, asking), made, *_notes(view, made, minimum))

    def draw(look: Look) -> Drawn:
        shown = ordered if look.is_phone else asking
        return group_matrix(table, shown, reviewed, caption, look, minimum)

    def target(code: str) -> dict[str, str]:
        rs, _comma, sur = code.partition(",")
        return view.query(rs_groups=_known(rs), sur_groups=_known(sur))

    pairs = {
        f"{rs.code},{sur.code}": _("{rs} to {sur}").format(rs=rs.name, sur=sur.name)
        for rs in asking
        for sur in reviewed
        if (rs.code, sur.code) in cells
    }
    with above:
        show_picture(view, "who_to_whom", draw, Ways(target, pairs, WHO), table)


def show_states(view: View) -> None:
    """State by State, inside the groups that are chosen."""
    pairs = view.figures(Dimension.RECOMMENDING_STATE, Dimension.STATE_UNDER_REVIEW)
    known = pairs.filter(pl.col(Fig.KEY).is_not_null(), pl.col(Fig.KEY_2).is_not_null())
    table = known.select(
        pl.col(Fig.KEY).alias(Plot.FROM_CODE),
        pl.col(Fig.KEY_2).alias(Plot.TO_CODE),
        pl.col(Fig.MADE).alias(Plot.MADE),
        pl.col(Fig.N_SUPPORTED).alias(Plot.PART),
        pl.col(Fig.ACCEPTANCE_DENOMINATOR).alias(Plot.N),
    )
    sides = (_said(view.filters.rs_groups), _said(view.filters.sur_groups))
    title_words = _("{rs} to {sur}, State by State").format(rs=sides[0], sur=sides[1])
    caption = view.caption(title_words, int(table[Plot.MADE].sum()))
    names = view.records.state_names

    def draw(look: Look) -> Drawn:
        return state_matrix(table, names, sides, caption, look)

    def target(code: str) -> dict[str, str]:
        rs, _comma, sur = code.partition(",")
        return view.query(
            recommending_states=_known(rs), states_under_review=_known(sur),
            rs_groups=(), sur_groups=(),
        )  # fmt: skip

    most = table.sort(Plot.MADE, descending=True).head(200)
    ways = {
        f"{rs},{sur}": _("{rs} to {sur}").format(rs=names.get(rs, rs), sur=names.get(sur, sur))
        for rs, sur in most.select(Plot.FROM_CODE, Plot.TO_CODE).iter_rows()
    }
    show_picture(view, "who_to_whom_states", draw, Ways(target, ways, ROWS), table)


def accepted(view: View, row: Mapping[str, Any]) -> tuple[int, int]:
    """Supported, and answered; no share where the filter fixes the response."""
    if fixes_response(view.filters):
        return 0, 0
    return row[Fig.N_SUPPORTED], row[Fig.ACCEPTANCE_DENOMINATOR]


def _finding(view: View, cells: Cells, asking: Sequence[Side]) -> str:
    """What a group met with; nothing of groups where the filter chooses States, or the answer."""
    chosen = view.filters
    if not asking or chosen.states_under_review or chosen.recommending_states:
        return _(WHO.question)
    first = asking[0]
    rates = [
        Rate(label(group), *accepted(view, row))
        for group in _REVIEWED
        if (row := cells.get((first.code, group.value)))
    ]
    return of_matrix(first.name, rates, _(WHO.question))


def _cells(view: View) -> Cells:
    """The figures of each pair of groups, of each group, and of all; by codes, None for all."""
    known = replace(
        view.filters,
        rs_groups=view.filters.rs_groups or tuple(Group),
        sur_groups=view.filters.sur_groups or _REVIEWED,
    )
    of_known = view.of(known)
    found: dict[tuple[str | None, str | None], Mapping[str, Any]] = {}
    for row in of_known.figures(Dimension.RS_GROUP, Dimension.SUR_GROUP).to_dicts():
        found[row[Fig.KEY], row[Fig.KEY_2]] = row
    for row in of_known.figures(Dimension.RS_GROUP).to_dicts():
        found[row[Fig.KEY], None] = row
    for row in of_known.figures(Dimension.SUR_GROUP).to_dicts():
        found[None, row[Fig.KEY]] = row
    found[None, None] = of_known.figures().row(0, named=True)
    return {key: row for key, row in found.items() if row[Fig.MADE]}


def _sides(view: View, groups: Sequence[str], cells: Cells, place: int) -> list[Side]:
    """The groups that ask, or are reviewed, from the most to the least.

    Where the filter chooses States, a side is these of a group, by name, and not the whole group.
    """
    totals = {key[place]: row for key, row in cells.items() if key[1 - place] is None}
    shown = sorted(
        (code for code in groups if code in totals), key=lambda code: -totals[code][Fig.MADE]
    )
    filters = view.filters
    chosen = filters.states_under_review if place else filters.recommending_states
    names = view.records.state_names

    def named(code: str) -> str:
        own = [names.get(one, one) for one in chosen if one and view.records.groups[one] == code]
        return ", ".join(own[:3]) + (" …" if own[3:] else "") if own else label(Group(code))

    return [
        Side(code, named(code), _("{n} in all").format(n=number(totals[code][Fig.MADE])))
        for code in shown
    ]


def _notes(view: View, made: int, minimum: int) -> list[str]:
    left_out = view.made - made
    notes = [_("Rows ask, columns are reviewed. Groups differ in size: see per review.")]
    if fixes_response(view.filters):
        notes.append(_("The filter fixes the response, so no cell is coloured."))
    else:
        said = _("Outlines have fewer than {minimum} answers.")
        notes.append(said.format(minimum=number(minimum)))
    if left_out:
        notes.append(
            _("{n} from or to a State without a regional group, or unknown, are left out.").format(
                n=number(left_out)
            )
        )
    return notes


def _known(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


def _said(groups: tuple[Any, ...]) -> str:
    return ", ".join(label(Group(one)) for one in groups if one) or _("All States")
