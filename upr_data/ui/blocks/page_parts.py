"""What every page is made of: chart, table, download, method."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from zlib import crc32

import polars as pl
import streamlit as st

from upr_data.charts.picture import Picture
from upr_data.charts.theme import BARS
from upr_data.domain.folding import alphabetical
from upr_data.export.delimited import BYTE_ORDER_MARK, to_csv
from upr_data.export.package import file_name, package
from upr_data.figures.method import SCALE, Definition
from upr_data.language import _, clauses
from upr_data.language.labels import category_label
from upr_data.model import Dimension, Fig
from upr_data.selection.filters import Filters
from upr_data.ui.blocks import uncoded
from upr_data.ui.blocks.actions import Taken, show_actions
from upr_data.ui.blocks.columns import BY_NAME, as_percent, column_config, figure_columns
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.site import SitePage
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View, current

_LONGEST: Final = 48
"""Characters of a title that a file's name begins with."""


def show_chart(
    picture: Picture, figures: pl.DataFrame | None = None, published: str = "", key: str = ""
) -> None:
    """A chart in the colours of the page, with words for those who do not see it."""
    with st.container(border=True):
        draw(picture, figures, published, key)


def draw(
    picture: Picture, figures: pl.DataFrame | None = None, published: str = "", key: str = ""
) -> None:
    """A chart by itself, and what can be done with it; `figures` else are those of its bars.

    Its caption is its text for those who do not see it. `published` says what a study printed.
    A chart whose title says a finding needs a `key`: a session keeps every widget it has shown.
    Where nothing is left to draw, its title and words stand in its place.
    """
    if all(frame.is_empty() for frame in picture.frames.values()):
        st.markdown(f"**{plain(picture.caption.title)}**")
        st.caption(_("Nothing in this selection can be drawn here; the table has what there is."))
        return
    st.vega_lite_chart(spec=picture.sent(), alt=picture.caption.alternative)
    shown = bars(picture) if figures is None else figures
    show_actions(
        Taken(
            view=current(),
            key=key or slug(picture.caption.title),
            caption=picture.caption,
            draw=lambda _look: picture,
            figures=shown,
            published=published,
        )
    )


def bars(picture: Picture) -> pl.DataFrame | None:
    """What the bars of a picture say, without what only places and colours them."""
    frame = picture.frames.get(BARS.name)
    if frame is None:
        return None
    return frame[[name for name in ("key", "label", "name", "n", "written") if name in frame]]


def slug(title: str) -> str:
    """A title as a key and a part of a file's name."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}-{crc32(title.encode()):08x}"


def show_table(view: View, table: pl.DataFrame, dimension: Dimension, alt_text: str) -> None:
    """Figures by one dimension: counts and rates beside their denominators."""
    ordered = table.sort(alphabetical(Fig.LABEL)) if dimension in BY_NAME else table
    show_frame(
        as_percent(ordered[[*figure_columns(table, dimension, view.filters)]]),
        column_config=column_config(dimension, view.filters.of),
        hide_index=True,
        placeholder=_("n/a"),
        alt=alt_text,
    )


def show_downloads(
    view: View, page: SitePage, by: Sequence[Dimension], *definitions: Definition
) -> None:
    """The figures, rows and papers as one file; and how the figures of this page are counted."""
    with st.container(horizontal=True, vertical_alignment="center"):
        link = view.link(page.path)
        st.download_button(
            _("Download figures, rows and sources"),
            data=lambda: package(view.records, view.filters, by, link),
            file_name=file_name(view.records, page.path or "overview"),
            mime="application/zip",
            key="package",
            icon=":material/download:",
            on_click="ignore",
        )
        with st.popover(_("How is this counted?"), icon=":material/calculate:"):
            show_definitions(definitions)


def show_csv(make: Callable[[], pl.DataFrame], file: str, key: str = "") -> None:
    """A table as a file of its own, made when somebody wants it: it is no selection of rows.

    A file that is called differently for each selection needs a `key`, as charts do.
    """

    def written() -> bytes:
        return (BYTE_ORDER_MARK + to_csv(make())).encode()

    st.download_button(
        _("Download as CSV"),
        data=written,
        file_name=file,
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=key or file,
    )


def show_definitions(definitions: Sequence[Definition]) -> None:
    """Definitions under their names."""
    said = (f"**{_(one.name)}**  \n{_(one.text)}" for one in definitions)
    st.markdown("\n\n".join(said))


def nothing_selected(view: View) -> bool:
    """Say so, and why, where no row answers to the selection; whether that is the case."""
    if view.made:
        return False
    without = uncoded.all_uncoded(view)
    widen = _("No recommendation answers to this selection. Widen or clear the filters.")
    reasons = [*_absent(view), *(uncoded.sentence(one) for one in without)]
    said = [" ".join(reasons) or widen, *_not_found(view)]
    st.info(plain(" ".join(said)), icon=":material/filter_alt_off:")
    for one in without:
        uncoded.show_texts(view, one)
    return True


def _not_found(view: View) -> Iterator[str]:
    """That words are looked for as the source has them, where they alone leave nothing."""
    if view.filters.q.strip() and view.changed(q="").made:
        yield _(
            "Texts stand in the language of their source, whatever the language of the page: "
            "look for words of that language."
        )


def _absent(view: View) -> Iterator[str]:
    """States of which the whole edition has nothing in the role that the selection gives them."""
    reviewed, recommending = view.filters.states_under_review, view.filters.recommending_states
    names = view.records.state_names
    for chosen, field, said in (
        (reviewed, "states_under_review", _("This edition has no reviews of {names}.")),
        (recommending, "recommending_states", _("This edition has nothing by {names}.")),
    ):
        whole = view.of(Filters(kinds=())).changed(**{field: chosen})
        if chosen and not whole.made:
            yield said.format(names=clauses([names.get(str(one), str(one)) for one in chosen]))


def show_scale() -> None:
    """The scale of action categories: what each asks, and the verbs that open it."""
    st.markdown(_("**Action categories**"))
    st.markdown(_("The McMahon scale, as coded by UPR Info. Categories 1–4 are called vague."))
    st.table(
        {category_label(one.category): f"{_(one.asks)}: *{_(one.verbs)}*" for one in SCALE},
        alt=_("The scale of action categories"),
    )
