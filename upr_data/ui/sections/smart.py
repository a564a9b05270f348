"""Specific, measurable, time-bound: three features of the texts, by group; never one score."""

from enum import StrEnum
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.charts.counts import rate_bars
from upr_data.charts.picture import Caption
from upr_data.language import N_, _, number, percent
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig
from upr_data.ui.blocks import measures, page_parts
from upr_data.ui.blocks.choosers import choose_one
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame import store
from upr_data.ui.frame.site import SitePage
from upr_data.ui.frame.view import View

ENOUGH: Final = 50
"""Texts that a group needs to be ranked, unless the reader says otherwise."""

_BY: Final = {
    Dimension.RECOMMENDING_STATE: N_("by recommending State"),
    Dimension.ISSUE: N_("by issue"),
}


class Feature(StrEnum):
    """What a text can be."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    TIME_BOUND = "time_bound"


_NAMES: Final = {
    Feature.SPECIFIC: N_("Specific"),
    Feature.MEASURABLE: N_("Measurable"),
    Feature.TIME_BOUND: N_("Time-bound"),
}
_MEANINGS: Final = {
    Feature.SPECIFIC: N_("Action category 5, of all that have a category."),
    Feature.MEASURABLE: N_("The text has a number, or names an instrument or an institution."),
    Feature.TIME_BOUND: N_("The text has a date or a deadline."),
}
_OF: Final = {
    Feature.SPECIFIC: Fig.N_CODED,
    Feature.MEASURABLE: Fig.N_READ,
    Feature.TIME_BOUND: Fig.N_READ,
}


def show_smart(view: View, page: SitePage) -> None:
    """One feature ranked by group, and all three in a table."""
    with st.container(horizontal=True):
        names = {feature.value: _(_NAMES[feature]) for feature in Feature}
        feature = Feature(choose_one(f"{page.path}.feature", _("Feature"), names))
        by = Dimension(
            choose_one(f"{page.path}.by", _("By"), {one.value: label(one) for one in _BY})
        )
    table = store.load_smart(view.records, view.filters, by)
    shown = _ranked(table, page, feature)
    page_parts.show_chart(
        rate_bars(shown, _caption(view, feature, by), _(_NAMES[feature]), whole=100)
    )
    columns = _columns(by)
    show_frame(
        table.with_columns((pl.col(f"{one}_share") * 100).round(1) for one in Feature).select(
            *columns
        ),
        hide_index=True,
        placeholder=_("n/a"),
        alt=_("Specific, measurable and time-bound, {by}").format(by=_(_BY[by])),
        column_config=columns,
    )


def _ranked(table: pl.DataFrame, page: SitePage, feature: Feature) -> pl.DataFrame:
    """The groups at the top, of those with enough texts; how many that leaves out is said."""
    known = table.filter(pl.col(Fig.KEY).is_not_null())
    enough = measures.choose_minimum(page, ENOUGH, N_("texts"))
    kept = known.filter(pl.col(_OF[feature]) >= enough)
    measures.say_left_out(known.height - kept.height)
    share, of = f"{feature}_share", _OF[feature]
    top = kept.sort(share, Fig.LABEL, descending=[True, False]).head(measures.TOP)
    written = [
        _("{share} ({n} of {of})").format(share=percent(rate), n=number(n), of=number(whole))
        for rate, n, whole in top.select(share, f"n_{feature}", of).iter_rows()
    ]
    written_out = pl.Series("written", written, pl.String)
    return top.select(Fig.LABEL, (pl.col(share) * 100).alias("n"), written_out)


def _caption(view: View, feature: Feature, by: Dimension) -> Caption:
    title = _("{feature} recommendations, {by}").format(feature=_(_NAMES[feature]), by=_(_BY[by]))
    notes = view.coding_notes if feature is Feature.SPECIFIC else []
    made = view.made
    return view.caption(title, made, _(_MEANINGS[feature]), *notes)


def _columns(by: Dimension) -> dict[str, Any]:
    """The columns of the table in their order: each share beside its numerator and denominator."""
    columns: dict[str, Any] = {
        Fig.LABEL: st.column_config.TextColumn(label(by), pinned=True),
        Fig.MADE: _number(_("Made")),
        Fig.N_CODED: _number(_("With a category")),
        Fig.N_SPECIFIC: _number(_(_NAMES[Feature.SPECIFIC])),
        Fig.SPECIFIC_SHARE: _share(Feature.SPECIFIC),
        Fig.N_READ: _number(_("Texts read")),
    }
    for feature in (Feature.MEASURABLE, Feature.TIME_BOUND):
        columns[f"n_{feature}"] = _number(_(_NAMES[feature]))
        columns[f"{feature}_share"] = _share(feature)
    return columns


def _number(title: str) -> Any:  # noqa: ANN401 - Streamlit's own
    return st.column_config.NumberColumn(title, format="localized")


def _share(feature: Feature) -> Any:  # noqa: ANN401 - Streamlit's own
    return st.column_config.NumberColumn(
        f"{_(_NAMES[feature])} %", help=_(_MEANINGS[feature]), format="%.1f %%"
    )
