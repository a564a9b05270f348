"""Cycles and sessions, per review: an unfinished cycle is not small for being new."""

from itertools import groupby
from typing import Any, Final

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import of_sessions
from upr_data.charts.sessions import Cycle, per_review
from upr_data.domain.calendar import SESSIONS, n_reviews_of
from upr_data.language import _, number
from upr_data.model import Dimension, Fig
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.site import CYCLES
from upr_data.ui.frame.view import View

_WHERE: Final = {"session": "sessions", "cycle": "cycles"}


def show_sessions(view: View) -> None:
    """Recommendations per review, session by session, under the mean of each cycle."""
    sessions = view.figures(Dimension.SESSION)
    known = sessions.filter(pl.col(Fig.KEY).is_not_null(), pl.col(Fig.N_REVIEWS) > 0)
    shown = known.select(
        pl.col(Fig.KEY).alias(Plot.SESSION),
        pl.col(Fig.MADE_PER_REVIEW).alias(Plot.VALUE),
        pl.col(Fig.N_REVIEWS).alias(Plot.REVIEWS),
    )
    cycles = cycles_of(view.figures(Dimension.CYCLE), set(shown[Plot.SESSION].to_list()))
    notes = [_("Recommendations per review: one State reviewed in one cycle.")]
    if without := int(sessions.filter(pl.col(Fig.KEY).is_null())[Fig.MADE].sum()):
        notes.append(_("{n} without a session are not drawn.").format(n=number(without)))
    ends = [(n, value) for n, value, _reviews in shown.sort(Plot.SESSION).rows()] or [(0, 0.0)]
    finding = of_sessions(ends[0], ends[-1], _(CYCLES.question))
    caption = view.caption(finding, view.made, *notes)

    def draw(look: Look) -> Drawn:
        return per_review(shown, cycles, caption, look)

    def target(code: str) -> dict[str, str]:
        kind, _colon, n = code.partition(":")
        return view.query(**{_WHERE[kind]: (int(n),)})

    names = {
        **{f"cycle:{one.number}": _("Cycle {n}").format(n=one.number) for one in cycles},
        **{f"session:{n}": _("Session {n}").format(n=n) for n in shown[Plot.SESSION].to_list()},
    }
    show_picture(view, "cycles", draw, Ways(target, names), shown)


def cycles_of(table: pl.DataFrame, present: set[int]) -> list[Cycle]:
    """The cycles of a table of figures, as they are drawn; finished where no session is missing."""
    rows = {row[Fig.KEY]: row for row in table.to_dicts() if row[Fig.KEY] is not None}
    by_cycle = groupby(SESSIONS.values(), key=lambda session: session.cycle)
    return [_cycle(n, list(own), rows[n], present) for n, own in by_cycle if n in rows]


def _cycle(n: int, sessions: list[Any], row: dict[str, Any], present: set[int]) -> Cycle:
    numbers = [one.number for one in sessions]
    years = sessions[0].starts[:4], sessions[-1].starts[:4]
    return Cycle(
        number=n,
        first=numbers[0],
        last=numbers[-1],
        years="–".join(dict.fromkeys(years)),
        value=row[Fig.MADE_PER_REVIEW],
        reviews=row[Fig.N_REVIEWS],
        all_reviews=n_reviews_of(n),
        is_finished=numbers[-1] in present,
    )
