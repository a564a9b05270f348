"""What stands out in the selection: plain sentences with n and interval, each with its rows."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from upr_data.charts.words import rounded, share, signed
from upr_data.figures.dimensions import TOPICS, key_label
from upr_data.figures.standouts import ENOUGH, Found, Look, Standout, standouts
from upr_data.language import N_, _, ngettext, number
from upr_data.language.labels import label, with_coded
from upr_data.model import Dimension, Group
from upr_data.ui.blocks.choosers import choose_one
from upr_data.ui.frame.site import ROWS, SitePage
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

OF_STATES: Final = (Look.CHANGE, Look.FARTHEST)
OF_TOPICS: Final = (Look.NOTED, Look.GENERAL)

_WORDS: Final[Mapping[Look, str]] = {
    Look.CHANGE: N_(
        "Largest change between two cycles: {name} supported {rate} in cycle {after} ({own}), "
        "after {other_rate} in cycle {before} ({other}); {difference}."
    ),
    Look.FARTHEST: N_(
        "Farthest from its group: {name} supported {rate} ({own}); the other States of the {group} "
        "{other_rate} ({other}); {difference}."
    ),
    Look.NOTED: N_(
        "Highest share noted: {name}, {rate} ({own}; 95 % interval {low} to {high}); all else "
        "{coded} {other_rate} ({other})."
    ),
    Look.GENERAL: N_(
        "Most general: {name}, {rate} ask for general action ({own}; 95 % interval {low} to "
        "{high}); all else {coded} {other_rate} ({other})."
    ),
}


def show_standouts(
    view: View, page: SitePage, topic: Dimension, looks: Sequence[Look] = tuple(Look)
) -> None:
    """The findings of these looks; or, in words, that nothing stands out."""
    st.header(_("What stands out"), anchor=False)
    body = st.container()
    minimum = int(
        choose_one(
            f"{page.path or 'overview'}.enough",
            _("Minimum number of cases on each side"),
            {str(n): str(n) for n in (10, 30, 50, 100, 200)},
            str(ENOUGH),
        )
    )
    found = standouts(view.records, view.filters, topic, minimum, looks)
    with body:
        for one in found.standouts:
            _show(view, one, topic)
    st.caption(plain(rule(found, minimum, is_empty=not found.standouts)))


def _show(view: View, one: Standout, topic: Dimension) -> None:
    said, way = st.columns((8, 1), vertical_alignment="center", gap="small")
    said.markdown(plain(sentence(view, one, topic)))
    way.page_link(ROWS.file, label=_("Its rows"), query_params=view.query(**selection(one, topic)))


def sentence(view: View, one: Standout, topic: Dimension) -> str:
    """One finding in words: shares with their counts, and how surely."""
    dimension = Dimension.STATE_UNDER_REVIEW if one.look in OF_STATES else topic
    low, high = one.interval
    before, after = one.cycles or (0, 0)
    return _(_WORDS[one.look]).format(
        name=key_label(dimension, one.key, view.records),
        rate=share(one.rate),
        own=_counts(one.own),
        other_rate=share(one.other_rate),
        other=_counts(one.other),
        low=share(low),
        high=share(high),
        difference=_points(one),
        before=before,
        after=after,
        group=label(Group(one.group)) if one.group else "",
        coded=with_coded(topic),
    )


def selection(one: Standout, topic: Dimension) -> dict[str, Any]:
    """The fields of the selection that choose the rows of a finding."""
    match one.look:
        case Look.CHANGE:
            return {"states_under_review": (one.key,), "cycles": one.cycles or ()}
        case Look.FARTHEST:
            return {"states_under_review": (one.key,)}
    return {TOPICS[topic]: (one.key,)}


def rule(found: Found, minimum: int, *, is_empty: bool) -> str:
    """Among how many comparisons these were found, and what guards them."""
    if not found.n_looks:
        return _(
            "Nothing to compare: no two sides with at least {minimum} cases, apart from what the "
            "filter itself fixes."
        ).format(minimum=number(minimum))
    first = (
        _("Nothing here is beyond chance, of what was compared.")
        if is_empty
        else _("Associations, not causes.")
    )
    looked = ngettext(
        "Looked at: {n} comparison with at least {minimum} cases on each side.",
        "Looked at: {n} comparisons with at least {minimum} cases on each side.",
        found.n_looks,
    ).format(n=number(found.n_looks), minimum=number(minimum))
    guard = _(
        "Said are differences that hold after Benjamini–Hochberg at 5 %: one in twenty of them may "
        "be chance. Rows count as independent, which those of one review are not quite."
    )
    return f"{first} {looked} {guard}"


def _counts(one: tuple[int, int]) -> str:
    return _("{n} of {of}").format(n=number(one[0]), of=number(one[1]))


def _points(one: Standout) -> str:
    """The difference in percentage points with its interval: "+24 points (+18 to +30)"."""
    low, high = one.difference
    return _("{points} points, 95 % interval {low} to {high}").format(
        points=signed(rounded((one.rate - one.other_rate) * 100)),
        low=signed(rounded(low * 100)),
        high=signed(rounded(high * 100)),
    )
