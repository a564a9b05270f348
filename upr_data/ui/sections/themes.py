"""Themes: which are raised, what comes of them; and the story of one of them."""

from typing import Any, Final, NamedTuple

import polars as pl
import streamlit as st

from upr_data.charts.columns import Plot
from upr_data.charts.counts import rate_bars
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import Rate, of_themes
from upr_data.charts.picture import Picture
from upr_data.charts.ranking import Average, dot_ranking
from upr_data.charts.scatter import ScatterWords, theme_scatter
from upr_data.domain.folding import alphabetical
from upr_data.figures.coded import any_term, coded, coded_by
from upr_data.figures.dimensions import TOPICS
from upr_data.figures.fixed import fixes_response
from upr_data.language import N_, _, ngettext, number, percent
from upr_data.language.labels import label, with_coded
from upr_data.model import Dimension, Fig, Response
from upr_data.ui.blocks import files, measures, page_parts, uncoded
from upr_data.ui.blocks.choosers import choose_one
from upr_data.ui.blocks.measures import Measure
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.site import THEMES
from upr_data.ui.frame.view import View


class _Rate(NamedTuple):
    """A share of themes: its counts, its name, its axis, and its words after a share."""

    part: Fig
    of: Fig
    name: str
    axis: str
    words: str


_RATES: Final = {
    "acceptance": _Rate(
        Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR,
        N_("Supported"), N_("Share supported"), N_("supported"),
    ),
    "triggered": _Rate(
        Fig.N_TRIGGERED, Fig.N_COMMENTED,
        N_("Led to action"), N_("Share led to action"), N_("led to action"),
    ),
}  # fmt: skip
_MINIMUM: Final = 50
_FEWEST: Final = 10
_SHORT: Final = 16


def show_scatter(view: View, table: pl.DataFrame, dimension: Dimension) -> None:
    """Number (in logarithms) against the share supported, or that led to action."""
    known = [code for code in _RATES if measures.says(view, Measure(code))]
    if not known:
        page_parts.show_chart(_most_raised(view, table, dimension))
        return
    names = {code: _(_RATES[code].name) for code in known}
    with st.container(horizontal=True):
        chosen = choose_one("themes.rate", _("Share"), names)
        minimum = measures.choose_minimum(THEMES, _MINIMUM, N_("recommendations"))
    part, of, _name, axis_title, words = _RATES[chosen]
    if chosen == "acceptance":
        view = view.answered
        table = view.figures(dimension)
    named = table.filter(pl.col(Fig.KEY).is_not_null())
    shown = named.select(
        pl.col(Fig.KEY).alias(Plot.CODE),
        pl.col(Fig.LABEL).alias(Plot.NAME),
        pl.Series(Plot.SHORT_NAME, [short(name) for name in named[Fig.LABEL]], pl.String),
        pl.col(of).alias(Plot.N),
        pl.col(part).alias(Plot.PART),
    )
    whole = coded(view.records, view.filters, dimension)
    average = whole[part] / whole[of] if whole[of] else None
    few = int((shown[Plot.N] < minimum).sum())
    notes = [_coded(view, dimension), _("Lines: 95 % interval (Wilson).")]
    if few:
        notes.append(
            ngettext(
                "{n} with fewer than {minimum} is in the table only.",
                "{n} with fewer than {minimum} are in the table only.",
                few,
            ).format(n=number(few), minimum=number(minimum))
        )
    caption = view.caption(_finding(shown, chosen), whole[of], *notes)
    axis = ScatterWords(
        rate=_(axis_title),
        number=_("Number of recommendations"),
        average=_("average"),
        in_tooltip=_(words),
    )

    def draw(look: Look) -> Drawn:
        return theme_scatter(shown, average, axis, caption, look, minimum)

    ways = Ways(
        lambda code: view.query(**{TOPICS[dimension]: (code,)}),
        dict(named.sort(alphabetical(Fig.LABEL)).select(Fig.KEY, Fig.LABEL).iter_rows()),
        THEMES,
    )
    show_picture(view, "themes", draw, ways, shown)


def _most_raised(view: View, table: pl.DataFrame, dimension: Dimension) -> Picture:
    """How many raise each theme: where the filter fixes what comes of them."""
    named = table.filter(pl.col(Fig.KEY).is_not_null())
    most = named.sort(Fig.MADE, Fig.LABEL, descending=[True, False]).head(measures.TOP)
    by = _("by {dimension}").format(dimension=label(dimension).lower())
    return measures.chart(view, most, Measure.MADE, by)


def the_one(view: View, dimension: Dimension) -> str | None:
    """The theme whose story is to be told: where exactly one is chosen."""
    chosen = getattr(view.filters, TOPICS[dimension])
    return chosen[0] if len(chosen) == 1 and chosen[0] else None


def show_story(view: View, dimension: Dimension, code: str) -> None:
    """One theme: its cycles, who raises it more than average, what it comes with, what it asks."""
    without = view.changed(**{TOPICS[dimension]: ()})
    name = _name(without, dimension, code)
    st.header(_("{theme}: cycle by cycle").format(theme=name), anchor=False)
    shown = Measure.ACCEPTANCE if measures.says(view, Measure.ACCEPTANCE) else Measure.MADE
    page_parts.draw(measures.by_dimension(view, Dimension.CYCLE, shown, _("by cycle")))
    for one in uncoded.all_uncoded(view):
        st.caption(uncoded.sentence(one))
        uncoded.show_texts(view, one)
    _show_who(view, dimension, name)
    _show_noting(view, name)
    _show_company(view, without, dimension, code, name)
    files.show_offers(view, "theme", files.offers_of(view), view.made)


def _show_who(view: View, dimension: Dimension, name: str) -> None:
    """States for which the theme is a larger part of what they ask than for all States.

    Of what has any theme coded. Nothing where the filter chooses who asks.
    """
    if view.filters.recommending_states:
        return
    minimum = measures.choose_minimum(THEMES, _FEWEST, N_("recommendations"))
    records, filters, by = view.records, view.filters, Dimension.RECOMMENDING_STATE
    of_each = coded_by(records, filters, dimension, by)
    own = view.figures(by).select(Fig.KEY, Fig.LABEL, Fig.MADE)
    of = pl.Series("of", [of_each.get(key, 0) for key in own[Fig.KEY]], pl.Int64)
    average = view.made / max(_n_coded(view, dimension), 1)
    shares = (
        own.hstack([of])
        .filter(pl.col(Fig.KEY).is_not_null(), pl.col(Fig.MADE) >= minimum)
        .with_columns((pl.col(Fig.MADE) / pl.col("of")).alias("share"))
        .filter(pl.col("share") > average)
        .sort("share", Fig.LABEL, descending=[True, False])
        .head(15)
    )
    if shares.is_empty():
        st.caption(_("No State raises it more than average in at least so many recommendations."))
        return
    written = [
        _("{share} ({n} of {of})").format(share=percent(rate), n=number(n), of=number(of))
        for n, of, rate in shares.select(Fig.MADE, "of", "share").iter_rows()
    ]
    data = pl.DataFrame(
        {"label": shares[Fig.LABEL], "n": shares["share"] * 100, "written": written}
    )
    said = _("Of all that a State recommends {coded}; all States: {average}. At least {minimum}.")
    note = said.format(
        coded=with_coded(dimension), average=percent(average), minimum=number(minimum)
    )
    caption = view.caption(
        _("Who raises {theme} more than average").format(theme=name), view.made, note
    )
    page_parts.draw(rate_bars(data, caption, _("Share of what the State recommends")))


def _show_noting(view: View, name: str) -> None:
    """States under review by how many they noted, per review; each leads to these rows.

    Nothing where the filter chooses who is reviewed, or how they answered.
    """
    if view.filters.states_under_review or fixes_response(view.filters):
        return
    noted = view.figures(Dimension.STATE_UNDER_REVIEW).filter(
        pl.col(Fig.KEY).is_not_null(), pl.col(Fig.N_REVIEWS) > 0, pl.col(Fig.N_NOTED) > 0
    )
    if noted.is_empty():
        return
    shown = noted.select(
        pl.col(Fig.KEY).alias(Plot.CODE),
        pl.col(Fig.LABEL).alias(Plot.NAME),
        (pl.col(Fig.N_NOTED) / pl.col(Fig.N_REVIEWS)).alias(Plot.VALUE),
        pl.col(Fig.N_REVIEWS).alias(Plot.REVIEWS),
    ).sort(Plot.VALUE, Plot.NAME, descending=[True, False])
    mean = int(noted[Fig.N_NOTED].sum()) / int(noted[Fig.N_REVIEWS].sum())
    average = Average(mean, _("average {value}"))
    note = _("Noted per review, of States that noted any; at the right, the number of reviews.")
    caption = view.caption(
        _("Who notes most on {theme}, per review?").format(theme=name), view.made, note
    )

    def draw(look: Look) -> Drawn:
        return dot_ranking(shown, average, caption, look)

    ways = Ways(
        lambda state: view.query(states_under_review=(state,), responses=(Response.NOTED,)),
        dict(shown.sort(alphabetical(Plot.NAME)).select(Plot.CODE, Plot.NAME).iter_rows()),
    )
    show_picture(view, "theme_noting", draw, ways, shown)


def _show_company(view: View, without: View, dimension: Dimension, code: str, name: str) -> None:
    """The themes that stand beside this one in the same recommendations."""
    beside = view.figures(dimension).filter(pl.col(Fig.KEY).is_not_null(), pl.col(Fig.KEY) != code)
    usual = without.figures(dimension).select(Fig.KEY, pl.col(Fig.MADE).alias("usual"))
    shown = (
        beside.join(usual, on=Fig.KEY).sort(Fig.MADE, Fig.LABEL, descending=[True, False]).head(10)
    )
    if shown.is_empty() or not view.made:
        return
    st.markdown(_("**What it comes with**"))
    show_frame(
        shown.select(
            Fig.LABEL,
            Fig.MADE,
            (pl.col(Fig.MADE) / view.made * 100).round(1).alias("here"),
            (pl.col("usual") / max(_n_coded(view, dimension), 1) * 100).round(1).alias("usual"),
        ),
        hide_index=True,
        alt=_("Themes beside {theme}").format(theme=name),
        column_config=_company_config(dimension),
    )


def _company_config(dimension: Dimension) -> dict[str, Any]:
    per_cent = "%.1f %%"
    return {
        Fig.LABEL.value: st.column_config.TextColumn(label(dimension), pinned=True),
        Fig.MADE.value: st.column_config.NumberColumn(_("Number"), format="localized"),
        "here": st.column_config.NumberColumn(_("Of these"), format=per_cent),
        "usual": st.column_config.NumberColumn(
            _("Of all {coded}").format(coded=with_coded(dimension)), format=per_cent
        ),
    }


def _finding(shown: pl.DataFrame, rate: str) -> str:
    if rate != "acceptance":
        return _(THEMES.question)
    rows = shown.select(Plot.NAME, Plot.PART, Plot.N).iter_rows()
    return of_themes([Rate(*row) for row in rows], _(THEMES.question))


def short(name: str) -> str:
    """A theme's name for small screens: cut at a word."""
    if len(name) <= _SHORT:
        return name
    return name[:_SHORT].rsplit(" ", 1)[0].rstrip(",") + "…"


def _coded(view: View, dimension: Dimension) -> str:
    """How many carry a term at all, whichever are chosen: missing is said where it matters."""
    every = view.of(any_term(view.filters, dimension))
    n = _n_coded(view, dimension)
    return _("Coded: {n} of {of}.").format(n=number(n), of=number(every.made))


def _n_coded(view: View, dimension: Dimension) -> int:
    every = any_term(view.filters, dimension)
    return coded(view.records, every, dimension)[Fig.MADE]


def _name(view: View, dimension: Dimension, code: str) -> str:
    named = dict(view.figures(dimension).select(Fig.KEY, Fig.LABEL).iter_rows())
    return str(named.get(code, code))
