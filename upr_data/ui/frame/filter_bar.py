"""The filter bar: every widget shows the address and writes it.

It goes over the table of filters: a new filter has its widget here without a line more.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import streamlit as st

from upr_data.language import _
from upr_data.selection.choices import states
from upr_data.selection.filters import IN_WIDGETS, PARAMETERS
from upr_data.selection.links import problem_sentences
from upr_data.selection.parameters import UNKNOWN, Context, Parameter, Widget, WidgetKind
from upr_data.ui.frame import address
from upr_data.ui.frame.site import SitePage
from upr_data.ui.frame.text import on_button, plain
from upr_data.ui.frame.view import View

MORE: Final = "more_filters"
_FIRST_DAY: Final = date(2008, 1, 1)
_LAST_DAY: Final = date(2100, 1, 1)


def show_filter_bar(view: View, page: SitePage) -> None:
    """The filters most used, and the others behind a button.

    What a page is about stands first, or on the page itself; what means nothing there is left out.
    """
    if "q" in page.own:
        choose("q", view.context)
    named = (*page.in_bar, *(one.name for one in IN_WIDGETS if one.widget and one.widget.is_in_bar))
    in_bar = [name for name in named if name not in page.without]
    with st.grid(len(in_bar) + 1, min_column_width=165, vertical_alignment="bottom"):
        for name in in_bar:
            choose(name, view.context)
        more = st.popover(
            _("More filters"),
            icon=":material/tune:",
            width="stretch",
            key=MORE,
            on_change=address.write,
        )
    if more.open:
        with more:
            for parameter in IN_WIDGETS:
                if parameter.name not in (*in_bar, *page.own, *page.without):
                    choose(parameter.name, view.context)


def show_selection(view: View) -> None:
    """The selection in words, and the way back to everything; nothing where it is blocked."""
    if view.parsed.is_blocked:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        said = _("**Showing:** {selection}").format(selection=plain(view.sentence))
        st.markdown(said, width="content")
        if view.is_filtered:
            st.button(
                _("Clear filters"),
                icon=":material/close:",
                type="tertiary",
                on_click=address.clear,
            )
    for note in view.coding_notes:
        st.caption(note)


def show_problems(view: View) -> None:
    """A warning for what the link asks that nobody knows; no figures where that leaves nothing."""
    for sentence in problem_sentences(view.parsed.problems):
        st.warning(plain(sentence), icon=":material/warning:")
    if view.parsed.is_blocked:
        st.stop()


def choose(name: str, context: Context, *, has_title: bool = True) -> None:
    """The widget of a link parameter, wherever a page wants it; none where nothing is offered.

    One of a few stands without its title where what is beside it says the same.
    """
    if name == "profile":
        choose_state(context)
        return
    parameter = PARAMETERS[name]
    widget = parameter.widget
    if widget is None:
        message = f"{name} has no widget"
        raise ValueError(message)
    if widget.kind is WidgetKind.TEXT:
        _show_text(parameter, widget)
        return
    if widget.kind is WidgetKind.DAY:
        _show_day(parameter, widget)
        return
    offered = widget.choices(context)
    if not offered:
        return
    match widget.kind:
        case WidgetKind.MANY:
            st.multiselect(
                _(widget.title),
                _options(name, offered),
                format_func=_namer(offered),
                placeholder=_(widget.everything),
                select_all=False,
                key=address.widget_key(name),
                on_change=address.write,
            )
        case WidgetKind.PILLS:
            st.pills(
                _(widget.title),
                _options(name, offered),
                format_func=_buttons(offered),
                selection_mode="multi",
                key=address.widget_key(name),
                on_change=address.write,
            )
        case WidgetKind.ONE:
            st.segmented_control(
                _(widget.title),
                list(offered),
                format_func=_buttons(offered),
                required=True,
                label_visibility="visible" if has_title else "collapsed",
                key=address.widget_key(name),
                on_change=address.write,
            )


def choose_state(context: Context) -> None:
    """The State that a page is about: one of those of the edition, or none yet."""
    offered = states(context)
    st.selectbox(
        _("State"),
        ["", *offered],
        format_func=lambda code: offered.get(code, _("Choose a State")),
        key=address.widget_key("profile"),
        on_change=address.write,
    )


def _show_text(parameter: Parameter, widget: Widget) -> None:
    st.text_input(
        _(widget.title),
        key=address.widget_key(parameter.name),
        on_change=address.write,
        icon=":material/search:",
        placeholder=_('All of these words: tortur "death penalty"'),
        help=_(
            "Every word must occur; “tortur” also finds “torture” and “tortured”; words in "
            "double quotes must stand side by side."
        ),
    )


def _show_day(parameter: Parameter, widget: Widget) -> None:
    st.date_input(
        _(widget.title),
        None,
        min_value=_FIRST_DAY,
        max_value=_LAST_DAY,
        format="YYYY-MM-DD",
        key=address.widget_key(parameter.name),
        on_change=address.write,
        help=_("Words and registers up to that day alone; what has moved since is said."),
    )


def _options(name: str, names: Mapping[str, str]) -> Sequence[str]:
    """What can be chosen, and whatever the address has chosen that is not offered."""
    chosen = st.session_state[address.widget_key(name)]
    return [*names, *(word for word in chosen if word not in names)]


def _namer(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda word: names.get(word, _("Unknown") if word == UNKNOWN else word)


def _buttons(names: Mapping[str, str]) -> Callable[[str], str]:
    """The labels of buttons."""
    called = _namer(names)
    return lambda word: on_button(called(word))
