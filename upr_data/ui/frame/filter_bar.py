"""The filter bar: every widget shows the address and writes it."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final

import streamlit as st

from upr_data.domain import calendar
from upr_data.domain.issues import ISSUES
from upr_data.figures.dimensions import VOCABULARIES
from upr_data.language import _
from upr_data.language.labels import category_label, label
from upr_data.model import (
    ActionCategory,
    AssessorType,
    CategoryBasis,
    Denominator,
    Dimension,
    Group,
    IssueMatch,
    Kind,
    Milestone,
    Organisation,
    Response,
    Status,
    Unit,
)
from upr_data.selection.filters import UNKNOWN, Parsed
from upr_data.selection.wording import problem_sentences
from upr_data.ui.frame import address
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

MORE: Final = "more_filters"
_OPEN: Final = {
    "theme": Dimension.THEME,
    "sdg": Dimension.SDG,
    "affected": Dimension.AFFECTED,
}
"""Filters whose words are those that the snapshot has."""


def show_filter_bar(view: View, *, own: Sequence[str]) -> None:
    """The four filters most used, and the others behind a button.

    What a page is about (`own`: the search, the denominator) stands above or on the page itself.
    """
    if "q" in own:
        _search()
    states = dict(sorted(view.records.state_names.items(), key=lambda item: item[1]))
    cycles = {str(n): str(n) for n in sorted({s.cycle for s in calendar.SESSIONS.values()})}
    with st.grid(5, min_column_width=165, vertical_alignment="bottom"):
        _choose_many("sur", label(Dimension.STATE_UNDER_REVIEW), states, _("All States"))
        _choose_many("rs", label(Dimension.RECOMMENDING_STATE), states, _("All States"))
        _choose_many("issue", label(Dimension.ISSUE), ISSUES, _("All issues"))
        _choose_many("cycle", label(Dimension.CYCLE), cycles, _("All cycles"))
        more = st.popover(
            _("More filters"),
            icon=":material/tune:",
            width="stretch",
            key=MORE,
            on_change=address.write,
        )
    if more.open:
        with more:
            if "q" not in own:
                _search()
            _show_more(view, own)


def show_selection(view: View, *, is_filtered: bool) -> None:
    """The selection in words, and the way back to everything."""
    with st.container(horizontal=True, vertical_alignment="center"):
        said = _("**Showing:** {selection}").format(selection=plain(view.sentence))
        st.markdown(said, width="content")
        if is_filtered:
            st.button(
                _("Clear filters"),
                icon=":material/close:",
                type="tertiary",
                on_click=address.clear,
            )
    for note in view.coding_notes:
        st.caption(note)


def show_problems(parsed: Parsed) -> None:
    """A warning for what the link asks that nobody knows; no figures where that leaves nothing."""
    for sentence in problem_sentences(parsed.problems):
        st.warning(plain(sentence), icon=":material/warning:")
    if parsed.is_blocked:
        st.stop()


def _show_more(view: View, own: Sequence[str]) -> None:
    _pills("response", label(Dimension.RESPONSE), _names(Response))
    categories = {str(int(n)): category_label(n) for n in ActionCategory}
    _pills("category", label(Dimension.ACTION_CATEGORY), categories | _unknown(_("Not coded")))
    if view.records.has_own_coding:
        bases = _names(CategoryBasis) | _unknown(_("Not coded"))
        _pills("category_basis", _("Action category"), bases)
    if view.records.has_assessments:
        _show_assessment(own)
    _choose_many("sur_group", label(Dimension.SUR_GROUP), _names(Group), _("All groups"))
    _choose_many("rs_group", label(Dimension.RS_GROUP), _names(Group), _("All groups"))
    _choose_many("sur_org", label(Dimension.SUR_ORG), _names(Organisation), _("All"))
    _choose_many("rs_org", label(Dimension.RS_ORG), _names(Organisation), _("All"))
    for name, dimension in _OPEN.items():
        if named := view.records.terms.get(VOCABULARIES[dimension]):
            _choose_many(name, label(dimension), dict(named) | _unknown(_("None given")), _("All"))
    sessions = {str(n): _("Session {n}").format(n=n) for n in calendar.SESSIONS}
    known = sessions | _unknown(_("Unknown"))
    _choose_many("session", label(Dimension.SESSION), known, _("All sessions"))
    matches = {IssueMatch.ANY.value: _("any of them"), IssueMatch.ALL.value: _("all of them")}
    _one_of("issue_match", _("With several issues chosen, a recommendation must have"), matches)
    _pills("kind", label(Dimension.KIND), _names(Kind))
    _one_of("unit", _("Counted"), _names(Unit))


def _show_assessment(own: Sequence[str]) -> None:
    _pills("status", label(Dimension.STATUS), _names(Status))
    _pills("assessor", label(Dimension.ASSESSOR_TYPE), _names(AssessorType))
    if "milestone" not in own:
        choose_milestone()
    if "of" not in own:
        choose_denominator()


def choose_milestone() -> None:
    """When implementation was assessed."""
    _one_of("milestone", _("Milestone"), _names(Milestone))


def choose_denominator() -> None:
    """Of what triggered action is a share."""
    _one_of("of", _("Triggered action as a share of"), _names(Denominator))


def _search() -> None:
    st.text_input(
        _("Words in the text"),
        key=address.widget_key("q"),
        on_change=address.write,
        icon=":material/search:",
        placeholder=_('All of these words: tortur "death penalty"'),
        help=_(
            "Every word must occur; “tortur” also finds “torture” and “tortured”; words in "
            "double quotes must stand side by side."
        ),
    )


def _choose_many(name: str, title: str, names: Mapping[str, str], everything: str) -> None:
    st.multiselect(
        title,
        _options(name, names),
        format_func=_namer(names),
        placeholder=everything,
        key=address.widget_key(name),
        on_change=address.write,
    )


def _pills(name: str, title: str, names: Mapping[str, str]) -> None:
    st.pills(
        title,
        _options(name, names),
        format_func=_namer(names),
        selection_mode="multi",
        key=address.widget_key(name),
        on_change=address.write,
    )


def _one_of(name: str, title: str, names: Mapping[str, str]) -> None:
    st.segmented_control(
        title,
        list(names),
        format_func=_namer(names),
        required=True,
        key=address.widget_key(name),
        on_change=address.write,
    )


def _options(name: str, names: Mapping[str, str]) -> Sequence[str]:
    """What can be chosen, and whatever the address has chosen that is not offered."""
    chosen = st.session_state[address.widget_key(name)]
    return [*names, *(word for word in chosen if word not in names)]


def _namer(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda word: names.get(word, _("Unknown") if word == UNKNOWN else word)


def _names(closed: type[StrEnum]) -> dict[str, str]:
    return {member.value: label(member) for member in closed}


def _unknown(name: str) -> dict[str, str]:
    return {UNKNOWN: name}
