"""Cycles and sessions, per review: an unfinished cycle is not small for being new."""

from itertools import groupby
from typing import Any, Final

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import of_sessions
from upr_data.charts.sessions import Cycle, held, per_review
from upr_data.domain.calendar import SESSIONS, Session, n_reviews_of
from upr_data.figures.fixed import the_reviewed
from upr_data.language import _, ngettext, number
from upr_data.model import Dimension, Fig
from upr_data.selection import counted
from upr_data.selection.filters import Filters
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
    edition = view.of(Filters(kinds=view.filters.kinds))
    cycles = cycles_of(
        view.figures(Dimension.CYCLE),
        edition.figures(Dimension.CYCLE),
        edition.figures(Dimension.SESSION),
    )
    if not view.is_of_recommendations:
        cycles = [one._replace(what=counted.name(view.filters)) for one in cycles]
    per = _("{what} per review: one State reviewed in one cycle.")
    notes = [per.format(what=counted.heading(view.filters))]
    notes += [f"{held(one)}." for one in cycles if not one.is_finished]
    if without := int(sessions.filter(pl.col(Fig.KEY).is_null())[Fig.MADE].sum()):
        said = ngettext(
            "{n} without a session is not drawn.", "{n} without a session are not drawn.", without
        )
        notes.append(said.format(n=number(without)))
    ends = [(n, value) for n, value, _reviews in shown.sort(Plot.SESSION).rows()] or [(0, 0.0)]
    question = _(CYCLES.question)
    is_of_all = view.is_of_recommendations and the_reviewed(view.filters) is None
    finding = of_sessions(ends[0], ends[-1], question) if is_of_all else question
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


def cycles_of(
    selected: pl.DataFrame, by_cycle: pl.DataFrame, by_session: pl.DataFrame
) -> list[Cycle]:
    """The selected cycles, as they are drawn; finished where the edition lacks no session of it.

    `selected` are the figures of the selection by cycle, the others those of the whole edition:
    what a filter leaves out is no gap of the edition.
    """
    rows = {row[Fig.KEY]: row for row in selected.to_dicts() if row[Fig.KEY] is not None}
    held, present = _reviews(by_cycle), set(_reviews(by_session))
    calendar = groupby(SESSIONS.values(), key=lambda session: session.cycle)
    return [
        _cycle(n, list(own), rows[n], held.get(n, 0), present) for n, own in calendar if n in rows
    ]


def _reviews(table: pl.DataFrame) -> dict[int, int]:
    """Reviews by key, of those keys that have any."""
    return {key: n for key, n in table.select(Fig.KEY, Fig.N_REVIEWS).iter_rows() if key and n}


def _cycle(
    n: int, sessions: list[Session], row: dict[str, Any], held: int, present: set[int]
) -> Cycle:
    numbers = [one.number for one in sessions]
    years = sessions[0].starts[:4], sessions[-1].starts[:4]
    return Cycle(
        number=n,
        first=numbers[0],
        last=numbers[-1],
        years="–".join(dict.fromkeys(years)),
        value=row[Fig.MADE_PER_REVIEW],
        reviews=row[Fig.N_REVIEWS],
        in_edition=held,
        all_reviews=n_reviews_of(n),
        missing=tuple(one for one in numbers if one not in present),
    )
