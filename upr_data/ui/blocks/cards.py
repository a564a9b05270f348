"""Figures as cards: the number, what it is of, and how much of the whole is known."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from upr_data.figures import method
from upr_data.figures.fixed import fixes_category, fixes_outcome, fixes_response
from upr_data.figures.method import Definition
from upr_data.figures.record.sentences import CAVEATS, joined
from upr_data.figures.record.sentences import coverage_line as record_coverage
from upr_data.language import N_, _, number, percent
from upr_data.language.labels import label
from upr_data.model import Denominator, Dimension, Fig, Unit
from upr_data.selection.counted import Counted, counted
from upr_data.ui.frame import store
from upr_data.ui.frame.view import View

Row = dict[str, Any]

_MADE: Final = {
    Counted.RECOMMENDATIONS: N_("Recommendations made"),
    Counted.PLEDGES: N_("Voluntary pledges made"),
    Counted.BOTH: N_("Recommendations and voluntary pledges made"),
}


def show_cards(view: View) -> Row:
    """The figures of a selection, without what its filter fixes; returns its row of figures."""
    row = view.figures(Dimension.NONE).row(0, named=True)
    with st.grid(4, min_column_width=190):
        if not fixes_outcome(view.filters):
            show_triggered(view, row)
        show_made(view, row)
        if not fixes_response(view.filters):
            show_acceptance(view, view.answered.figures().row(0, named=True))
        if not fixes_category(view.filters):
            show_vague(view, row)
    return row


def show_made(view: View, row: Row) -> None:
    """How many, in both units."""
    each_once = (
        _("{n} different texts (this source gives no numbers)")
        if store.are_known_by_text(view.records)
        else _("{n} if each is counted once")
    ).format(n=number(row[Fig.N_RECOMMENDATIONS]))
    each_state = _("{n} if counted once for each recommending State").format(
        n=number(row[Fig.N_ROWS])
    )
    kinds = counted(view.filters)
    if kinds is Counted.PLEDGES:
        lines = [each_once]
    elif view.filters.unit is Unit.ROW:
        lines = [_("Counted once for each recommending State"), each_once]
    else:
        lines = [_("Each counted once"), each_state]
    _card(_(_MADE[kinds]), number(row[Fig.MADE]), lines, method.UNITS)


def show_triggered(view: View, row: Row) -> None:
    """Triggered action with its denominator, coverage and bounds, or that nobody assessed it."""
    if not row[Fig.N_COMMENTED]:
        _show_without_words(view)
        return
    counted = _("{rate}: {n} of {of} {denominator}").format(
        rate=percent(row[Fig.TRIGGERED_RATE]),
        n=number(row[Fig.N_TRIGGERED]),
        of=number(row[Fig.TRIGGERED_DENOMINATOR]),
        denominator=label(Denominator(row[Fig.TRIGGERED_OF])),
    )
    bounds = _("The true share of all lies between {lower} and {upper}").format(
        lower=percent(row[Fig.TRIGGERED_LOWER]), upper=percent(row[Fig.TRIGGERED_UPPER])
    )
    meaning = _("“Triggered action”: fully or partly implemented")
    lines = [meaning, counted, coverage_line(row), bounds]
    _card(_("Led to action"), percent(row[Fig.TRIGGERED_RATE], 0), lines, method.TRIGGERED)


def show_acceptance(view: View, row: Row) -> None:
    """Acceptance, beside the share of vague recommendations that it depends on."""
    counted = _("{rate}: {n} supported of {of} answered").format(
        rate=percent(row[Fig.ACCEPTANCE_RATE]),
        n=number(row[Fig.N_SUPPORTED]),
        of=number(row[Fig.ACCEPTANCE_DENOMINATOR]),
    )
    pending = _("{n} pending or unknown").format(
        n=number(row[Fig.N_PENDING] + row[Fig.N_UNKNOWN_RESPONSE])
    )
    mix = _("{share} ask for general action; these are supported more often").format(
        share=percent(row[Fig.VAGUE_SHARE])
    )
    lines = [counted, pending, *([] if fixes_category(view.filters) else [mix])]
    _card(_("Acceptance"), percent(row[Fig.ACCEPTANCE_RATE], 0), lines, method.ACCEPTANCE)


def show_vague(view: View, row: Row) -> None:
    """The vague share, what of it is coded by us, and what is not coded."""
    coded = row[Fig.MADE] - row[Fig.N_CATEGORY_UNKNOWN]
    counted = _("{rate}: {n} of {of} in categories 1–4 (“vague” in the literature)").format(
        rate=percent(row[Fig.VAGUE_SHARE]),
        n=number(coded - row[Fig.N_CATEGORY_5]),
        of=number(coded),
    )
    specific = _("{n} specific (category 5)").format(n=number(row[Fig.N_CATEGORY_5]))
    lines = [counted, specific]
    if ours := view.n_coded_by_us:
        lines.append(_("{n} coded from the text, not by the source").format(n=number(ours)))
    if row[Fig.N_CATEGORY_UNKNOWN]:
        lines.append(_("{n} not coded").format(n=number(row[Fig.N_CATEGORY_UNKNOWN])))
    _card(_("General action"), percent(row[Fig.VAGUE_SHARE], 0), lines, method.SPECIFICITY)


def coverage_line(row: Row) -> str:
    """Coverage as every rate of triggered action carries it."""
    return _("{rate} were assessed or commented on by anyone: {n} of {of}").format(
        rate=percent(row[Fig.COVERAGE]), n=number(row[Fig.N_COMMENTED]), of=number(row[Fig.MADE])
    )


def _show_without_words(view: View) -> None:
    """What the public record knows where the source records nothing; else that nobody spoke."""
    if view.records.has_assessments:
        said = _("Nobody has assessed or commented on what is selected.")
        _card(_("Led to action"), "–", [said], method.TRIGGERED)
        return
    said = _("Implementation is not recorded by this source.")
    known = joined(view.records, view.filters)
    if not known.asked:
        _card(_("Led to action"), "–", [said], method.TRIGGERED)
        return
    counted = _("{x} of {n} treaties still open that States were asked to join").format(
        x=number(known.joined), n=number(known.asked)
    )
    beside = _("Not asked: {y} of {m}").format(
        y=number(known.joined_unasked), m=number(known.not_asked)
    )
    covered = record_coverage(view.records, view.filters)
    lines = [counted, beside, covered, _(CAVEATS[0]), said]
    title = _("Joined by the next review")
    _card(title, percent(known.joined / known.asked, 0), lines, method.JOINED)


def _card(title: str, figure: str, lines: Sequence[str], definition: Definition) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(title, figure, help=_(definition.text))
        st.caption("  \n".join(lines))
