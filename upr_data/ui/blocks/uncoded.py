"""What cannot be found by issue, theme, SDG or affected persons, for none is coded there."""

from typing import Final

import streamlit as st

from upr_data.domain.issues import ISSUES
from upr_data.figures.coded import Uncoded, uncoded, with_words
from upr_data.figures.dimensions import TOPICS, chosen_terms, key_label
from upr_data.language import N_, _, clauses, in_sentence, ngettext, number
from upr_data.language.labels import with_coded
from upr_data.model import Dimension
from upr_data.ui.frame.site import ROWS
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View
from upr_data.ui.frame.ways import show_way

_NOT_CODED: Final = {
    Dimension.ISSUE: N_("Issues are not coded for these rows: {n}."),
    Dimension.THEME: N_("Themes are not coded for these rows: {n}."),
    Dimension.SDG: N_("Goals are not coded for these rows: {n}."),
    Dimension.AFFECTED: N_("Affected persons are not coded for these rows: {n}."),
}


def all_uncoded(view: View) -> list[Uncoded]:
    """Of each vocabulary that the selection asks for terms of, what has none coded."""
    found = (uncoded(view.records, view.filters, one) for one in TOPICS)
    return [one for one in found if one]


def sentence(found: Uncoded) -> str:
    """How many rows have any term coded, and in which cycles none has."""
    if found.n == found.of:
        return _(_NOT_CODED[found.topic]).format(n=number(found.n))
    counts = {"n": number(found.of - found.n), "of": number(found.of)}
    if not found.cycles:
        said = _("Rows {coded}: {n} of {of}.")
        return said.format(coded=with_coded(found.topic), **counts)
    cycles = clauses([in_sentence(_("Cycle {n}").format(n=one)) for one in found.cycles])
    said = _("Rows {coded}: {n} of {of}; none: {cycles}.")
    return said.format(coded=with_coded(found.topic), cycles=cycles, **counts)


def show_texts(view: View, found: Uncoded) -> None:
    """How many of these texts contain the words of the terms asked for, and the way to them."""
    for term in chosen_terms(view.filters, found.topic):
        # the texts are in the language of their source: an issue is looked for by its English name
        words = (
            ISSUES[term]
            if found.topic is Dimension.ISSUE
            else key_label(found.topic, term, view.records)
        )
        texts = view.of(with_words(found, words))
        if not texts.made:
            continue
        said = ngettext(
            "Of the texts without one, {n} contains the words “{words}”.",
            "Of the texts without one, {n} contain the words “{words}”.",
            texts.made,
        )
        st.caption(plain(said.format(n=number(texts.made), words=words)))
        label = _("Search these texts for “{words}”").format(words=words)
        show_way(view.path, ROWS, plain(label), texts.query(), f"texts_{found.topic}_{term}")
