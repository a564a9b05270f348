"""The rows of a matrix, by the columns of its plan: what each is about, and what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from upr_data.domain import states
from upr_data.ingest.sources.matrices.finding import Table
from upr_data.ingest.sources.matrices.grid import Fill, Line
from upr_data.ingest.sources.matrices.headings import ColumnRole
from upr_data.ingest.sources.matrices.matching import Wanted
from upr_data.ingest.sources.matrices.origin import cycle_in
from upr_data.ingest.sources.matrices.plan import LevelColumn, Plan, Review
from upr_data.ingest.sources.matrices.references import (
    leading_number,
    symbol_in,
    without_symbol,
)
from upr_data.ingest.sources.matrices.stock import number_key, states_in, symbol_key, text_key
from upr_data.ingest.sources.matrices.wording import split_words
from upr_data.ingest.sources.words.states_in_text import lookup, names

_LINK: Final = re.compile(r"https?://[^\s<>\"']{3,2000}")
_FILLS_DOWN: Final = frozenset(
    {
        ColumnRole.NUMBER, ColumnRole.TEXT, ColumnRole.RECOMMENDING_STATE, ColumnRole.DOCUMENT,
        ColumnRole.RECOMMENDATION_ID, ColumnRole.STATE_UNDER_REVIEW, ColumnRole.CYCLE,
    }
)  # fmt: skip
"""Columns whose merged cells hold for the rows below too; levels never do."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a level column says in a row: its words, or a colour.

    `is_merged` is a blank cell that belongs to the one above it.
    """

    column: LevelColumn
    words: tuple[str, ...]
    given: str
    fill: Fill | None = None
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A row: what it is about, what its level columns say, and what stands beside them."""

    wanted: Wanted
    said: tuple[Said, ...]
    comment: str
    link: str | None
    day: str
    assessor: str
    assessor_type: str
    milestone: str
    is_alone: bool

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said, by word, colour or comment."""
        return not (self.comment or any(one.words or one.fill for one in self.said))


def records_of(table: Table, plan: Plan, *, has_types: bool) -> Iterator[Record]:
    """The rows of the table that name a recommendation or say something.

    `has_types` is whether cells say that they are numbers.
    """
    review = Review.of(plan.review) if plan.review else None
    above: dict[ColumnRole, str] = {}
    for line in table.lines:
        texts = {
            column.role: _text(line, column.role, column.place, above) for column in plan.columns
        }
        above = {role: text for role, text in texts.items() if role in _FILLS_DOWN}
        record = _record(line, texts, plan, review)
        if not has_types:
            record = replace(record, wanted=replace(record.wanted, is_number=None))
        if record.wanted.id or record.wanted.number or record.wanted.text or not record.is_silent:
            yield record


def _text(line: Line, role: ColumnRole, place: int, above: dict[ColumnRole, str]) -> str:
    cell = line.cell(place)
    if cell.is_merged and not cell.text and role in _FILLS_DOWN:
        return above.get(role, "")
    return cell.text


def _record(line: Line, texts: dict[ColumnRole, str], plan: Plan, review: Review | None) -> Record:
    number_place = plan.place(ColumnRole.NUMBER)
    number_cell = line.cell(number_place) if number_place is not None else None
    number, text = texts.get(ColumnRole.NUMBER, ""), texts.get(ColumnRole.TEXT, "")
    led, behind = leading_number(text)
    symbol = symbol_in(texts.get(ColumnRole.DOCUMENT, "")) or symbol_in(number)
    number = without_symbol(number) if symbol and number else number
    if not number and texts.get(ColumnRole.DOCUMENT):
        number = without_symbol(texts[ColumnRole.DOCUMENT]) if symbol else ""
    if not number and led:
        number, text = led, behind
    elif led and number_key(led) == number_key(number):
        text = behind
    given = names(texts.get(ColumnRole.RECOMMENDING_STATE, "").replace("\n", ", "))
    codes = frozenset(code for name in given if (code := lookup(name)))
    wanted = Wanted(
        line=line.line,
        id=texts.get(ColumnRole.RECOMMENDATION_ID, "").strip(),
        symbol=symbol_key(symbol),
        number=number_key(number) if symbol else number.strip(),
        is_number=bool(number_cell and number_cell.is_number),
        is_date=bool(number_cell and number_cell.is_date),
        text=text,
        key=text_key(text) if text else "",
        states=codes or states_in(text),
        review=_review(texts, review),
    )
    return Record(
        wanted=wanted,
        said=tuple(_said(line, plan)),
        comment=_comment(line, plan),
        link=_link(texts.get(ColumnRole.EVIDENCE, "")),
        day=texts.get(ColumnRole.DATE, ""),
        assessor=texts.get(ColumnRole.ASSESSOR, ""),
        assessor_type=texts.get(ColumnRole.ASSESSOR_TYPE, ""),
        milestone=texts.get(ColumnRole.MILESTONE, ""),
        is_alone=len(line.filled) == 1,
    )


def _review(texts: dict[ColumnRole, str], review: Review | None) -> Review | None:
    """The review that the row itself names; what it leaves out is as in the file's."""
    named = texts.get(ColumnRole.STATE_UNDER_REVIEW, "")
    code = states.lookup(named) if named else review and review.state
    told = texts.get(ColumnRole.CYCLE, "")
    cycle = cycle_in(f"cycle {told}") if told else review and review.cycle
    return Review(code, cycle) if code and cycle else review


def _said(line: Line, plan: Plan) -> Iterator[Said]:
    if plan.has_sections:
        words = (line.section,) if line.section else ()
        yield Said(LevelColumn(-1, "", ""), words, line.section)
    for column in plan.levels:
        cell = line.cell(column.place)
        fill = None if cell.text else cell.fill
        is_merged = cell.is_merged and not cell.text
        yield Said(column, tuple(split_words(cell.text)), cell.text, fill, is_merged)
    if not (plan.levels or plan.has_sections):
        yield Said(LevelColumn(-1, "", ""), (), "")


def _comment(line: Line, plan: Plan) -> str:
    found = [
        line.text(column.place) for column in plan.columns if column.role is ColumnRole.COMMENT
    ]
    return "\n".join(dict.fromkeys(text for text in found if text))


def _link(text: str) -> str | None:
    found = _LINK.search(text)
    return found[0] if found else None
