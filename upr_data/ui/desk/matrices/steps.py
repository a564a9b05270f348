"""The five steps of bringing a table of statuses, and the way between them."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from upr_data.language import N_, _
from upr_data.ui.desk import snapshots
from upr_data.ui.desk.matrices import columns, draft, file, origin, publishing, words
from upr_data.ui.desk.matrices.draft import Draft, Step
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

_WISH: Final = "matrix_wish"
_TITLES: Final = {
    Step.FILE: N_("The file and its table"),
    Step.COLUMNS: N_("What the columns are"),
    Step.WORDS: N_("What the words mean"),
    Step.ORIGIN: N_("Whose word, and on which recommendations"),
    Step.PUBLISH: N_("Before and after; publish"),
}
_SHOW: Final[dict[Step, Callable[[View, Draft], Draft]]] = {
    Step.COLUMNS: columns.show,
    Step.WORDS: words.show,
    Step.ORIGIN: origin.show,
    Step.PUBLISH: publishing.show,
}


def show_matrix(view: View) -> None:
    """The step that the draft of this session is at."""
    if not snapshots.may_import():
        st.caption(
            _(
                "Loading files is switched off on this site. Its operator can load tables of "
                "statuses with `python -m upr_data import --matrix`."
            )
        )
        return
    if made := draft.just_published():
        st.success(_("Published as {id}.").format(id=made), icon=":material/check:")
        st.page_link("pages/overview.py", label=_("Show it"), query_params={"snapshot": made})
    held = draft.current()
    step = held.step if held else Step.FILE
    st.markdown(
        _("**Step {n} of {of}: {title}**").format(n=step, of=len(Step), title=_(_TITLES[step]))
    )
    if held is None or held.step is Step.FILE:
        held = file.show(view, held)
    else:
        held = _SHOW[held.step](view, held)
    if held is not None:
        draft.keep(held)
        _show_ways(held)
    wish: int = st.session_state.pop(_WISH, 0)
    if wish and held is not None:
        _go(view, held, wish)


def _go(view: View, held: Draft, wish: int) -> None:
    """To the next step or the one before, when what is between them is done."""
    to = Step(min(max(held.step + wish, Step.FILE), Step.PUBLISH))
    if wish > 0 and held.missing:
        return
    done: Draft | None = held
    if wish > 0 and held.step is Step.COLUMNS:
        done = draft.look_again(held)
    if to is Step.PUBLISH and not held.is_matched:
        done = draft.match(held, view.records.snapshot)
        if done.matched is None:
            return
    if done is None:
        return
    draft.keep(replace(done, step=to, missing=""))
    st.rerun()


def _show_ways(held: Draft) -> None:
    if held.missing:
        st.info(plain(held.missing), icon=":material/pending:")
    with st.container(horizontal=True):
        if held.step > Step.FILE:
            st.button(_("Back"), icon=":material/arrow_back:", on_click=_wish, args=(-1,))
        if held.step < Step.PUBLISH:
            st.button(
                _("Next"), type="primary", icon=":material/arrow_forward:", on_click=_wish,
                args=(1,), disabled=bool(held.missing),
            )  # fmt: skip
        if held.step > Step.FILE:
            st.download_button(
                _("Keep the plan (JSON)"),
                data=json.dumps(held.plan.to_dict(), ensure_ascii=False, indent=1),
                file_name=f"plan-{draft.safe_name(held.name)}.json",
                mime="application/json",
                key="plan_json",
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
            )
            st.button(_("Start anew"), type="tertiary", on_click=draft.forget)


def _wish(way: int) -> None:
    """Remember the wish: what the widgets of this step say is read first."""
    st.session_state[_WISH] = way
