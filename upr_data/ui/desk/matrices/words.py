"""Step 3: each word of the level columns once, what it is read as and why; correctable."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from upr_data.ingest.sources.matrices.plan import PlannedWord
from upr_data.ingest.sources.words.levels import Sort
from upr_data.language import _, clauses, number
from upr_data.language.labels import label
from upr_data.model import Level, Nuance
from upr_data.ui.desk.matrices.draft import Draft
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

_ASKED: Final = "asked"
_SILENT: Final = "no_comment"
_LEVELS: Final = (*Level, _SILENT)
_READER: Final = "said by the reader"
_PAGE: Final = 12


def show(_view: View, held: Draft) -> Draft:
    """The words, those to be decided first, a page at a time."""
    words = held.plan.words
    if not words:
        st.caption(_("The table has no words of a level: comments alone are read, as unclear."))
        return replace(held, missing="")
    n_asked = sum(one.sort is Sort.ASK for one in words)
    st.caption(
        _(
            "{n} different words. Correct what is read wrongly. {asked} could mean several things: "
            "left undecided, they are unclear."
        ).format(n=number(len(words)), asked=number(n_asked))
    )
    places = _order(held)
    n_pages = -(-len(places) // _PAGE)
    page = (
        st.pagination(
            n_pages, max_visible_pages=5, key=held.key("words_page"), persist_state="session"
        )
        if n_pages > 1
        else 1
    )
    said = dict(enumerate(words))
    for place in places[(page - 1) * _PAGE : page * _PAGE]:
        said[place] = _show_word(held, place, words[place])
    fills = [one for one in words if one.fill]
    takes_fills = bool(fills) and st.checkbox(
        _("Take colours of cells without a word for these levels"),
        value=held.plan.takes_fills,
        key=held.key("fills"),
        persist_state="session",
    )
    plan = replace(held.plan, words=tuple(said.values()), takes_fills=takes_fills)
    return replace(held, plan=plan, missing="")


def _order(held: Draft) -> list[int]:
    """Those asked first, then unclear ones, then by how often they stand; as first proposed."""
    first: Sequence[PlannedWord] = held.seen_by.words
    rank = {Sort.ASK: 0, Sort.RESPONSE: 1, Sort.UNCLEAR: 1}
    return sorted(range(len(first)), key=lambda n: (rank.get(first[n].sort, 2), -first[n].n, n))


def _show_word(held: Draft, place: int, word: PlannedWord) -> PlannedWord:
    """One word with its level and nuance; the word as the reader says it."""
    shown = _("a {colour} cell without a word").format(colour=word.fill) if word.fill else word.word
    with st.container(border=True), st.grid(3, min_column_width=220, vertical_alignment="bottom"):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{plain(shown)}**")
            times = _("{n} times").format(n=number(word.n)) if word.n > 1 else _("once")
            st.caption(plain(clauses([times, word.why])))
        options = [*_LEVELS, _ASKED] if held.seen_by.words[place].sort is Sort.ASK else [*_LEVELS]
        level = st.selectbox(
            _("Level of “{word}”").format(word=plain(shown)),
            options,
            index=options.index(_level(word)),
            format_func=_level_name,
            key=held.key(f"level_{place}"),
            persist_state="session",
        )
        nuances = [None, *Nuance]
        nuance = st.selectbox(
            _("Nuance"),
            nuances,
            index=nuances.index(word.nuance),
            format_func=lambda one: label(one) if one else _("none"),
            key=held.key(f"nuance_{place}"),
            persist_state="session",
        )
    if (level, nuance) == (_level(word), word.nuance):
        return word
    return _said(word, level, nuance)


def _level(word: PlannedWord) -> str:
    if word.sort is Sort.ASK:
        return _ASKED
    return word.level.value if word.level else _SILENT


def _level_name(code: str) -> str:
    if code == _SILENT:
        return _("no comment: nothing is said")
    if code == _ASKED:
        return _("to be decided; unclear until then")
    return label(Level(code))


def _said(word: PlannedWord, level: str, nuance: Nuance | None) -> PlannedWord:
    """The word with the level that the reader gives it."""
    if level == _ASKED:
        return replace(word, level=Level.UNCLEAR, nuance=nuance, sort=Sort.ASK)
    if level == _SILENT:
        sort, read = Sort.NO_COMMENT, None
    else:
        read = Level(level)
        sort = Sort.UNCLEAR if read is Level.UNCLEAR else Sort.LEVEL
    return replace(word, level=read, nuance=nuance, sort=sort, why=_READER)
