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
from upr_data.charts.record_findings import joined, signed_before
from upr_data.domain.instruments import CORE
from upr_data.figures.record.curves import LATER, MID_TERM, Curves, Group, curves, share_at
from upr_data.figures.record.scope import EVERY, Scope, register_until, scope_of
from upr_data.figures.record.sentences import CAVEATS, register_line
from upr_data.figures.record.survival import Curve
from upr_data.figures.record.units import chosen_rows
from upr_data.language import N_, _, day, number
from upr_data.ui.blocks.pictures import show_picture
from upr_data.ui.frame.view import View

_FAR: Final = 12.0

_GROUPS: Final = {
    Group.SUPPORTED: (N_("Asked, supported"), N_("supported"), Paint.SUPPORTED),
    Group.NOT_ASKED: (N_("Not asked"), N_("not asked"), Paint.GROUP),
    Group.NOTED: (N_("Asked, noted only"), N_("noted only"), Paint.NOTED),
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
    return joined(**{group.value: share_at(curve, LATER) for group, curve in found.whole.items()})


def caveat(found: Curves) -> str:
    """The caveat that is in the picture: among what had been signed before, asked or not."""
    supported, not_asked = (
        share_at(found.signed[one], LATER) for one in (Group.SUPPORTED, Group.NOT_ASKED)
    )
    return signed_before(supported, not_asked)


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
    columns = (curve.steps[name].to_list() for name in ("years", "share", "lower", "upper"))
    steps = list(zip(*columns, strict=True))
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
