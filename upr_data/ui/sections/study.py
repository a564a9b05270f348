"""What studies published, as citations apart from the snapshot's own figures."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from upr_data.domain.published import PUBLISHED, published_table
from upr_data.figures import beside
from upr_data.figures.beside import Beside
from upr_data.language import N_, _, number, printed_percent
from upr_data.ui.blocks import page_parts
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame import address
from upr_data.ui.frame.site import PUBLISHED as PUBLISHED_PAGE
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View
from upr_data.ui.sections import beside as words
from upr_data.ui.sections import claims, printed
from upr_data.ui.sections.exhibits import EXHIBITS, Exhibit

TRIGGERED_2014: Final = "BP-007"
COVERAGE_2014: Final = "BP-002"


def show_published(view: View) -> None:
    """The study's figure with its page; beside it the same reviews, where they are real.

    Invented data never stand beside a published figure as its twin: there it is a line of text.
    """
    same = beside.beside(view.records, PUBLISHED[TRIGGERED_2014])
    if view.is_demonstration or same.value is None:
        st.header(_("Published, of real reviews"), anchor=False)
        here = [] if view.is_demonstration else [words.why(same)]
        st.markdown(plain(" ".join([citation(), *here])))
        _link()
        return
    with st.grid(2, min_column_width=300):
        with st.container(border=True, height="stretch", gap="xsmall"):
            triggered = PUBLISHED[TRIGGERED_2014]
            st.metric(_("Published in 2014: led to action"), printed_percent(triggered.value))
            st.caption(plain(citation()))
            _link()
        with st.container(border=True, height="stretch", gap="xsmall"):
            _show_same_reviews(same)


def citation() -> str:
    """The figure of 2014 with counts, denominator, scope, coverage, source and page."""
    triggered, coverage = PUBLISHED[TRIGGERED_2014], PUBLISHED[COVERAGE_2014]
    return _(
        "{share} led to action: {n} of {of} commented, pledges included; sessions 2–12, at "
        "mid-term. {coverage} were commented on by anyone: {of} of {made}. {source}, p. {page}."
    ).format(
        share=printed_percent(triggered.value),
        n=number(triggered.numerator or 0),
        of=number(triggered.denominator or 0),
        coverage=printed_percent(coverage.value),
        made=number(coverage.denominator or 0),
        source=triggered.source,
        page=triggered.page,
    )


def _link() -> None:
    st.page_link(
        PUBLISHED_PAGE.file, label=_("All published figures"), query_params=address.of_selection()
    )


def _show_same_reviews(same: Beside) -> None:
    """The same sessions, kinds and denominator in this data edition, or that it does not say."""
    st.metric(
        _("The same reviews in this data edition"), words.written(same.value, same.figure.unit)
    )
    st.caption(plain(". ".join(part for part in (words.counts(same), words.why(same)) if part)))


def show_studies(view: View) -> None:
    """What studies printed: the first as charts, beside this edition, then all with their page."""
    st.markdown(
        _("These figures are as printed, of real reviews, whatever data this site shows elsewhere.")
    )
    _show_exhibits(EXHIBITS[:2])
    claims.show_checker(view)
    words.show_beside(view)
    st.header(_("As printed"), anchor=False)
    _show_exhibits(EXHIBITS[2:])
    st.header(_("Every figure, with its page"))
    show_frame(
        printed.table(),
        hide_index=True,
        placeholder="–",
        column_config=_columns(),
        alt=_("Every published figure"),
    )
    page_parts.show_csv(published_table, "upr-published-figures.csv")


def _show_exhibits(exhibits: Sequence[Exhibit]) -> None:
    for pair in zip(exhibits[::2], exhibits[1::2], strict=True):
        with st.grid(2, min_column_width=380):
            for exhibit in pair:
                with st.container(border=True, height="stretch"):
                    page_parts.draw(exhibit.chart(), published=exhibit.citation())


def _columns() -> dict[str, Any]:
    numbers = {
        name: st.column_config.NumberColumn(_(title), format="localized")
        for name, title in _NUMBERS.items()
    }
    texts = {
        name: st.column_config.TextColumn(_(title), width=_WIDTHS.get(name))
        for name, title in _TEXTS.items()
    }
    return texts | numbers


_NUMBERS: Final = {
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "value": N_("As printed"),
}
_TEXTS: Final = {
    "measure": N_("Measure"),
    "dimension": N_("By"),
    "member": N_("Group"),
    "unit": N_("Unit"),
    "denominator_rule": N_("Of"),
    "rule_basis": N_("Rule"),
    "scope": N_("Scope"),
    "source": N_("Source"),
    "page": N_("Page"),
    "published": N_("Published"),
    "note": N_("Note"),
}
_WIDTHS: Final = {"dimension": 130, "member": 200, "scope": 200, "source": 240, "note": 400}
