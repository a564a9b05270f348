"""Who joins, and when: the curves of supported, noted only and not asked, and their caveat."""

from collections.abc import Mapping
from typing import Final

import polars as pl
import streamlit as st

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.paint import Paint
from upr_data.charts.record_axes import CurveGroup, CurvePanel
from upr_data.charts.record_curves import joining_curves
from upr_data.charts.words import share
from upr_data.domain.instruments import CORE
from upr_data.figures.record.curves import Curves, Group, curves
from upr_data.figures.record.sentences import CAVEATS, register_line
from upr_data.figures.record.survival import Curve
from upr_data.figures.record.units import EVERY, Scope, chosen_rows, register_until, scope_of
from upr_data.language import N_, _, day, number
from upr_data.ui.blocks.pictures import show_picture
from upr_data.ui.frame.view import View

MID_TERM: Final = 2.5
LATER: Final = 8.0
_FAR: Final = 12.0
_LEAST: Final = 10
"""A curve of fewer is in no title."""

_GROUPS: Final = {
    Group.SUPPORTED: (N_("Asked, supported"), N_("supported"), Paint.SUPPORTED),
    Group.NOT_ASKED: (N_("Not asked"), N_("not asked"), Paint.GROUP),
    Group.NOTED: (N_("Asked, noted only"), N_("noted only"), Paint.NOTED),
}
_FRACTIONS: Final = {
    1 / 10: N_("a tenth"),
    1 / 5: N_("a fifth"),
    1 / 4: N_("a quarter"),
    1 / 3: N_("a third"),
    1 / 2: N_("half"),
    2 / 3: N_("two thirds"),
    3 / 4: N_("three quarters"),
}


def groups() -> list[CurveGroup]:
    """Who is compared, in the order of the key."""
    return [
        CurveGroup(one.value, _(name), _(short), paint)
        for one, (name, short, paint) in _GROUPS.items()
    ]


def show_curves(view: View, scope: Scope) -> None:
    """The picture a talk can open with: shares joined by years, and the same by signature."""
    found = curves(view.records, view.filters, scope)
    steps, risk = _steps(found), _risk(found)
    far = min(_FAR, max((c.longest for c in found.whole.values()), default=_FAR))
    near = min(LATER, far)
    panels = [
        CurvePanel("whole", "", far),
        CurvePanel("signed", _counted(_("Signed before the review"), found.signed), near),
        CurvePanel("unsigned", _counted(_("Not signed before"), found.unsigned), near),
    ]
    read_at = {MID_TERM: _("mid-term"), LATER: ""}
    if found.next_review:
        read_at[found.next_review] = _("next review")
    caption = view.caption_of(
        title(found), _lines(view, found, scope), caveat(found), *_notes(view)
    )

    def draw(look: Look) -> Drawn:
        return joining_curves(steps, risk, groups(), panels, read_at, caption, look)

    show_picture(view, "record_curves", draw, figures=steps)


def show_instead(view: View) -> None:
    """Where a source records no implementation: what the public record knows of the selection."""
    if chosen_rows(view.records, view.filters).is_empty():
        return
    st.header(_("What the public record knows"), anchor=False)
    show_curves(view, EVERY)


def title(found: Curves) -> str:
    """The finding: shares at eight years, in words where they are near a simple fraction."""
    at = {group: _share(curve, LATER) for group, curve in found.whole.items()}
    if any(rate is None for rate in at.values()):
        return _("Do States join what they were asked to join, and when?")
    said = _(
        "Eight years after a review, States had joined {supported} of the treaties they had "
        "supported joining, {not_asked} of those nobody had asked about, and {noted} of those they "
        "had only noted"
    )
    return said.format(**{group.value: in_words(rate or 0.0) for group, rate in at.items()})


def caveat(found: Curves) -> str:
    """The caveat that is in the picture: among what had been signed before, asked or not."""
    pair = [_share(found.signed[one], LATER) for one in (Group.SUPPORTED, Group.NOT_ASKED)]
    said = _("After the review, not because of it.")
    if None in pair:
        return said
    supported, not_asked = (share(rate or 0.0) for rate in pair)
    return " ".join(
        [
            said,
            _(
                "States may support what they already intend: of the treaties they had signed "
                "before the review, {supported} of those supported and {not_asked} of those "
                "nobody asked for had been joined after eight years."
            ).format(supported=supported, not_asked=not_asked),
        ]
    )


def in_words(rate: float) -> str:
    """A share in words where it is within a point of a simple fraction, else in figures."""
    near = min(_FRACTIONS, key=lambda fraction: abs(fraction - rate))
    return _(_FRACTIONS[near]) if abs(near - rate) <= 0.01 else share(rate)  # noqa: PLR2004


def _share(curve: Curve, years: float) -> float | None:
    step = curve.at(years) if curve.n >= _LEAST else None
    return float(step["share"]) if step else None


def _counted(name: str, by_group: Mapping[Group, Curve]) -> str:
    n = sum(curve.n for curve in by_group.values())
    return _("{name}, n = {n}").format(name=name, n=number(n))


def _lines(view: View, found: Curves, scope: Scope) -> tuple[str, ...]:
    """Selection, unit and n, treaties, strength, how far the register goes."""
    chosen = scope_of(view.filters, scope).instruments
    treaties = (
        _("{n} treaties").format(n=number(len(chosen)))
        if chosen
        else _("{n} UN human rights treaties").format(n=number(len(CORE)))
    )
    strength = _("only asks to do it") if scope.strengths else _("asks of every strength")
    until = register_until(view.records)
    joined = _("joined up to {day}").format(day=day(until)) if until else ""
    unit = _("State × review × treaty, open at the review, n = {n}").format(n=number(found.n))
    return tuple(line for line in (view.sentence, unit, treaties, strength, joined) if line)


def _notes(view: View) -> list[str]:
    until = register_until(view.records)
    return [
        _(
            "Supported: at least one ask for that treaty at that review was; noted only: none was; "
            "not asked: not a party, and nobody asked. Kaplan–Meier: a treaty not joined by {day} "
            "counts as long as it was observed; shaded: 95 % interval (asks to one State are not "
            "independent, so it is rather too narrow)."
        ).format(day=day(until) if until else _("the register's day")),
        *(_(one) for one in CAVEATS[1:]),
        register_line(view.records),
    ]


def _steps(found: Curves) -> pl.DataFrame:
    rows = [
        (panel, group.value, years, value, lowest, highest)
        for panel, by_group in (
            ("whole", found.whole),
            ("signed", found.signed),
            ("unsigned", found.unsigned),
        )
        for group, curve in by_group.items()
        if curve.n
        for years, value, lowest, highest in _of_curve(curve)
    ]
    columns = [Plot.PANEL, Plot.GROUP, Plot.YEARS, Plot.VALUE, Plot.LOWEST, Plot.HIGHEST]
    types = [pl.String, pl.String, *[pl.Float64] * 4]
    return pl.DataFrame(rows, schema=list(zip(columns, types, strict=True)), orient="row")


def _of_curve(curve: Curve) -> list[tuple[float, float, float, float]]:
    """The steps of a curve, and its end: where nobody is watched any longer."""
    steps = curve.steps.select("years", "share", "lower", "upper").rows()
    return [*steps, (curve.longest, *steps[-1][1:])]


def _risk(found: Curves) -> pl.DataFrame:
    rows = [
        (group.value, float(years), curve.at_risk(years))
        for group, curve in found.whole.items()
        if curve.n
        for years in range(int(_FAR) + 1)
    ]
    schema = pl.Schema([(Plot.GROUP, pl.String), (Plot.YEARS, pl.Float64), (Plot.N, pl.Int64)])
    return pl.DataFrame(rows, schema=schema, orient="row")
