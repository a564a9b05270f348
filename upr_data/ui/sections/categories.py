"""Action categories: how specific requests are, and which of them are supported."""

import polars as pl
import streamlit as st

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import Rate, of_categories
from upr_data.charts.marimekko import marimekko
from upr_data.charts.parts import category_parts
from upr_data.charts.shares import share_bars
from upr_data.figures.fixed import fixes_category, fixes_response
from upr_data.figures.method import SCALE
from upr_data.language import _, number
from upr_data.language.labels import category_label, label
from upr_data.model import ActionCategory, Dimension, Fig
from upr_data.selection import counted
from upr_data.ui.blocks import measures, page_parts
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.site import CATEGORIES
from upr_data.ui.frame.view import View


def show_mix(view: View) -> None:
    """How specific requests are, in all and by cycle; nothing where the filter decides it."""
    if fixes_category(view.filters):
        st.caption(_("The filter fixes the action category, so there is no mix to compare."))
        return
    if not fixes_response(view.filters):
        show_widths(view)
    whole = view.figures(Dimension.NONE).row(0, named=True)
    cycles, unknown = measures.without_few_unknown(view.figures(Dimension.CYCLE))
    coded = whole[Fig.MADE] - whole[Fig.N_CATEGORY_UNKNOWN]
    title = _("What recommendations ask for, by cycle")
    if not view.is_of_recommendations:
        title = _("Action categories by cycle: {what}").format(what=counted.name(view.filters))
    caption = view.caption(title, coded, *unknown, *view.coding_notes)
    page_parts.show_chart(share_bars(cycles, category_parts(), caption))


def show_widths(view: View) -> None:
    """Width: share of all requests; height: share of them supported."""
    table = view.figures(Dimension.ACTION_CATEGORY)
    coded = table.filter(pl.col(Fig.KEY).is_not_null())
    verbs = {int(step.category): _(step.verbs) for step in SCALE}
    shown = pl.DataFrame(
        {
            Plot.CODE: [str(n) for n in coded[Fig.KEY]],
            Plot.NAME: [label(ActionCategory(n)) for n in coded[Fig.KEY]],
            Plot.NOTE: [verbs[n] for n in coded[Fig.KEY]],
            Plot.MADE: coded[Fig.MADE],
            Plot.PART: coded[Fig.N_SUPPORTED],
            Plot.N: coded[Fig.ACCEPTANCE_DENOMINATOR],
        },
        schema_overrides={Plot.CODE: pl.String, Plot.NAME: pl.String, Plot.NOTE: pl.String},
    )
    whole = view.figures().row(0, named=True)
    uncoded = whole[Fig.N_CATEGORY_UNKNOWN]
    notes = [*view.coding_notes]
    if uncoded:
        said = _("Category coded: {n} of {of}; the others are not drawn.")
        notes.append(said.format(n=number(whole[Fig.MADE] - uncoded), of=number(whole[Fig.MADE])))
    caption = view.caption(_finding(coded), int(coded[Fig.MADE].sum()), *notes)

    def draw(look: Look) -> Drawn:
        return marimekko(shown, caption, look)

    names = {str(n): category_label(n) for n in coded[Fig.KEY]}
    ways = Ways(lambda code: view.query(categories=(int(code),)), names)
    show_picture(view, "action_categories", draw, ways, shown)


def _finding(coded: pl.DataFrame) -> str:
    sides = {False: [0, 0], True: [0, 0]}
    columns = (coded[one] for one in (Fig.KEY, Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR))
    for key, part, whole in zip(*columns, strict=True):
        side = sides[key == ActionCategory.SPECIFIC]
        side[:] = side[0] + part, side[1] + whole
    general, specific = (Rate("", *side) for side in sides.values())
    return of_categories(general, specific, _(CATEGORIES.question))
