"""From review to review: what was raised again, noted then supported, supported then noted."""

from collections import Counter
from typing import Final

import polars as pl
import streamlit as st

from upr_data.domain.issues import ISSUES
from upr_data.figures.continuity import ALIKE, CHANGES, Later, issues_raised_again, later
from upr_data.language import N_, _, number
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig
from upr_data.ui.blocks import page_parts
from upr_data.ui.blocks.choosers import choose_one
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.sections.profile.subject import Person

_NAMES: Final = {
    "raised_again": N_("Raised again"),
    "noted_then_supported": N_("Noted, then supported"),
    "supported_then_noted": N_("Supported, then noted"),
    "not_raised_again": N_("Not raised again"),
}
_MOST: Final = 200


def show_continuity(person: Person) -> None:
    """The reviews of two cycles in a row, recommendation by recommendation."""
    if not person.is_reviewed:
        return
    cycles = [
        key for key in person.own.figures(Dimension.CYCLE)[Fig.KEY].to_list() if key is not None
    ]
    pairs = [cycle for cycle in cycles if cycle + 1 in cycles]
    st.header(_("From one review to the next"), anchor=False)
    if not pairs:
        st.caption(_("This data edition has no two reviews in a row of this State."))
        return
    names = {str(n): _("Cycle {a} to {b}").format(a=n, b=n + 1) for n in pairs}
    cycle = int(choose_one("state.pair", _("Reviews"), names, str(pairs[-1])))
    found = later(person.view.records, person.view.filters, person.subject.code, cycle)
    counts = Counter(one.change for one in found)
    st.caption(
        _(
            "Of {n} different texts of cycle {a}: {again} are raised again in cycle {b} "
            "(likeness of text of {least} or more of 100), {up} of them noted then supported, "
            "{down} supported then noted. Likeness is a help for reading, not a judgement."
        ).format(
            n=number(len(found)),
            a=cycle,
            b=cycle + 1,
            again=number(len(found) - counts["not_raised_again"]),
            least=f"{ALIKE:.0f}",
            up=number(counts["noted_then_supported"]),
            down=number(counts["supported_then_noted"]),
        )
    )
    _show_issues(person, cycle)
    kinds = {code: f"{_(_NAMES[code])} ({number(counts[code])})" for code in CHANGES}
    change = choose_one("state.change", _("Show"), kinds)
    _show_pairs(person, [one for one in found if one.change == change])


def _show_issues(person: Person, cycle: int) -> None:
    """The issues of the earlier review: how many raised each then, and at the next."""
    counts = issues_raised_again(
        person.view.records, person.view.filters, person.subject.code, cycle
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))
    table = pl.DataFrame(
        [(_(ISSUES[code]), then, after) for code, (then, after) in ordered],
        schema={"issue": pl.String, "then": pl.Int64, "after": pl.Int64},
        orient="row",
    )
    again = int((table["after"] > 0).sum())
    with st.expander(
        _("{n} of {of} issues are raised again").format(n=number(again), of=number(table.height))
    ):
        show_frame(
            table,
            hide_index=True,
            alt=_("Issues of two reviews in a row"),
            column_config={
                "issue": _("Issue"),
                "then": st.column_config.NumberColumn(_("Cycle {n}").format(n=cycle)),
                "after": st.column_config.NumberColumn(_("Cycle {n}").format(n=cycle + 1)),
            },
        )


def _show_pairs(person: Person, chosen: list[Later]) -> None:
    if not chosen:
        st.caption(_("None."))
        return
    ordered = sorted(chosen, key=lambda one: -one.score)
    names = person.view.records.state_names
    table = pl.DataFrame(
        {
            "text": [one.text for one in ordered],
            "by": [names.get(one.by or "", _("unknown")) for one in ordered],
            "response": [label(one.response) for one in ordered],
            "again": [one.again_text for one in ordered],
            "again_response": [
                label(one.again_response) if one.again_response else None for one in ordered
            ],
            "score": [one.score or None for one in ordered],
            "issues": [", ".join(_(ISSUES[code]) for code in one.issues) for one in ordered],
        },
        schema_overrides={"again": pl.String, "again_response": pl.String, "score": pl.Float64},
    )
    show_frame(
        table.head(_MOST),
        hide_index=True,
        alt=_("Recommendations of two reviews side by side"),
        column_config={
            "text": st.column_config.TextColumn(_("Recommendation"), width="large"),
            "by": _("Recommending State"),
            "response": _("Response"),
            "again": st.column_config.TextColumn(_("Most alike in the next review"), width="large"),
            "again_response": _("Response then"),
            "score": st.column_config.NumberColumn(_("Likeness"), format="%.0f"),
            "issues": _("Issues"),
        },
    )
    file = f"upr-continuity-{person.subject.code}.csv"
    page_parts.show_csv(lambda: table, file, key="continuity")
