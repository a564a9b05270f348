"""The claim checker: a sentence with a number, held against what studies published."""

from typing import Final

import streamlit as st

from upr_data.export.claims import Answer, check
from upr_data.language import _, use_language
from upr_data.model import Verdict
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

_LONGEST: Final = 400
"""Characters of a claim: a sentence or two."""

_SENTENCE: Final = "claim_sentence"
_ICONS: Final = {
    Verdict.AS_PUBLISHED: ":material/task_alt:",
    Verdict.INCOMPLETE: ":material/rule:",
    Verdict.OTHER_DENOMINATOR: ":material/call_split:",
    Verdict.OTHER_SCOPE: ":material/event_busy:",
    Verdict.OTHER_NUMBER: ":material/difference:",
    Verdict.NOT_PLACED: ":material/help:",
}


@st.fragment
def show_checker(view: View) -> None:
    """Paste a sentence; the answer says which published figure it is, and of what.

    Invented data are not set beside a published figure.
    """
    use_language(view.filters.lang)
    st.header(_("Check a claim"), anchor=False)
    sentence = st.text_input(
        _("A sentence with a number, as you read it or mean to write it"),
        key=_SENTENCE,
        max_chars=_LONGEST,
        placeholder=_("48 % of recommendations commented on led to action"),
    )
    if not sentence.strip():
        st.caption(
            _("By rules alone: it finds the published figure, or says that it cannot place it.")
        )
        return
    _show(check(sentence, None if view.is_demonstration else view.records))


def _show(answer: Answer) -> None:
    verdict, *rest = answer.lines()
    is_right = answer.verdict is Verdict.AS_PUBLISHED
    (st.success if is_right else st.info)(plain(verdict), icon=_ICONS[answer.verdict])
    for line in rest:
        st.markdown(plain(line))
    if answer.figure:
        said = _("{source}, p. {page}") if answer.figure.page else "{source}"
        st.caption(plain(said.format(source=answer.figure.source, page=answer.figure.page)))
