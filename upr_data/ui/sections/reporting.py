"""Mid-term reports, national mechanisms and action plans, as the registers of a snapshot know."""

from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.charts.counts import rate_bars
from upr_data.domain.published import PUBLISHED
from upr_data.export.package import marked
from upr_data.figures import follow_up, method
from upr_data.language import N_, _, number, percent
from upr_data.language.labels import label
from upr_data.model import AssessorType, Col, Fig, Group, MechanismType, Table
from upr_data.ui.blocks import page_parts
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.text import web_address
from upr_data.ui.frame.view import View
from upr_data.ui.sections import printed

REPORTS_PUBLISHED: Final = ("SE-003", "SE-004")
"""Mid-term reports per cycle that a side-event report of 2014 counts."""

_AXIS: Final = 50
"""Where the axis ends, in per cent: the same in every cycle, so that bars can be compared."""

_NO_ADDRESS: Final = "no_address"
"""The column of what stands as a source and is no address of the web."""

_TITLES: Final = {
    Table.MID_TERM_REPORTS: N_("Mid-term reports"),
    Table.MECHANISMS: N_("National mechanisms for implementation, reporting and follow-up"),
    Table.ACTION_PLANS: N_("National human rights action plans"),
}


def show_coverage(view: View) -> None:
    """How many of the States reviewed reported at mid-term themselves, by cycle and group."""
    cycles = follow_up.mid_term_reporting(view.records, view.filters)
    if cycles.is_empty() or cycles[Fig.N_REPORTED].null_count():
        st.info(
            _("This snapshot has no register of mid-term reports. Bring one on the page Data."),
            icon=":material/info:",
        )
    else:
        _show_cycles(view, cycles)
    _show_published()


def _show_cycles(view: View, cycles: pl.DataFrame) -> None:
    with st.grid("auto", min_column_width=200):
        for row in cycles.to_dicts():
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.metric(
                    _("Cycle {n}").format(n=row["cycle"]), percent(row[Fig.REPORTING_RATE], 0)
                )
                st.caption(_line(row))
    groups = follow_up.mid_term_reporting(view.records, view.filters, by_group=True)
    by_cycle = [
        (cycle, table)
        for (cycle,), table in groups.group_by("cycle", maintain_order=True)
        if table[Fig.N_REPORTED].sum()
    ]
    unit = _("States reviewed that reported")
    with st.grid(2, min_column_width=340):
        for cycle, table in by_cycle:
            title = _("Mid-term reports by the State itself, cycle {n}").format(n=cycle)
            caption = view.caption_of_states(title, int(table[Fig.N_REVIEWED].sum()))
            page_parts.show_chart(rate_bars(_as_bars(table), caption, unit, whole=_AXIS))
    file = f"upr-mid-term-reports-{view.records.manifest.id}.csv"
    with st.container(horizontal=True):
        page_parts.show_csv(lambda: marked(groups, view.records), file)
        with st.popover(_("How is this counted?"), icon=":material/calculate:"):
            page_parts.show_definitions([method.REPORTS])


def _line(row: dict[str, Any]) -> str:
    return _("{n} of {of} States reviewed reported at mid-term; {due} reports were due").format(
        n=number(row[Fig.N_REPORTED]), of=number(row[Fig.N_REVIEWED]), due=number(row[Fig.N_DUE])
    )


def _as_bars(table: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(
        {
            Fig.LABEL: [label(Group(code)) for code in table[Col.GROUP]],
            "n": table[Fig.REPORTING_RATE] * 100,
            "written": [
                _("{rate} ({n} of {of})").format(
                    rate=percent(rate, 0), n=number(n), of=number(reviewed)
                )
                for rate, n, reviewed in table.select(
                    Fig.REPORTING_RATE, Fig.N_REPORTED, Fig.N_REVIEWED
                ).iter_rows()
            ],
        }
    )


def _show_published() -> None:
    """What a report of 2014 counted, as a citation."""
    figures = [PUBLISHED[code] for code in REPORTS_PUBLISHED]
    counts = ", ".join(
        _("{n} in {scope}").format(n=number(one.value), scope=printed.scope(one)) for one in figures
    )
    st.caption(
        _("Published: mid-term reports: {counts} ({source}, {published}).").format(
            counts=counts, source=figures[0].source, published=figures[0].published
        )
    )


def show_registers(view: View) -> None:
    """Each register as a table."""
    for table, title in _TITLES.items():
        frame = view.records.table(table).collect()
        with st.container():
            st.markdown(f"**{_(title)}** · {number(frame.height)}")
            if frame.is_empty():
                st.caption(_("None in this snapshot."))
                continue
            show_frame(
                _linked(_named(view, frame)),
                hide_index=True,
                placeholder="–",
                alt=_(title),
                column_config=_headings(),
            )


def _named(view: View, frame: pl.DataFrame) -> pl.DataFrame:
    """States and closed lists under their names."""
    submitters = {one.value: label(one) for one in AssessorType}
    mechanisms = {one.value: label(one) for one in MechanismType}
    return frame.with_columns(
        pl.col(Col.STATE).replace(view.records.state_names),
        pl.col(f"^({Col.SUBMITTER_TYPE})$").cast(pl.String).replace(submitters),
        pl.col(f"^({Col.MECHANISM_TYPE})$").cast(pl.String).replace(mechanisms),
    )


def _linked(frame: pl.DataFrame) -> pl.DataFrame:
    """Addresses of the web as links; whatever else was written there beside them, as text."""
    written = frame[Col.SOURCE_URL].to_list()
    links = [web_address(one) for one in written]
    others = [None if link else one for one, link in zip(written, links, strict=True)]
    linked = frame.with_columns(pl.Series(Col.SOURCE_URL, links, pl.String))
    if not any(others):
        return linked
    return linked.with_columns(pl.Series(_NO_ADDRESS, others, pl.String))


def _headings() -> dict[str, Any]:
    text: dict[str, Any] = {
        Col.STATE: _("State"),
        Col.CYCLE: _("Cycle"),
        Col.SUBMITTER: _("Submitted by"),
        Col.SUBMITTER_TYPE: _("Kind of submitter"),
        Col.MECHANISM_TYPE: _("Kind of mechanism"),
        Col.LEAD_BODY: _("Lead body"),
        Col.TITLE: _("Title"),
    }
    days = {
        Col.SUBMITTED_ON: _("Submitted on"),
        Col.SINCE: _("Since"),
        Col.STARTS: _("From"),
        Col.ENDS: _("To"),
    }
    return (
        text
        | {name: st.column_config.DateColumn(title, format="YYYY-MM-DD")
           for name, title in days.items()}
        | {Col.SOURCE_URL: st.column_config.LinkColumn(_("Link")), _NO_ADDRESS: _("Source")}
    )  # fmt: skip
