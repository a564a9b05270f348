"""Days as people and spreadsheets write them; where the words leave a choice, none is made."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from upr_data.domain.states import normalise

_EXCEL_ZERO: Final = date(1899, 12, 30)
_MONTHS: Final = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_LAST_MONTH: Final = 12
_YEAR: Final = r"((?:19|20)\d\d)"
_TIME: Final = r"(?:[ t]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?z?)?"


@dataclass(frozen=True, slots=True)
class Day:
    """The days that some words can mean: from `first` to `last`, which are one where it is exact.

    Ambiguous words (03/04/2015) run from the earlier reading to the later.
    """

    first: date
    last: date

    @property
    def exact(self) -> date | None:
        """The one day meant; None where there is more than one."""
        return self.first if self.first == self.last else None


def day_of(words: str) -> Day | None:
    """The day, month or year that the words mean; None if they mean none.

    Understood: 2015-03-31 (with a time or without), 31.03.2015, 31/03/2015, 31 March 2015,
    Excel's day numbers, 2015-03, 03/2015, March 2015 and 2015. Day and month apart by a slash or
    hyphen are exact only where one of them is beyond 12, or both are the same.
    """
    key = _plain(words)
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(key):
            try:
                return read(found)
            except (ValueError, OverflowError):
                return None
    return None


def _plain(words: str) -> str:
    """Words in lower case, single spaces, without invisible characters and ordinal endings."""
    visible = "".join(char for char in words if char.isprintable())
    text = " ".join(visible.replace(",", " ").casefold().split())
    return re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1", text)


def _exactly(year: str, month: int | str, day: str) -> Day:
    one = date(int(year), int(month), int(day))
    return Day(one, one)


def _serial(found: re.Match[str]) -> Day:
    one = _EXCEL_ZERO + timedelta(days=int(found[1]))
    return Day(one, one)


def _either(found: re.Match[str]) -> Day:
    """Day and month in one order or the other; both where both are days."""
    one, other, year = found[1], found[2], int(found[3])
    orders = ((other, one), (one, other))
    readings = [date(year, int(m), int(d)) for m, d in orders if int(m) <= _LAST_MONTH]
    return Day(min(readings), max(readings))


def _month(year: str, month: int | str) -> Day:
    n_days = calendar.monthrange(int(year), int(month))[1]
    return Day(date(int(year), int(month), 1), date(int(year), int(month), n_days))


def _year(found: re.Match[str]) -> Day:
    return Day(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31))


def _month_number(name: str) -> int:
    number = _MONTHS.get(normalise(name))
    if number is None:
        raise ValueError(name)
    return number


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Day]], ...]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            rf"{_YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}",
            lambda found: _exactly(found[1], found[2], found[3]),
        ),
        (
            rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}{_TIME}",
            lambda found: _exactly(found[3], found[2], found[1]),
        ),
        (rf"(\d{{1,2}})[-/](\d{{1,2}})[-/]{_YEAR}{_TIME}", _either),
        (r"([2-7]\d{4})(?:\.\d+)?", _serial),
        (
            rf"(\d{{1,2}})[ -]([^\W\d]+)\.?[ -]{_YEAR}",
            lambda found: _exactly(found[3], _month_number(found[2]), found[1]),
        ),
        (
            rf"([^\W\d]+)\.? (\d{{1,2}}) {_YEAR}",
            lambda found: _exactly(found[3], _month_number(found[1]), found[2]),
        ),
        (rf"{_YEAR}[-/](\d{{1,2}})", lambda found: _month(found[1], found[2])),
        (rf"(\d{{1,2}})[-/.]{_YEAR}", lambda found: _month(found[2], found[1])),
        (rf"([^\W\d]+)\.? {_YEAR}", lambda found: _month(found[2], _month_number(found[1]))),
        (_YEAR, _year),
    )
)
