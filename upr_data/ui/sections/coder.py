"""Action categories coded from the text: how it is done, and how well it agrees with people."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.domain.agreement import Agreement, rules_agreement
from upr_data.language import N_, _, clauses, day, decimal, number, percent
from upr_data.language.labels import category_label, label
from upr_data.model import ActionCategory, CategoryBasis
from upr_data.snapshot import Manifest
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.text import plain

NOTE: Final = "coder"
"""Under which key a manifest says who coded what the source left out."""

_HOW: Final = N_(
    "Where a source gives no action category, we read it from the text, in English only. The verb "
    "that says what is asked gives the category; of two verbs that share an object the second "
    "counts; the object can change it (“adopt measures” is 4, “adopt legislation” 5); a specific "
    "means makes a general action specific (“improve … by amending …”). Each row keeps the rule "
    "and the words it saw. What cannot be read stays uncoded, and what the source coded is never "
    "changed. Rows coded so are marked, and `category_basis=source` in a link leaves them out."
)
_CAVEAT: Final = N_(
    "No text of these sessions was read while the rules were drawn up, but it was counted which of "
    "the rules and verbs disagree there, and what each change does: these figures are those of "
    "sessions the rules have been adjusted to. Before any such count kappa was 0.862."
)
_CODED: Final = (*(str(int(category)) for category in ActionCategory), "0")
_MEASURES: Final = {
    "accuracy": N_("Accuracy"),
    "kappa": N_("Cohen's kappa"),
    "macro_f1": N_("Macro-F1"),
}

AGAINST: Final = N_(
    "UPR Info's exports: sessions 25–27 (2018) and 10–13 (2015), whose texts were never read while "
    "the rules were drawn up"
)
"""What the agreement that this program ships says it was measured on, for translators."""


def show_coder() -> None:
    """How texts are coded by the rules, and how well these agree with people."""
    st.markdown(_("**Action category coded from the text**"))
    st.markdown(_(_HOW))
    _show_agreement(rules_agreement())
    st.caption(_(_CAVEAT))


def _show_agreement(agreement: Agreement) -> None:
    """Agreement with hand coding: overall, by category, and what is confused with what."""
    measured = _("The rules against people, measured on {day} on {n} rows: {against}.").format(
        day=day(date.fromisoformat(agreement.measured)),
        n=number(agreement.n),
        against=_(agreement.against),
    )
    st.markdown(plain(f"{measured} {clauses(_measures(agreement))}."))
    show_frame(
        _by_category(agreement),
        hide_index=True,
        alt=_("Agreement by action category"),
        column_config=_columns(),
    )
    st.caption(
        _(
            "Each line is what people gave, each numbered column what was coded, as a share of the "
            "line. Most disagreement is between 4 and 5: {general} of what people called general "
            "was coded specific, {specific} the other way round."
        ).format(
            general=percent(agreement.confusion["4"]["5"], 0),
            specific=percent(agreement.confusion["5"]["4"], 0),
        )
    )


def paper(manifest: Manifest) -> str | None:
    """Who coded what the source of a snapshot left out, in a sentence; None where nobody did."""
    note: Mapping[str, Any] = manifest.notes.get(NOTE) or {}
    if not note.get("n_coded"):
        return None
    said = _(
        "Action category: {n} rows {how} (version {version}), {left} left without one. Agreement "
        "with hand coding: kappa {kappa}."
    )
    agreement = note["agreement"]
    return said.format(
        n=number(note["n_coded"]),
        how=label(CategoryBasis(note["basis"])),
        version=note["version"],
        left=number(note["n_uncoded"]),
        kappa=decimal(agreement["kappa"], 2) if agreement else _("not measured"),
    )


def _measures(agreement: Agreement) -> list[str]:
    return [
        _("{measure} {value} (95 % interval {lower}–{upper})").format(
            measure=_(name),
            value=decimal(getattr(agreement, code), 3),
            lower=decimal(agreement.intervals[code][0], 3),
            upper=decimal(agreement.intervals[code][1], 3),
        )
        for code, name in _MEASURES.items()
    ]


def _by_category(agreement: Agreement) -> pl.DataFrame:
    """One line a category: scores, then the shares of what it was coded as, in per cent."""
    return pl.DataFrame(
        [
            {
                "given": category_label(category),
                **agreement.per_category[str(int(category))],
                **{coded: 100 * agreement.confusion[str(int(category))][coded] for coded in _CODED},
            }
            for category in ActionCategory
        ]
    )


def _columns() -> dict[str, Any]:
    scores = {"precision": _("Precision"), "recall": _("Recall"), "f1": "F1"}
    coded = {n: n if n != "0" else _("None") for n in _CODED}
    return (
        {"given": st.column_config.TextColumn(_("Given by people"), pinned=True)}
        | {n: st.column_config.NumberColumn(t, format="%.2f") for n, t in scores.items()}
        | {n: st.column_config.NumberColumn(t, format="%.0f %%") for n, t in coded.items()}
    )
