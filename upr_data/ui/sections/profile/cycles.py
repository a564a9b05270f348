"""The cycles of a State: how much was asked, and how much was supported, beside its group."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import Rate
from upr_data.charts.profile_findings import Review, of_reviews
from upr_data.charts.slopes import SlopePanel, cycle_slopes
from upr_data.figures.compared import points
from upr_data.figures.profile import Point, cycle_points
from upr_data.language import _
from upr_data.model import Group
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.sections.profile.side import show_side_by_side
from upr_data.ui.sections.profile.subject import Person

_NUMBER, _RATE = "number", "rate"
_SLOPES: Final = {
    Plot.PANEL.value: pl.String,
    Plot.CODE.value: pl.String,
    Plot.NAME.value: pl.String,
    Plot.REVIEW.value: pl.String,
    Plot.VALUE.value: pl.Float64,
    Plot.MEDIAN.value: pl.Float64,
    Plot.LOWER_QUARTILE.value: pl.Float64,
    Plot.UPPER_QUARTILE.value: pl.Float64,
}


def show_cycles(person: Person, compared: Mapping[str | Group, str]) -> None:
    """Two small charts: how many, and the share supported, from review to review."""
    view, subject = person.view, person.subject
    own = cycle_points(view.records, view.filters, subject)
    if not own:
        return
    lines: list[tuple[str | Group, str, list[Point]]] = [(subject.code, person.name, own)]
    for code, name in compared.items():
        lines.append((code, name, points(view.records, view.filters, subject, code)))
    known = sorted(
        ((one, code, name) for code, name, of in lines for one in of), key=lambda of: of[0].cycle
    )
    rows = [row for one, code, name in known for row in _rows(one, code, name)]
    table = pl.DataFrame(rows, schema=dict(_SLOPES), orient="row")
    what = _("Recommendations received") if person.is_reviewed else _("Made per State reviewed")
    panels = [
        SlopePanel(_NUMBER, what, is_share=False, digits=0 if person.is_reviewed else 1),
        SlopePanel(_RATE, _("Share supported"), is_share=True),
    ]
    caption = person.own.caption(_finding(person, own), person.own.made, *_notes(person, compared))

    def draw(look: Look) -> Drawn:
        names = list(compared.values())
        return cycle_slopes(table, panels, person.name, person.group, caption, look, names)

    marks = {
        _code(code, one.cycle): _("{state}, cycle {cycle}").format(state=name, cycle=one.cycle)
        for one, code, name in known
        if not isinstance(code, Group)
    }
    ways = Ways(lambda code: _target(person, code), marks)
    show_picture(person.own, "profile_cycles", draw, ways, table)
    show_side_by_side(person, compared)


def _notes(person: Person, compared: Mapping[str | Group, str]) -> list[str]:
    said = _("Grey: {others} reviewed in the cycle, median and middle half.")
    notes = [said.format(others=person.others)]
    if any(isinstance(one, Group) for one in compared):
        said = _("The line of a group: all its States together, without {state}.")
        notes.append(said.format(state=person.name))
    return notes


def _finding(person: Person, own: list[Point]) -> str:
    if not person.is_reviewed:
        return _("Cycle by cycle")
    reviews = [
        Review(
            _("cycle {n}").format(n=one.cycle),
            round(one.number),
            Rate("", round((one.rate or 0) * one.of), one.of),
        )
        for one in own
    ]
    return of_reviews(person.name, reviews, _("Cycle by cycle"))


def _rows(one: Point, code: str | Group, name: str) -> list[tuple[Any, ...]]:
    """One cycle of one line, in both charts; a group's rows would be its own State's, too."""
    review = _("Cycle {n}").format(n=one.cycle)
    mark = "" if isinstance(code, Group) else _code(code, one.cycle)
    return [
        (panel, mark, name, review, value, band.median, band.lower, band.upper)
        for panel, value, band in (
            (_NUMBER, one.number, one.number_band),
            (_RATE, one.rate, one.rate_band),
        )
    ]


def _code(state: str, cycle: int) -> str:
    return f"{state},{cycle}"


def _target(person: Person, code: str) -> dict[str, str]:
    """The rows of a State in a cycle, in the role of the profile."""
    state, _comma, cycle = code.partition(",")
    rows = person.view.of(person.subject.of(person.view.filters, state))
    return rows.query(cycles=(int(cycle),))
