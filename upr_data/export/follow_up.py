"""The follow-up list of a recommending State: a workbook, and a brief of it."""

from dataclasses import replace
from typing import Final

import polars as pl

from upr_data.export.contents.open_rows import cut
from upr_data.export.document import Document, Section, Table, Value
from upr_data.export.imprint import SITE, Imprint, imprint
from upr_data.export.titles import in_words, row_title
from upr_data.export.workbook import Book
from upr_data.figures.continuity import ALIKE
from upr_data.figures.follow_up.asked import (
    IS_DERIVED,
    NEXT_REVIEW,
    NEXT_SESSION,
    RAISED_AGAIN,
    RECORD,
    Recorded,
    asked,
    nothing_recorded,
)
from upr_data.figures.records import Records
from upr_data.figures.rows import STATE_NAME
from upr_data.language import N_, _, number
from upr_data.model import Col
from upr_data.selection.filters import Filters

MOST_ROWS: Final = 20_000
_IN_A_BRIEF: Final = 40
_COLUMNS: Final = (
    STATE_NAME, Col.CYCLE, Col.SESSION, Col.TEXT, Col.RESPONSE, Col.ACTION_CATEGORY, Col.ISSUES,
    Col.STATUS, RECORD, NEXT_SESSION, NEXT_REVIEW, RAISED_AGAIN, Col.ROW_ID,
)  # fmt: skip
_TITLES: Final = {
    RECORD: N_("Public record"),
    NEXT_SESSION: N_("Next review: session"),
    NEXT_REVIEW: N_("Next review: starts"),
    RAISED_AGAIN: N_("Raised again by"),
    Col.TEXT: N_("What was asked"),
}


def follow_up(
    records: Records, filters: Filters, state: str, recorded: Recorded = nothing_recorded
) -> pl.DataFrame:
    """What a State asked, in words: response, status, record, next review, raised again by whom."""
    found = asked(records, filters, state, recorded)
    names = dict(records.state_names)
    derived = _(" (derived)")
    starts = [
        None if day is None else day + (derived if is_derived else "")
        for day, is_derived in found.select(NEXT_REVIEW, IS_DERIVED).iter_rows()
    ]
    return in_words(found, records).with_columns(
        pl.Series(NEXT_REVIEW, starts, pl.String),
        pl.col(RAISED_AGAIN).list.eval(pl.element().replace(names)).list.join(", "),
    ).select(_COLUMNS)  # fmt: skip


def follow_up_workbook(
    records: Records,
    filters: Filters,
    state: str,
    link: str = "",
    recorded: Recorded = nothing_recorded,
) -> bytes:
    """The list as a workbook."""
    said = _imprint(records, filters, state, link)
    table = follow_up(records, filters, state, recorded)
    with Book(said) as book:
        head = [_title(records, state), said.selection, said.counted, said.coverage, *_rules()]
        if table.height > MOST_ROWS:
            cut_at = _("The first {kept} of {n} rows; take CSV or Parquet for all.")
            head.append(cut_at.format(kept=number(MOST_ROWS), n=number(table.height)))
        sheet, first = book.sheet(_("Follow-up"), head)
        heads = [_(_TITLES[one]) if one in _TITLES else row_title(one) for one in table.columns]
        book.frame(sheet, first, table.head(MOST_ROWS), heads)
        book.table(_("Provenance"), [*said.method()], (28, 110))
    return book.data


def follow_up_brief(
    records: Records,
    filters: Filters,
    state: str,
    link: str = "",
    recorded: Recorded = nothing_recorded,
) -> Document:
    """The list as a document: the newest of what was asked, by State under review."""
    said = _imprint(records, filters, state, link)
    table = follow_up(records, filters, state, recorded)
    lines: tuple[tuple[Value, ...], ...] = tuple(
        (
            one[STATE_NAME] or "–",
            one[Col.SESSION],
            cut(one[Col.TEXT]),
            one[Col.RESPONSE],
            one[RECORD] or one[Col.STATUS],
            one[NEXT_REVIEW] or "–",
            one[RAISED_AGAIN] or "–",
        )
        for one in table.head(_IN_A_BRIEF).iter_rows(named=True)
    )
    heads = (
        _("State under review"), _("Session"), _("What was asked"), _("Response"),
        _("Status"), _("Next review"), _("Raised again by"),
    )  # fmt: skip
    shown = _("The newest {n} of {of}; all of them are in the workbook.")
    section = Section(
        title=_("Newest first"),
        subtitle=shown.format(n=number(len(lines)), of=number(table.height)),
        table=Table(heads, lines, widths=(2.4, 1.5, 5.2, 1.9, 2.4, 1.8, 2)),
        caveat=" ".join(_rules()),
    )
    return Document(
        title=_title(records, state),
        subtitle=f"{said.edition} · {SITE}",
        sections=(section,),
        imprint=said,
        lang=filters.lang,
    )


def _imprint(records: Records, filters: Filters, state: str, link: str) -> Imprint:
    return imprint(records, replace(filters, recommending_states=(state,)), link)


def _title(records: Records, state: str) -> str:
    return _("What {name} asked, and what became of it").format(
        name=records.state_names.get(state, state)
    )


def _rules() -> list[str]:
    return [
        _(
            "Raised again: a later review of the same State has a text much like it "
            "(likeness of words {n} or more of 100)."
        ).format(n=f"{ALIKE:g}"),
        _("Next reviews marked as derived follow from the order of an earlier cycle."),
    ]
