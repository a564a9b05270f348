"""The cycles of a State: how much was asked, and how much was supported, beside its group."""

from typing import Any, Final

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import Rate
from upr_data.charts.profile_findings import Review, of_reviews
from upr_data.charts.slopes import SlopePanel, cycle_slopes
from upr_data.figures.profile import Point, Subject, cycle_points
from upr_data.language import _
from upr_data.model import Group
from upr_data.ui.blocks.pictures import show_picture
from upr_data.ui.frame.view import View
from upr_data.ui.sections.profile.subject import Person

_NUMBER, _RATE = "number", "rate"
_SLOPES: Final = {
    Plot.PANEL.value: pl.String,
    Plot.NAME.value: pl.String,
    Plot.REVIEW.value: pl.String,
    Plot.VALUE.value: pl.Float64,
    Plot.MEDIAN.value: pl.Float64,
    Plot.LOWER_QUARTILE.value: pl.Float64,
    Plot.UPPER_QUARTILE.value: pl.Float64,
}


def show_cycles(person: Person, compared: tuple[Any, ...]) -> None:
    """Two small charts: how many, and the share supported, from review to review."""
    points = _points(person.view, person.subject)
    if not points:
        return
    lines = [(person.name, points)]
    for code in compared:
        if not isinstance(code, Group):
            other = Subject(code, person.subject.role, person.subject.group)
            name = person.view.records.state_names.get(code, code)
            lines.append((name, _points(person.view, other)))
    table = pl.DataFrame(
        [row for name, of in lines for row in _slope_rows(name, of)],
        schema=dict(_SLOPES),
        orient="row",
    )
    what = _("Recommendations received") if person.is_reviewed else _("Made per State reviewed")
    panels = [
        SlopePanel(_NUMBER, what, is_share=False),
        SlopePanel(_RATE, _("Share supported"), is_share=True),
    ]
    caption = person.own.caption(
        _finding(person, points),
        person.own.made,
        _("Grey: {others} reviewed in the cycle, median and middle half.").format(
            others=person.others
        ),
    )

    def draw(look: Look) -> Drawn:
        return cycle_slopes(table, panels, person.name, person.group, caption, look)

    show_picture(person.own, "profile_cycles", draw, None, table)


def _finding(person: Person, points: list[Point]) -> str:
    if not person.is_reviewed:
        return _("Cycle by cycle")
    reviews = [
        Review(
            _("cycle {n}").format(n=one.cycle),
            round(one.number),
            Rate("", round((one.rate or 0) * one.of), one.of),
        )
        for one in points
    ]
    return of_reviews(person.name, reviews, _("Cycle by cycle"))


def _points(view: View, subject: Subject) -> list[Point]:
    return cycle_points(view.records, view.filters, subject)


def _slope_rows(name: str, points: list[Point]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for one in points:
        review = _("Cycle {n}").format(n=one.cycle)
        for panel, value, band in (
            (_NUMBER, one.number, one.number_band),
            (_RATE, one.rate, one.rate_band),
        ):
            rows.append((panel, name, review, value, band.median, band.lower, band.upper))
    return rows
