"""Who disagrees: pairs of assessors, and the recommendations on which they are widest apart."""

from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.export.package import marked
from upr_data.figures import follow_up, method
from upr_data.figures.rows import STATE_NAME
from upr_data.language import _, day, number, percent
from upr_data.language.labels import label
from upr_data.model import AssessorType, Col, Fig, Level, Nuance, Status
from upr_data.ui.blocks import page_parts
from upr_data.ui.blocks.kept import kept
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.site import ROWS
from upr_data.ui.frame.text import plain, web_address
from upr_data.ui.frame.view import View
from upr_data.ui.sections.row_shown import ONE

_PAGE: Final = 5
_MOST_APART: Final = 2
"""Steps between fully and not implemented."""


def show_disagreement(view: View) -> None:
    """In sum, by pairs with their n; then recommendation by recommendation, the widest first."""
    pairs = kept(view, follow_up.disagreement_by_types)
    met = pairs.filter(pl.col(Fig.N_BOTH) > 0)
    if met.is_empty():
        st.caption(_("Nothing here was assessed by two kinds of assessors: nobody can disagree."))
        return
    show_frame(_pairs(met), hide_index=True, alt=_("Pairs of assessors, and how often they agree"))
    apart = kept(view, follow_up.disagreements)
    n_widest = int((apart[Fig.SPREAD] == _MOST_APART).sum())
    st.markdown(
        _(
            "They differ on {n} recommendations; on {widest} of these one says fully implemented "
            "and another not implemented. A status is the mean of both words; here each stands by "
            "itself."
        ).format(n=number(apart.height), widest=number(n_widest))
    )
    if not apart.is_empty():
        _show_widest(view, apart, "implementation_apart")
        file = f"upr-disagreements-{view.records.manifest.id}.csv"
        with st.container(horizontal=True):
            page_parts.show_csv(lambda: marked(apart, view.records), file)
            with st.popover(_("How is this counted?"), icon=":material/calculate:"):
                page_parts.show_definitions([method.DISAGREEMENT])


def _pairs(met: pl.DataFrame) -> pl.DataFrame:
    """The pairs that have assessed anything in common, those with most first."""
    rows = met.sort(Fig.N_BOTH, Fig.ONE, Fig.OTHER, descending=[True, False, False]).to_dicts()
    return pl.DataFrame(
        {
            _("One"): [label(AssessorType(row[Fig.ONE])) for row in rows],
            _("The other"): [label(AssessorType(row[Fig.OTHER])) for row in rows],
            _("Assessed by both"): [number(row[Fig.N_BOTH]) for row in rows],
            _("Same status"): [
                f"{number(row[Fig.N_AGREE])} ({percent(row[Fig.AGREE_SHARE])})" for row in rows
            ],
            _("One sees more done"): [number(row[Fig.N_ONE_HIGHER]) for row in rows],
            _("The other sees more done"): [number(row[Fig.N_ONE_LOWER]) for row in rows],
            _("Fully against not"): [number(row[Fig.N_CONTRADICTED]) for row in rows],
        }
    )


def show_beside_record(view: View) -> None:
    """The register beside the words, where it says something of the same; else nothing."""
    beside = kept(view, follow_up.beside_record)
    if beside.is_empty():
        return
    st.markdown(_("**Words beside the public record**"))
    st.caption(
        _(
            "Of single asks to do what a register dates, such as joining a treaty: what assessors "
            "say, and what the register says at the same milestone. Joining is not complying, and "
            "the register enters no status."
        )
    )
    met = kept(view, follow_up.record_by_types).filter(pl.col(Fig.N_BOTH) > 0)
    show_frame(_beside(met), hide_index=True, alt=_("How often words and the register agree"))
    far = beside.filter(pl.col(Fig.SPREAD) > 0)
    if not far.is_empty():
        _show_widest(view, far, "implementation_record")
    file = f"upr-beside-the-record-{view.records.manifest.id}.csv"
    page_parts.show_csv(lambda: marked(beside, view.records), file)


def _beside(met: pl.DataFrame) -> pl.DataFrame:
    rows = met.to_dicts()
    return pl.DataFrame(
        {
            _("Assessor"): [label(AssessorType(row[Fig.ONE])) for row in rows],
            _("Level by both"): [number(row[Fig.N_BOTH]) for row in rows],
            _("Same"): [
                f"{number(row[Fig.N_AGREE])} ({percent(row[Fig.AGREE_SHARE])})" for row in rows
            ],
            _("The word says more done"): [number(row[Fig.N_ONE_HIGHER]) for row in rows],
            _("The register says more done"): [number(row[Fig.N_ONE_LOWER]) for row in rows],
            _("Fully against not"): [number(row[Fig.N_CONTRADICTED]) for row in rows],
        }
    )


def _show_widest(view: View, apart: pl.DataFrame, key: str) -> None:
    """A page of recommendations, each with the words said on it."""
    n_pages = -(-apart.height // _PAGE)
    page = st.pagination(n_pages, key=key, max_visible_pages=5) if n_pages > 1 else 1
    ids = apart[Col.RECOMMENDATION_ID].slice((page - 1) * _PAGE, _PAGE).to_list()
    said = follow_up.latest_said(view.records, view.filters, ids)
    for row in follow_up.recommendations_of(view.records, ids).to_dicts():
        one = row[Col.RECOMMENDATION_ID]
        words = said.filter(pl.col(Col.RECOMMENDATION_ID) == one).to_dicts()
        with st.container(border=True, gap="xsmall"):
            st.caption(plain(_place(row)))
            st.text(row[Col.TEXT] or "")
            if follow_up.PUBLIC_RECORD in apart.columns:
                said_there = apart.filter(pl.col(Col.RECOMMENDATION_ID) == one)
                status = label(Status(said_there[follow_up.PUBLIC_RECORD][0]))
                st.markdown(_("The register: **{status}**").format(status=status))
            links = {_("Link"): st.column_config.LinkColumn(display_text=_("open"))}
            alt = _("Each assessor's word")
            table = _words(words)
            show_frame(table, hide_index=True, placeholder="–", alt=alt, column_config=links)
            st.page_link(
                ROWS.file, label=_("Open this recommendation"),
                query_params={ONE: row[Col.ROW_ID], "snapshot": view.records.manifest.id},
            )  # fmt: skip


def _place(row: dict[str, Any]) -> str:
    cycle = _("cycle {n}").format(n=row[Col.CYCLE]) if row[Col.CYCLE] else ""
    number_ = " ".join(filter(None, (row[Col.DOCUMENT_SYMBOL], row[Col.PARAGRAPH])))
    return ", ".join(filter(None, (row[STATE_NAME], cycle, number_)))


def _words(words: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            _("Level"): [_level(one) for one in words],
            _("Who"): [_who(one) for one in words],
            _("In their words"): [one[Col.LEVEL_AS_GIVEN] for one in words],
            _("When"): [day(one[Fig.SAID_ON]) if one[Fig.SAID_ON] else None for one in words],
            _("Link"): [web_address(one[Col.SOURCE_URL]) for one in words],
        },
        schema_overrides={
            _("In their words"): pl.String, _("When"): pl.String, _("Link"): pl.String,
        },
    )  # fmt: skip


def _who(one: dict[str, Any]) -> str:
    kind = label(AssessorType(one[Col.ASSESSOR_TYPE])) if one[Col.ASSESSOR_TYPE] else _("unknown")
    name = one[Col.ASSESSOR]
    return f"{name} ({kind})" if name and name != one[Col.ASSESSOR_TYPE] else kind


def _level(one: dict[str, Any]) -> str:
    level = label(Level(one[Col.LEVEL]))
    if not one[Col.NUANCE]:
        return level
    return f"{level} ({label(Nuance(one[Col.NUANCE])).lower()})"
