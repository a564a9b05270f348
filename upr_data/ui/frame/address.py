"""The address is the only truth: a run reads it, widgets show it, their callbacks write it.

Selections stand in the address under the names of the contract; choices that belong to one page
(what to sort by) under that page's name, a dot, and their own.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from upr_data.selection.filters import OF_TERMS, PARAMETERS, TABLE, Filters
from upr_data.selection.links import Parsed, parse
from upr_data.selection.parameters import WidgetKind
from upr_data.snapshot import Terms

_PREFIX: Final = "filter_"
_LOCAL_DEFAULTS: Final = "local_defaults"
_SEEN: Final = "addresses_seen"
_REMEMBERED: Final = 10
_NOT_FILTERS: Final = ("snapshot", "lang")
_FIELD: Final = {parameter.key: name for name, parameter in TABLE.items()}
_PAGE: Final = ".page"
_LONGEST: Final = 100
"""Characters of a page's own choice; a longer one is nobody's choice."""


def widget_key(parameter: str) -> str:
    """The key of the widget for a link parameter."""
    return _PREFIX + parameter


def asked() -> dict[str, str]:
    """The parameters of the address; what a link says of one several times stands side by side."""
    return {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}


def read() -> Parsed:
    """The selection the address names. Call before any filter widget is drawn: they show it."""
    if _here() != _seen()[-1:]:
        st.session_state[_SEEN] = _here()
    parsed = parse(asked())
    _show(parsed)
    st.session_state[_LOCAL_DEFAULTS] = {}
    return parsed


def narrow(parsed: Parsed, terms: Terms) -> Parsed:
    """The same without terms that the snapshot lacks, once it is known. Before any widget, too."""
    narrowed = parsed.within(terms)
    if narrowed != parsed:
        _show(narrowed, (TABLE[name].name for name in OF_TERMS))
    return narrowed


def _show(parsed: Parsed, names: Iterable[str] = PARAMETERS) -> None:
    """Let the widgets of these parameters say what was read."""
    for name in names:
        parameter = PARAMETERS[name]
        text = parameter.write(getattr(parsed.filters, _FIELD[name]))
        words = text if parameter.is_single else [word for word in text.split(",") if word]
        is_day = parameter.widget is not None and parameter.widget.kind is WidgetKind.DAY
        st.session_state[widget_key(name)] = _as_day(text) if is_day else words


def _as_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def read_local(name: str, default: str, known: list[str] | None = None) -> str:
    """A page's own choice, for the widget whose key is its name; the default if nobody knows it."""
    text = st.query_params.get(name, default)
    is_known = len(text) <= _LONGEST if known is None else text in known
    chosen = text if is_known else default
    st.session_state[_LOCAL_DEFAULTS][name] = default
    st.session_state[name] = chosen
    return chosen


def write() -> None:
    """Put what the widgets say into the address: one entry of the browser's history.

    It is the `on_change` of every widget that the address names: a quick second click arrives
    with the address of before the first, and only the widgets know better. What no widget shows
    at the moment, since its popover is closed, stays as the address has it.

    Two quick steps Back are no choice: the second comes while widgets in the browser still say what
    they said before the first. An address that no widget wrote since the last step is the truth.
    """
    if not _seen() or _here()[0] in _seen():
        go_to(_in_place(_said().to_query() | _said_locally()))


def _in_place(said: dict[str, str]) -> dict[str, str]:
    """Without the page of a list where anything but it and the language was chosen: another list.

    Its name ends in `.page`.
    """
    local = st.session_state[_LOCAL_DEFAULTS]
    usual = {name: text for name, text in asked().items() if local.get(name) not in {None, text}}
    before = parse(asked()).filters.to_query() | usual
    changed = {name for name in said.keys() | before.keys() if said.get(name) != before.get(name)}
    if all(name == "lang" or name.endswith(_PAGE) for name in changed):
        return said
    return {name: text for name, text in said.items() if not name.endswith(_PAGE)}


def _here() -> list[tuple[str, str]]:
    """Where this run is: page and selection."""
    path = urlsplit(st.context.url or "").path
    return [(path, urlencode(sorted(asked().items())))]


def _seen() -> list[tuple[str, str]]:
    """The addresses since the last step through the history or the menu, the latest last."""
    seen: list[tuple[str, str]] = st.session_state.get(_SEEN, [])
    return seen


def _said() -> Filters:
    """The selection as the widgets say it."""
    named = parse(asked()).filters
    text: dict[str, str] = {}
    for key, parameter in PARAMETERS.items():
        usual = parameter.write(getattr(named, _FIELD[key]))
        words = st.session_state.get(widget_key(key), usual)
        if isinstance(words, date):
            words = words.isoformat()
        said = words.strip() if isinstance(words, str) else ",".join(words or ())
        text[parameter.name] = ",".join(part for part in (text.get(parameter.name), said) if part)
    return parse(text).filters


def clear() -> None:
    """Back to everything there is in this snapshot."""
    query = parse(asked()).filters.to_query()
    go_to({name: query[name] for name in _NOT_FILTERS if name in query})


def of_selection() -> dict[str, str]:
    """What a link to another page carries: the address without the choices of this page.

    Words that nobody knows go along, so that the warning is not lost.
    """
    return {name: text for name, text in asked().items() if "." not in name}


def of_language() -> dict[str, str]:
    """What a link to other data carries: the language alone."""
    return {name: text for name, text in of_selection().items() if name == "lang"}


def _said_locally() -> dict[str, str]:
    said = {
        name: str(st.session_state[name])
        for name in st.session_state[_LOCAL_DEFAULTS]
        if st.session_state.get(name) is not None
    }
    return {n: text for n, text in said.items() if text != st.session_state[_LOCAL_DEFAULTS][n]}


def go_to(query: dict[str, str]) -> None:
    """Write the address, unless it says the same already: that would be an entry too many."""
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
        st.session_state[_SEEN] = [*_seen(), *_here()][-_REMEMBERED:]
