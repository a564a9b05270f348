"""The front door: page config, the one view of this run, filter bar, navigation, page, footer."""

from pathlib import Path

import streamlit as st

from upr_data import operating
from upr_data.language import _, use_language
from upr_data.snapshot import NoSnapshotError, StoreNotWritableError
from upr_data.ui.desk import first_start, watching
from upr_data.ui.frame import address, filter_bar, navigation, origins, provenance, view
from upr_data.ui.frame.site import HEALTH

operating.start()
operating.settle()
operating.send_at_once()
watching.tell_numbers()
origins.ask_nobody()
with operating.turn():
    parsed = address.read()
    use_language(parsed.filters.lang)
    page, entry = navigation.current_page()
    st.set_page_config(
        page_title=_("{question} · UPR Outcomes").format(question=_(entry.question)),
        page_icon=Path(__file__).parent / "assets" / "icon.svg",
        layout="wide",
        initial_sidebar_state=275,
    )
    if not st.context.is_embedded:
        navigation.show_menu(entry)

    if entry is HEALTH:
        st.title(_(entry.question))
        watching.show_health()
        st.stop()
    try:
        current = view.open_view(parsed, entry.path, first_start.make_demonstration)
    except (NoSnapshotError, StoreNotWritableError) as error:
        provenance.show_no_data(error, is_asked_for=bool(parsed.filters.snapshot))
        st.stop()

    body, foot = st.container(), st.container()
    with foot:
        provenance.show_footer(current, entry)
    with body:
        navigation.show_unknown_address(entry)
        provenance.show_notices(current, entry)
        st.title(_(entry.question))
        if entry.has_filters:
            if not st.context.is_embedded:
                filter_bar.show_filter_bar(current, entry)
            filter_bar.show_selection(current)
            filter_bar.show_problems(current)
        page.run()
