"""The action categories of a State beside its group."""

import polars as pl

from upr_data.charts.categories import category_ticks
from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import Rate
from upr_data.charts.profile_findings import of_specific
from upr_data.figures.profile import beside_group
from upr_data.language import _
from upr_data.language.labels import category_label, label
from upr_data.model import ActionCategory, Dimension, Fig
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.site import CATEGORIES
from upr_data.ui.sections.profile.issues import FEWEST
from upr_data.ui.sections.profile.subject import Person


def show_categories(person: Person) -> None:
    """What is asked, and what is supported of it, each beside the group."""
    table = beside_group(
        person.view.records, person.view.filters, person.subject, Dimension.ACTION_CATEGORY
    ).filter(pl.col(Fig.KEY).is_not_null())
    shown = pl.DataFrame(
        {
            Plot.CODE: [str(n) for n in table[Fig.KEY]],
            Plot.NAME: [label(ActionCategory(n)) for n in table[Fig.KEY]],
            Plot.MADE: table[Fig.MADE],
            Plot.PART: table[Fig.N_SUPPORTED],
            Plot.N: table[Fig.ACCEPTANCE_DENOMINATOR],
            Plot.GROUP_MADE: table[f"{Fig.MADE}_group"],
            Plot.GROUP_PART: table[f"{Fig.N_SUPPORTED}_group"],
            Plot.GROUP_N: table[f"{Fig.ACCEPTANCE_DENOMINATOR}_group"],
        },
        schema_overrides={Plot.CODE: pl.String, Plot.NAME: pl.String},
    )
    caption = person.own.caption(_finding(person, shown), person.own.made, *person.own.coding_notes)

    def draw(look: Look) -> Drawn:
        return category_ticks(shown, person.name, person.others, caption, look, FEWEST)

    ways = Ways(
        lambda code: person.own.query(categories=(int(code),)),
        {str(int(n)): category_label(n) for n in ActionCategory},
    )
    show_picture(person.own, "profile_categories", draw, ways, shown)


def _finding(person: Person, shown: pl.DataFrame) -> str:
    specific = shown.filter(pl.col(Plot.CODE) == str(int(ActionCategory.SPECIFIC)))
    if specific.is_empty():
        return _(CATEGORIES.question)
    row = specific.row(0, named=True)
    own = Rate(person.name, row[Plot.PART], row[Plot.N])
    group = Rate(person.others, row[Plot.GROUP_PART], row[Plot.GROUP_N])
    return of_specific(own, int(shown[Plot.N].sum()), group, _(CATEGORIES.question))
