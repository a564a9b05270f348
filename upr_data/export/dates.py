"""Dates as a calendar file: reviews to come, and when mid-term reports are due.

The days are those of the Working Group's sessions, as published or derived; where only a month is
known the event is that month, and says so. A State's own day within a session is not known here.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import polars as pl

from upr_data.domain.calendar import SESSIONS, Session
from upr_data.export.imprint import SITE, Imprint, imprint
from upr_data.figures.records import Records
from upr_data.language import _
from upr_data.model import Col, Table
from upr_data.selection.filters import Filters

MONTHS_TO_MID_TERM: Final = 30
_MOST_OCTETS: Final = 75
_MONTH: Final = 7
"""Characters of a date of which only the month is known: 2026-11."""


@dataclass(frozen=True, slots=True)
class Event:
    """Days on which something happens; `ends` is the last of them."""

    key: str
    title: str
    starts: date
    ends: date
    note: str


def dates(records: Records, filters: Filters, link: str = "", after: date | None = None) -> bytes:
    """Reviews and mid-term dates of the States under review of a selection, as iCalendar.

    Of States chosen in the selection, else of all; only what ends after `after` (None: the day of
    the data edition).
    """
    said = imprint(records, filters, link)
    since = after or said.created
    events = [one for one in _events(records, filters) if one.ends > since]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{SITE}//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(SITE)}")
    for one in events:
        lines += _of_event(one, said)
    lines.append("END:VCALENDAR")
    return ("\r\n".join(part for line in lines for part in _folded(line)) + "\r\n").encode()


def _events(records: Records, filters: Filters) -> Iterator[Event]:
    reviews = records.table(Table.REVIEWS).sort(Col.SESSION, Col.STATE_UNDER_REVIEW)
    chosen = [state for state in filters.states_under_review if state]
    if chosen:
        reviews = reviews.filter(pl.col(Col.STATE_UNDER_REVIEW).is_in(chosen))
    columns = (Col.STATE_UNDER_REVIEW, Col.CYCLE, Col.SESSION, Col.IS_DERIVED)
    for state, cycle, number, is_derived in reviews.select(columns).collect().iter_rows():
        session = SESSIONS.get(number)
        if session is None:
            continue
        name = records.state_names.get(state, state)
        notes = list(_notes(session, is_derived=bool(is_derived)))
        days = _("The days are those of the whole session.")
        counted = _("Two and a half years after the first day of the session.")
        starts, ends = _first(session.starts), _last(session.ends or session.starts)
        review = _("UPR of {name}, cycle {cycle}: session {n}")
        title = review.format(name=name, cycle=cycle, n=number)
        yield Event(f"review-{state}-{cycle}", title, starts, ends, " ".join([days, *notes]))
        due = _later(starts, MONTHS_TO_MID_TERM)
        title = _("Mid-term of {name}, cycle {cycle}: a report is due, and voluntary").format(
            name=name, cycle=cycle
        )
        yield Event(f"mid-term-{state}-{cycle}", title, due, due, " ".join([counted, *notes]))


def _notes(session: Session, *, is_derived: bool) -> Iterator[str]:
    if len(session.starts) <= _MONTH:
        yield _("Only the month is published.")
    if is_derived:
        yield _("The slot is derived from the order of an earlier cycle.")


def _of_event(one: Event, said: Imprint) -> list[str]:
    note = "\n".join([one.note, *said.lines()])
    return [
        "BEGIN:VEVENT",
        f"UID:{one.key}-{said.snapshot}@upr-outcomes",
        f"DTSTAMP:{said.created:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{one.starts:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.ends + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(one.title)}",
        f"DESCRIPTION:{_escaped(note)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _first(day: str) -> date:
    return date.fromisoformat(day if len(day) > _MONTH else f"{day}-01")


def _last(day: str) -> date:
    if len(day) > _MONTH:
        return date.fromisoformat(day)
    year, month = int(day[:4]), int(day[5:7])
    return date(year, month, calendar.monthrange(year, month)[1])


def _later(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _escaped(text: str) -> str:
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; those that go on begin with a blank."""
    rest, lead = line, ""
    while rest:
        taken = ""
        for char in rest:
            if len((lead + taken + char).encode()) > _MOST_OCTETS:
                break
            taken += char
        yield lead + taken
        rest, lead = rest[len(taken) :], " "
