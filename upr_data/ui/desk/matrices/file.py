"""Step 1: a file is given, and the table in it is found, or chosen."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from upr_data.language import _, number
from upr_data.ui.desk.matrices import draft
from upr_data.ui.desk.matrices.draft import Draft
from upr_data.ui.desk.matrices.rows import show_rows
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

if TYPE_CHECKING:
    from streamlit.typing import UploadedFile

_TYPES: Final = ["xlsx", "xls", "csv", "docx"]
_MEGABYTES: Final = 50
_WANTED: Final = "matrix_look"


def show(view: View, held: Draft | None) -> Draft | None:
    """Choose a file; see the table found in it."""
    st.caption(
        _(
            "A mid-term report's annex, a national tracker, an NGO's own table: Excel, Word or "
            "CSV, as it is. It is added to the snapshot shown, **{id}**. Nothing is published "
            "before the last step."
        ).format(id=view.records.manifest.id)
    )
    given = st.file_uploader(
        _("The table"), type=_TYPES, max_upload_size=_MEGABYTES, key="matrix_file"
    )
    with st.expander(_("A plan kept from before")):
        kept = st.file_uploader(
            _("The plan (JSON)"), type=["json"], max_upload_size=1, key="matrix_plan"
        )
    st.button(_("Look at it"), icon=":material/visibility:", disabled=given is None, on_click=_want)
    if st.session_state.pop(_WANTED, False) and given is not None:
        held = _looked(view, given, kept)
    if held is not None:
        held = _with_table(held)
        _show_found(held)
    return held


def _want() -> None:
    """Remember the wish: a callback outlives a rerun, what a button returns does not."""
    st.session_state[_WANTED] = True


def _looked(view: View, given: "UploadedFile", kept: "UploadedFile | None") -> Draft | None:
    plan: Mapping[str, Any] | None = None
    if kept is not None:
        plan = _plan(kept.getvalue())
        if plan is None:
            st.error(_("The plan cannot be read: give the JSON file that was kept."))
            return None
    found = draft.look(given.name, given.getvalue(), plan)
    if found is None or plan is not None:
        return found
    return draft.as_before(found, view.records.manifest.notes)


def _plan(content: bytes) -> Mapping[str, Any] | None:
    """The plan in a file: as it was kept, or the whole answer of an import."""
    try:
        given = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if isinstance(given, dict) and isinstance(given.get("plan"), dict):
        given = given["plan"]
    return given if isinstance(given, dict) else None


def _with_table(held: Draft) -> Draft:
    """Another table of the file, where it has several that can be read."""
    tables = {one["name"]: one["n_lines"] for one in held.seen["tables"] if one["is_readable"]} | {
        held.plan.table: held.seen["n_lines"]
    }
    if len(tables) == 1:
        return held
    names = list(tables)
    chosen = st.selectbox(
        _("The table in the file"),
        names,
        index=names.index(held.plan.table),
        format_func=lambda name: _("{table}: {n} rows").format(table=name, n=number(tables[name])),
        key=f"matrix_table_{held.plan.sha256[:12]}",
    )
    if chosen == held.plan.table:
        return held
    return draft.look(held.name, held.data, table=str(chosen)) or held


def _show_found(held: Draft) -> None:
    said = _("Found in {file}: the table “{table}” with {n} rows.").format(
        file=held.name, table=held.plan.table, n=number(held.seen["n_lines"])
    )
    st.success(plain(said), icon=":material/table:")
    if before := dict(held.plan.why).get("plan"):
        st.info(plain(_("It is read as {file} was read before.").format(file=before)))
    show_rows(held)
