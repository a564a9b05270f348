"""The famous 48 %: of what it is, and of what it is not."""

from typing import Final

import polars as pl

from upr_data.charts.picture import Caption
from upr_data.charts.theme import Part
from upr_data.domain.published import PUBLISHED
from upr_data.export.contents import charted
from upr_data.export.document import BigFigure, Section
from upr_data.language import _, number, percent
from upr_data.model import Status

TRIGGERED: Final = "BP-007"
MADE: Final = "BP-001"
UNCLEAR: Final = "BP-006"


def the_48_percent() -> Section:
    """Of the commented nearly half led to action; of all made it lies between two bounds.

    Figures are those of *Beyond promises* (2014), p. 17, as printed, whatever data is at hand.
    """
    triggered, made = PUBLISHED[TRIGGERED], PUBLISHED[MADE]
    n, commented, all_made = triggered.numerator, triggered.denominator, made.numerator
    unclear = PUBLISHED[UNCLEAR].numerator
    assert n is not None  # noqa: S101 - the table of published figures has them
    assert commented is not None  # noqa: S101
    assert all_made is not None  # noqa: S101
    assert unclear is not None  # noqa: S101
    bar = pl.DataFrame(
        {
            "label": [_("All {n} made").format(n=number(all_made))],
            "led": [n],
            "not": [commented - n],
            "nobody": [all_made - commented],
        }
    )
    parts = [
        Part("led", Status.FULLY.value, _("led to action")),
        Part("not", Status.NOT_IMPLEMENTED.value, _("did not, or cannot be told")),
        Part("nobody", Status.UNCOMMENTED.value, _("nobody commented")),
    ]
    subtitle = _(
        "Sessions 2–12, 165 States; each recommendation counted once per recommending State"
    )
    source = _("Source: {source}, p. {page}").format(source=triggered.source, page=triggered.page)
    title = _(
        "Of the recommendations somebody commented on, nearly half had led to action by mid-term"
    )
    value = percent(triggered.value / 100, 0)
    low, high = n / all_made, (n + all_made - commented + unclear) / all_made
    bounds = {"low": percent(low, 0), "high": percent(high, 0)}
    return Section(
        title=title,
        subtitle=subtitle,
        figures=(
            BigFigure(
                value,
                _("of the commented led to action: fully or partly implemented"),
                _("{n} of {of}").format(n=number(n), of=number(commented)),
                Status.FULLY,
            ),
        ),
        chart=charted.parts(bar, parts, Caption(title, (subtitle, source))),
        caveat=_(
            "Not {value} of all. {coverage} were commented on; of all made, the true share lies "
            "between {low} and {high}."
        ).format(value=value, coverage=percent(commented / all_made, 0), **bounds),
        source=source,
        notes=(
            source + ".",
            _(
                "Is it {value} of all recommendations? No: of the {of} that anybody commented on. "
                "Of the others nobody knows."
            ).format(value=value, of=number(commented)),
            _(
                "Who says so? The States, civil society, national institutions and UN bodies that "
                "UPR Info asked two and a half years after the review; their words were averaged."
            ),
            _("Because of the review? The figure does not say: it is what happened after it."),
        ),
    )
