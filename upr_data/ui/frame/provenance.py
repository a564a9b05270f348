"""Where the figures come from: the demonstration's mark, damaged snapshots, and the footer."""

import logging
from datetime import date
from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from upr_data import operating
from upr_data.export.imprint import NOT_STATED
from upr_data.export.package import DEMONSTRATION_MARK
from upr_data.language import N_, _, day, number
from upr_data.snapshot import Manifest, NoSnapshotError, StoreNotWritableError
from upr_data.ui.frame import address, citing, store
from upr_data.ui.frame.shared import Shared
from upr_data.ui.frame.site import DATA, OVERVIEW, SitePage
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

_NOTHING_INVENTED: Final = N_(
    "The other pages show demonstration data; nothing on this page is invented."
)


def show_no_data(error: NoSnapshotError | StoreNotWritableError, *, is_asked_for: bool) -> None:
    """Why nothing can be shown, and the way out.

    Where no edition was asked for by its id, whoever runs the app is told, too: the log, and the
    page that a server makes for itself, which fails.
    """
    if not is_asked_for:
        _TOLD.get(str(error), lambda: operating.event("no edition can be shown", logging.ERROR))
        if _is_for_nobody():
            raise error
    if isinstance(error, NoSnapshotError):
        st.error(
            plain(str(error)), title=_("This data edition is not here"), icon=":material/error:"
        )
        citing.show_cited_of_gone()
        st.page_link(
            OVERVIEW.file, label=_("Show the newest data"), query_params=address.of_language()
        )
        return
    st.error(plain(str(error)), title=_("The store cannot be used"), icon=":material/error:")
    st.caption(
        _(
            "Say in `UPR_STORE`, and where the store lies in a bucket in `UPR_CACHE`, which folder "
            "the program may write to, and start it again."
        )
    )


_TOLD: Final[Shared[None]] = Shared(8, 60.0)
"""Reasons that the log has; one that nobody has met for a minute is told anew."""


def _is_for_nobody() -> bool:
    """Whether this page is made for a probe of the server, which has no visitor."""
    run = get_script_run_ctx(suppress_warning=True)
    return (
        run is not None
        and runtime.exists()
        and not runtime.get_instance().is_active_session(run.session_id)
    )


def show_notices(view: View, page: SitePage) -> None:
    """What a reader must know before the first figure."""
    if view.is_demonstration:
        mark = _(DEMONSTRATION_MARK) if page.shows_data else _(_NOTHING_INVENTED)
        st.markdown(f":orange-background[:material/science: {mark}]")
    for remark in store.remarks():
        st.warning(plain(remark), icon=":material/schedule:")
    for reason in view.passed_over:
        st.warning(
            plain(_("A damaged data edition was passed over. {reason}").format(reason=reason)),
            icon=":material/warning:",
        )
    citing.show_cited(view)


def show_way_to_real_data(view: View) -> None:
    """On the demonstration: the way to real data."""
    if view.is_demonstration:
        st.page_link(
            DATA.file,
            label=_("Load real data"),
            icon=":material/database:",
            query_params=address.of_language(),
        )


def show_footer(view: View, page: SitePage) -> None:
    """Source, date, licence and the permanent link of what is shown."""
    st.divider()
    with st.container(gap="xsmall"):
        if page.shows_data:
            st.caption(plain(" · ".join(_source_lines(view.records.manifest))))
        if view.is_of_this_visit:
            st.caption(_("Your set lasts as long as this visit: no address leads others to it."))
        elif not view.parsed.is_blocked:  # what nobody knows is in no link
            st.caption(_("Permanent link to this page, this selection and this very data edition:"))
            st.text(view.link(page.path))
        st.caption(
            _(
                "UPR Outcomes is independent: no product of the United Nations or of UPR "
                "Info. Its code is under the MIT licence."
            )
        )


def _source_lines(manifest: Manifest) -> list[str]:
    """The mark of the demonstration, one part a publisher, then the snapshot and its date."""
    sources = dict.fromkeys(
        _("Source: {name}, {publisher}, licence {licence}, retrieved {when}").format(
            name=source.name,
            publisher=source.publisher,
            licence=_(source.licence),
            when=day(date.fromisoformat(source.retrieved[:10]))
            if source.retrieved
            else _("on an unknown date"),
        )
        for source in manifest.sources
    )
    mark = [_(DEMONSTRATION_MARK)] if manifest.is_demonstration else []
    return [
        *([*mark, *sources] or [_(NOT_STATED)]),
        _("Data edition {id} of {day}, {n} rows").format(
            id=manifest.id,
            day=day(date.fromisoformat(manifest.created[:10])),
            n=number(manifest.n_rows),
        ),
    ]
