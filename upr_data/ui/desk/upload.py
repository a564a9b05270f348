"""Files that visitors bring: read apart and shown first; published only where that is allowed."""

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st
from streamlit import config

from upr_data.ingest.building import Inputs, Prepared
from upr_data.language import N_, _, number
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.desk import fetching, publishing, reading, snapshots
from upr_data.ui.frame import address
from upr_data.ui.frame.site import OVERVIEW
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

if TYPE_CHECKING:
    from streamlit.typing import UploadedFile

_PREPARED: Final = "upload_prepared"
_FETCHED: Final = "upload_fetched"
_EXPORTS, _ASSESSMENTS, _REGISTERS = "exports", "assessments", "registers"
_KINDS: Final = {
    _EXPORTS: N_("Exports of recommendations: a new snapshot"),
    _ASSESSMENTS: N_("Filled assessments templates: added to the snapshot shown"),
    _REGISTERS: N_("Filled registers: added to the snapshot shown"),
}
_MEGABYTES: Final = 500
"""OHCHR's index has about 350."""
_TYPES: Final = ["csv", "xls", "xlsx", "json", "jsonl", "docx"]


def show_upload(view: View) -> None:
    """Choose files, look at what reading them gives, publish."""
    if not snapshots.may_import():
        st.caption(
            _(
                "Loading files is switched off on this site. Its operator can load them with "
                "`python -m upr_data import`, or allow it here with `UPR_ALLOW_IMPORT=1`."
            )
        )
        return
    _open_the_endpoint()
    kind = st.radio(_("What the files are"), list(_KINDS), format_func=lambda one: _(_KINDS[one]))
    files = st.file_uploader(
        _("Files"), type=_TYPES, accept_multiple_files=True, max_upload_size=_MEGABYTES
    )
    if st.button(_("Read and show the report"), disabled=not files, icon=":material/visibility:"):
        st.session_state[_PREPARED] = _prepare(view, str(kind), files)
        st.session_state.pop(_FETCHED, None)
    if fetched := fetching.show_buttons():
        st.session_state[_PREPARED], st.session_state[_FETCHED] = fetched.prepared, fetched.file
    prepared: Prepared | None = st.session_state.get(_PREPARED)
    if prepared is not None:
        _show_dry_run(prepared)
        _offer_to_publish(prepared)


def _open_the_endpoint() -> None:
    """Let files in: `.streamlit/config.toml` closes the endpoint until a desk may use it."""
    if config.get_option("server.maxUploadSize") < _MEGABYTES:
        config.set_option("server.maxUploadSize", _MEGABYTES)


def _prepare(view: View, kind: str, files: "list[UploadedFile]") -> Prepared | None:
    """Read the files in a process of their own; None, and a message, where they cannot be used."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            paths = _saved(files, Path(folder))
        except OSError as error:
            said = _("The files could not be kept ({reason}); try again later.")
            st.error(plain(said.format(reason=error.strerror)), icon=":material/error:")
            return None
        return reading.read(_inputs(view, kind, paths))


def _saved(files: "list[UploadedFile]", folder: Path) -> tuple[Path, ...]:
    """The files under harmless names of their own, in the order given."""
    paths = []
    for number_, file in enumerate(files):
        safe = re.sub(r"[^\w. -]", "_", Path(file.name).name)[-120:] or "file"
        place = folder / str(number_)
        place.mkdir()
        path = place / safe
        path.write_bytes(file.getbuffer())
        paths.append(path)
    return tuple(paths)


def _inputs(view: View, kind: str, paths: tuple[Path, ...]) -> Inputs:
    if kind == _EXPORTS:
        return Inputs(files=paths)
    base = view.records.snapshot
    if kind == _ASSESSMENTS:
        return Inputs(base=base, assessments=paths)
    return Inputs(base=base, registers=paths)


def _show_dry_run(prepared: Prepared) -> None:
    """What publishing would make: nothing is published yet."""
    with st.container(border=True):
        st.markdown(
            _(
                "**Not published yet.** The snapshot would have {n} rows, {said} assessments."
            ).format(
                n=number(prepared.tables.recommendations.height),
                said=number(prepared.tables.assessments.height),
            )
        )
        rows = snapshots.summary_rows(prepared)
        show_frame(pl.DataFrame(rows), hide_index=True, alt=_("Files read"))
        snapshots.show_report(prepared.report)


def _offer_to_publish(prepared: Prepared) -> None:
    built = publishing.offer(prepared, "upload")
    if built is None:
        return
    st.session_state.pop(_PREPARED, None)
    if fetched := st.session_state.pop(_FETCHED, None):
        fetched.discard()
    st.success(_("Published as {id}.").format(id=built.manifest.id), icon=":material/check:")
    st.page_link(
        OVERVIEW.file,
        label=_("Show it"),
        query_params={"snapshot": built.manifest.id} | address.of_language(),
    )
