"""Published figures beside what this data edition gives for the same scope, the difference said."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.domain.published import PublishedFigure
from upr_data.figures.beside import Beside, Reason, all_beside
from upr_data.language import N_, _, number, printed_percent, ranges
from upr_data.language.labels import label
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View
from upr_data.ui.sections import printed

_WORDS: Final[Mapping[Reason, str]] = {
    Reason.SAME: N_("As printed."),
    Reason.NO_SELECTION: N_("Counts no recommendations, or of no scope that is printed."),
    Reason.NOT_RECORDED: N_("Implementation is not recorded by this source."),
    Reason.NOT_HELD: N_("This data edition has nothing of this scope."),
    Reason.PARTLY_HELD: N_("Of the scope, sessions {sessions} are not in this data edition."),
    Reason.SOME_STATES: N_("The study counts {states} States; here are {reviews} reviews."),
    Reason.PLEDGES: N_("The study counts voluntary pledges; this data edition has none."),
    Reason.DENOMINATOR: N_(
        "The study does not print its denominator; {rule} is our reading of its counts."
    ),
    Reason.OWN_CODING: N_("Action categories were coded from the text, not by the source."),
    Reason.RECODED: N_(
        "Sources correct and recode over the years, and studies leave out what they do not say."
    ),
}


def show_beside(view: View) -> None:
    """Printed and here, with counts, page and reason; with invented data there is nothing here."""
    st.header(_("Beside this data edition"), anchor=False)
    if view.is_demonstration:
        st.info(
            _(
                "The data edition shown is invented, so nothing of it is set beside printed "
                "figures. Choose a data edition of real reviews to compare."
            ),
            icon=":material/science:",
        )
        return
    found = [one for one in all_beside(view.records) if one.value is not None]
    st.caption(plain(summary(all_beside(view.records))))
    st.caption(plain(view.source))
    if not found:
        return
    show_frame(
        table(found),
        hide_index=True,
        row_height=_ROW_HEIGHT,
        placeholder="–",
        column_config=_columns(),
        alt=_("Published figures beside those of this data edition"),
    )


def summary(found: tuple[Beside, ...]) -> str:
    """How many of the published figures this edition gives, how many as printed, and why not."""
    here = [one for one in found if one.value is not None]
    same = sum(Reason.SAME in one.reasons for one in here)
    said = _(
        "Of {all} published figures this data edition gives {n} for the same sessions, kind, "
        "milestone and denominator, {same} of them as printed."
    ).format(all=number(len(found)), n=number(len(here)), same=number(same))
    none: dict[Reason, int] = {}
    for one in found:
        if one.value is None:
            none[one.reasons[0]] = none.get(one.reasons[0], 0) + 1
    whys = [
        _("{n} others: {why}").format(n=number(n), why=_(_WORDS[reason]))
        for reason, n in none.items()
    ]
    return " ".join([said, *whys])


def table(found: list[Beside]) -> pl.DataFrame:
    """One line a figure: what it is, as printed, here with its counts, the difference in words."""
    return pl.DataFrame(
        [
            {
                "measure": _(one.figure.measure),
                "member": member(one.figure),
                "printed": written(one.figure.value, one.figure.unit),
                "page": one.figure.page,
                "here": written(one.value, one.figure.unit),
                "counts": counts(one),
                "why": why(one),
                "scope": printed.scope(one.figure),
                "source": one.figure.source,
            }
            for one in found
        ],
        schema_overrides={"page": pl.Int64},
    )


def member(figure: PublishedFigure) -> str:
    """Of which group a figure is; a number says of what it is the number."""
    is_number = figure.member[:1].isdigit()
    name = printed.member(figure)
    return f"{_(figure.dimension)} {name}" if is_number else name


def written(value: float | None, unit: str) -> str:
    """A figure in the unit of print: 48 %, 47.7 % or 57,686."""
    if value is None:
        return "–"
    if unit == "percent":
        return printed_percent(round(value, 1))
    return number(int(value))


def counts(one: Beside) -> str:
    """The counts of the figure here: 5,429 of 11,427."""
    if one.denominator is None:
        return ""
    return _("{n} of {of}").format(n=number(one.numerator or 0), of=number(one.denominator))


def why(one: Beside) -> str:
    """Why the two differ, in words."""
    rule = one.figure.denominator_rule
    return " ".join(
        _(_WORDS[reason]).format(
            sessions=ranges(list(one.missing)),
            rule=label(rule) if rule else "",
            states=number(one.n_states or 0),
            reviews=number(one.n_reviews),
        )
        for reason in one.reasons
    )


def _columns() -> dict[str, Any]:
    titles = {
        "measure": N_("Measure"),
        "member": N_("Group"),
        "printed": N_("As printed"),
        "here": N_("This data edition"),
        "counts": N_("Counts here"),
        "why": N_("Difference"),
        "scope": N_("Scope"),
        "source": N_("Source"),
    }
    texts: dict[str, Any] = {
        name: st.column_config.TextColumn(
            _(title), pinned=name == "measure", width=_WIDTHS.get(name)
        )
        for name, title in titles.items()
    }
    return texts | {"page": st.column_config.NumberColumn(_("Page"), width=55)}


_ROW_HEIGHT: Final = 96
"""Pixels: room for four lines of words."""

_WIDTHS: Final = {
    "measure": 140, "member": 110, "printed": 80, "here": 120, "counts": 90, "why": 350,
    "scope": 220, "source": 220,
}  # fmt: skip
