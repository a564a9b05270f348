"""One recommendation as it is listed: what was said, who to whom, how it was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from upr_data.domain.issues import ISSUES
from upr_data.export.citation import Work, citation
from upr_data.export.imprint import imprint
from upr_data.figures.rows import RECOMMENDING_STATE_NAME, STATE_NAME
from upr_data.language import _
from upr_data.language.labels import category_label, label
from upr_data.model import OWN_BASES, CategoryBasis, CitationStyle, Col, Kind, Response, Status
from upr_data.selection.marking import segments
from upr_data.ui.frame import address
from upr_data.ui.frame.site import ROWS
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View
from upr_data.ui.sections.row_fields import Row, fields

ONE: Final = f"{ROWS.path}.row"
"""The choice of this page that names one row."""

_COLOURS: Final[Mapping[Response, str]] = {
    Response.SUPPORTED: "blue",
    Response.PARTIALLY_SUPPORTED: "blue",
    Response.NOTED: "violet",
    Response.PENDING: "gray",
    Response.UNKNOWN: "gray",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in a list, and which row of which place has anything open.

    Widgets are called by place, not by row: Streamlit never forgets one that it has shown.
    """

    n: int
    opened: dict[int, str]

    def begin(self, row_id: str) -> None:
        """What was open of another row that stood here before is no longer."""
        if self.opened.get(self.n, row_id) != row_id:
            st.session_state[f"cite-{self.n}"] = st.session_state[f"fields-{self.n}"] = False

    def end(self, row_id: str, *, has_open: bool) -> None:
        """Remember whether anything of this row is open."""
        if has_open:
            self.opened[self.n] = row_id
        else:
            self.opened.pop(self.n, None)


def show_row(view: View, row: Row, place: Place | None = None, *, words: str | None = None) -> None:
    """A recommendation: its answer, text and origin; citation and all fields behind a click.

    `words` are marked in the text; else those of the selection. `place` is where it stands in a
    list; opened by itself, it has its citation in one sentence ready to be copied.
    """
    is_open, row_id = place is None, row[Col.ROW_ID]
    here = place.n if place else row_id
    if place:
        place.begin(row_id)
    is_recorded = view.records.has_assessments
    with st.container(border=True, gap="xsmall"):
        st.markdown(" · ".join([_answer(row), plain(" · ".join(_who(row)))]))
        _show_text(row[Col.TEXT] or "", view.filters.q if words is None else words)
        st.caption(plain(" · ".join(_about(row, is_recorded=is_recorded))))
        if is_open:
            st.caption(
                _("Its citation; to copy it, point at it or tap it: the button is at its corner.")
            )
            sentence = citation(cited(view, row), CitationStyle.SENTENCE)
            st.code(sentence, language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            cite = _show_citation(view, row, f"cite-{here}")
            if not is_open:
                st.button(
                    _("Open this row"),
                    type="tertiary",
                    key=f"open-{here}",
                    on_click=_open,
                    args=(row_id,),
                )
        details = st.expander(
            _("All fields"),
            expanded=is_open,
            type="compact",
            on_change=address.write,
            key=f"fields-{here}",
        )
        if details.open or is_open:
            with details:
                st.table(
                    fields(row, is_recorded=is_recorded),
                    alt=_("All fields of this recommendation"),
                )
        if place:
            place.end(row_id, has_open=cite or bool(details.open))


def _open(row_id: str) -> None:
    """Lead to the row by its own address; the browser's Back leads to the list."""
    st.session_state[ONE] = row_id
    address.write()


def marked(text: str, query: str) -> str:
    """The text for a place that reads Markdown, found words marked, nothing in it obeyed.

    White space is drawn together, as Markdown does: at a line's start it would have a meaning.
    """
    return "".join(
        f":yellow-background[{plain(one.text)}]" if one.is_found else plain(one.text)
        for one in segments(" ".join(text.split()), query)
    )


def _show_text(text: str, query: str) -> None:
    """A text sign for sign; only where words were looked for, with these marked."""
    found = marked(text, query) if query else ""
    if ":yellow-background[" in found:
        st.markdown(found)
    else:
        st.text(text or _("No text given"))


def _answer(row: Row) -> str:
    """The response as a coloured word; a pledge was asked by nobody, so nobody answers it."""
    if row[Col.KIND] == Kind.VOLUNTARY_PLEDGE:
        return f"**:gray[{label(Kind.VOLUNTARY_PLEDGE)}]**"
    response = Response(row[Col.RESPONSE] or Response.UNKNOWN)
    return f"**:{_COLOURS[response]}[{label(response)}]**"


def _who(row: Row) -> list[str]:
    """Who asked whom, and when."""
    recommender = row[RECOMMENDING_STATE_NAME] or _("unknown State")
    is_pledge = row[Col.KIND] == Kind.VOLUNTARY_PLEDGE
    pair = _("{recommender} to {reviewed}").format(
        recommender=recommender, reviewed=row[STATE_NAME]
    )
    session = row[Col.SESSION]
    return [
        row[STATE_NAME] if is_pledge else pair,
        _("Session {n}").format(n=session) if session else _("Session unknown"),
    ]


def _about(row: Row, *, is_recorded: bool) -> list[str]:
    """Action category, issues, and what became of it where the source says."""
    parts = [
        _category(row[Col.ACTION_CATEGORY], row[Col.ACTION_CATEGORY_BASIS]),
        ", ".join(_(ISSUES[code]) for code in row[Col.ISSUES] or []),
        label(Status(row[Col.STATUS])) if is_recorded else "",
    ]
    return [part for part in parts if part]


def _category(category: int | None, basis: str | None) -> str:
    """The action category, and who coded it where the source did not."""
    if category is None:
        return _("Not coded")
    if basis not in OWN_BASES:
        return category_label(category)
    how = label(CategoryBasis(basis))
    return _("{category}, {how}").format(category=category_label(category), how=how)


def _show_citation(view: View, row: Row, key: str) -> bool:
    """A popover with citations; whether it is open."""
    cite = st.popover(_("Cite"), type="tertiary", key=key, on_change=address.write)
    if cite.open:
        with cite:
            work = cited(view, row)
            for style in (CitationStyle.SENTENCE, CitationStyle.APA, CitationStyle.BIBTEX):
                st.caption(label(style))
                st.code(citation(work, style), language=None, wrap_lines=True)
    return bool(cite.open)


def cited(view: View, row: Row) -> Work:
    """The recommendation as a work: its words, its place in the source, this edition, its link."""
    of = imprint(view.records, view.filters, permanent(view, row[Col.ROW_ID]))
    symbol, paragraph = row[Col.DOCUMENT_SYMBOL], row[Col.PARAGRAPH]
    place = ", ".join(
        part
        for part in (
            symbol or "",
            _("paragraph {n}").format(n=paragraph) if paragraph else "",
            *_who(row)[1:],
        )
        if part
    )
    what = (
        _("Voluntary pledge of {reviewed}: “{text}”")
        if row[Col.KIND] == Kind.VOLUNTARY_PLEDGE
        else _("Recommendation by {recommender} to {reviewed}: “{text}”")
    )
    title = what.format(
        recommender=row[RECOMMENDING_STATE_NAME] or _("unknown State"),
        reviewed=row[STATE_NAME],
        text=row[Col.TEXT] or "",
    )
    answer = label(Response(row[Col.RESPONSE] or Response.UNKNOWN))
    return Work(title, replace(of, selection=place, counted=answer), datetime.now(UTC).date())


def permanent(view: View, row_id: str) -> str:
    """The permanent address of one row in this very data edition."""
    here = urlsplit(view.link(ROWS.path))
    query: dict[str, Any] = {"snapshot": view.records.manifest.id, ONE: row_id}
    return urlunsplit(here._replace(query=urlencode(query)))
