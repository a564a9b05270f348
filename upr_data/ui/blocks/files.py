"""Heavy files: made apart from the visitor's run, with progress; then there to be saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, replace
from threading import BoundedSemaphore
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from upr_data.export.apart import fulfil_apart
from upr_data.export.order import MIME, File, Order, OrderError, fulfil, name_of
from upr_data.language import N_, _, number, use_language
from upr_data.model import ExportKind, FileFormat, Role
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

AT_ONCE: Final = 2
"""Files made at the same time for all visitors; the next one waits."""

_WAIT_SECONDS: Final = 60.0
_TURNS: Final = BoundedSemaphore(AT_ONCE)
_ORDERED: Final = "ordered_file"
_MADE: Final = "made_file"


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that can be ordered: the words of its button, and the order."""

    words: str
    order: Order


def offers_of(view: View, of: str = "", role: Role | None = None) -> tuple[Offer, ...]:
    """Brief and workbook of a selection, or of a State in a role within it."""
    query, site = query_of(view), site_of(view)
    brief = Order(ExportKind.BRIEF, query, of=of, role=role, site=site)
    narrowed = query_of(_of_state(view, of, role))
    return (
        Offer(N_("Brief (Word)"), replace(brief, format=FileFormat.DOCX)),
        Offer(N_("Brief (PDF)"), replace(brief, format=FileFormat.PDF)),
        Offer(N_("Workbook"), Order(ExportKind.WORKBOOK, narrowed, site=site)),
    )


def follow_up_of(view: View, of: str) -> tuple[Offer, ...]:
    """The follow-up list of a recommending State."""
    order = Order(ExportKind.FOLLOW_UP, query_of(view), of=of, site=site_of(view))
    return (
        Offer(N_("Follow-up list (workbook)"), replace(order, format=FileFormat.XLSX)),
        Offer(N_("Follow-up list (Word)"), replace(order, format=FileFormat.DOCX)),
    )


def order(view: View, kind: ExportKind) -> Order:
    """The order of a kind of file of a selection."""
    return Order(kind, query_of(view), site=site_of(view))


def show_light(view: View, words: str, order: Order) -> None:
    """A file that takes no time: made at the click, in this process."""
    page = copy_context()
    st.download_button(
        words,
        lambda: page.copy().run(lambda: fulfil(order, view.records).data),
        name_of(order, view.records),
        MIME[order.extension],
        key=f"light_{order.kind}",
        icon=":material/download:",
        on_click="ignore",
    )


def query_of(view: View) -> str:
    """The selection as an order has it: the data edition goes beside it."""
    return replace(view.filters, snapshot="").to_link()


def site_of(view: View) -> str:
    """The address that links of this site begin with."""
    here = urlsplit(view.link_here())
    base = here.path.removesuffix(view.path).removesuffix("/")
    return urlunsplit((here.scheme, here.netloc, base, "", ""))


def _of_state(view: View, of: str, role: Role | None) -> View:
    if not of:
        return view
    if role is Role.RECOMMENDING:
        return view.changed(recommending_states=(of,))
    return view.changed(states_under_review=(of,))


@st.fragment
def show_offers(view: View, key: str, offers: tuple[Offer, ...], n_rows: int) -> None:
    """A button for each file; the one ordered is made with progress, then can be saved."""
    use_language(view.filters.lang)
    most = max((one.order.most for one in offers if _has_rows(one.order)), default=n_rows)
    with st.container(horizontal=True, gap="small"):
        for n, offer in enumerate(offers):
            st.button(
                _(offer.words),
                key=f"order_{key}_{n}",
                icon=":material/draft:",
                on_click=_order,
                args=(key, offer.order),
            )
    if n_rows > most:
        said = _("A workbook holds the first {most} of {n} rows, and says so; CSV has them all.")
        st.caption(said.format(most=number(most), n=number(n_rows)))
    _show_ordered(view, key)


def _has_rows(order: Order) -> bool:
    return order.extension is FileFormat.XLSX


def _order(key: str, order: Order) -> None:
    st.session_state[_ORDERED] = (key, order)


def _show_ordered(view: View, key: str) -> None:
    """The file that was ordered here: made now, or already there to be saved."""
    whose, order = st.session_state.get(_ORDERED, ("", None))
    if whose != key or order is None:
        return
    name = name_of(order, view.records)
    kept = st.session_state.get(_MADE)
    try:
        made = kept[1] if kept and kept[0] == (name, order) else _make(view, order, name)
    except OrderError as error:
        st.error(plain(str(error)), icon=":material/error:")
        del st.session_state[_ORDERED]  # or every further click would try again
        return
    st.session_state[_MADE] = ((name, order), made)
    st.download_button(
        _("Save {file}, {n} kB").format(file=name, n=number(max(1, len(made.data) // 1000))),
        made.data,
        made.name,
        made.mime,
        key=f"save_{key}",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )


def _make(view: View, order: Order, name: str) -> File:
    """The file, made in a process of its own. Raises `OrderError`."""
    words = _("Making {file} …").format(file=name)
    bar = st.progress(0.0, plain(words))

    def progress(done: int, total: int) -> None:
        bar.progress(done / total, plain(words))

    try:
        with _turn():
            return fulfil_apart(
                order,
                view.records.snapshot,
                progress,
            )
    finally:
        bar.empty()


@contextmanager
def _turn() -> Iterator[None]:
    """One of the places for making files. Raises `OrderError` where none becomes free."""
    if not _TURNS.acquire(timeout=_WAIT_SECONDS):
        raise OrderError(_("Other visitors' files are being made; try again in a minute."))
    try:
        yield
    finally:
        _TURNS.release()
