"""Numbers of rows held against those of a review, zeros that a spreadsheet lost restored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from upr_data.ingest.sources.matrices.references import (
    Reference,
    falls_back,
    lost_zeros,
    references,
)

LIKE: Final = 80.0
"""Likeness (0-100) of a text to the recommendation of a number that decides which number it is."""

AHEAD: Final = 5.0


@dataclass(frozen=True, slots=True)
class Numbered:
    """The numbers of the review that a row names; else why none."""

    numbers: tuple[str, ...] = ()
    rule: str = ""
    reason: str = ""


def numbered(
    cells: Sequence[tuple[str, bool | None, bool]],
    known: Sequence[str],
    likeness: Sequence[Mapping[str, float]],
) -> list[Numbered]:
    """The numbers of each row: (cell, is a number, is a date), and its likeness by number.

    Whether a cell is a number is None where the file does not say. Excel keeps 118.10 as 118.1: a
    number that can be several is told by its text, else, in a file that is in order, by its place
    between its neighbours, else it is set aside.
    """
    places = {number: place for place, number in enumerate(known)}
    named = [references(text, known, is_date=is_date) for text, _, is_date in cells]
    untyped = [one for one, (_, typed, _) in zip(named, cells, strict=True) if typed is None]
    has_lost = _zeros_were_lost(untyped, places)
    is_lost = [typed or (typed is None and has_lost) for _, typed, _ in cells]
    has_zeros = any(_ends_in_zero(one) for one in named)
    options = [
        _options(one, places, lost=lost and not has_zeros)
        for one, lost in zip(named, is_lost, strict=True)
    ]
    column = _Column(tuple(options), places)
    found = [
        _chosen(place, cells[place][0], column, likeness[place]) for place in range(len(cells))
    ]
    return [_with_fault(one, cells[place][0], named[place]) for place, one in enumerate(found)]


def _with_fault(found: Numbered, cell: str, named: Sequence[Reference]) -> Numbered:
    """Why no number was found, where what the cell says is no number at all."""
    fault = next((one.fault for one in named if one.fault), None)
    return replace(found, reason=f"“{cell}” {fault}.") if fault and found.reason else found


@dataclass(frozen=True)
class _Column:
    """What each row's numbers can be, and where these stand in the review."""

    options: tuple[tuple[tuple[str, ...], ...], ...]
    places: Mapping[str, int]

    @cached_property
    def is_ordered(self) -> bool:
        """Whether the numbers that are sure go up all the way."""
        sure = [self.places[one[0][0]] for one in self.options if _is_sure(one)]
        return sure == sorted(sure)


def _ends_in_zero(named: Sequence[Reference]) -> bool:
    return len(named) == 1 and "." in named[0].number and named[0].number.endswith("0")


def _zeros_were_lost(named: Sequence[Sequence[Reference]], places: Mapping[str, int]) -> bool:
    """Whether a column of text shows that its numbers went through a spreadsheet.

    One that can be several stands there twice, or goes backwards; a column in which other numbers
    stand twice as well has several rows for a recommendation.
    """
    single = [one[0].number for one in named if len(one) == 1 and one[0].number in places]
    ambiguous = {number for number in single if lost_zeros(number, dict(places))}
    twice = {number for number, n in Counter(single).items() if n > 1}
    if not ambiguous or twice - ambiguous:
        return False
    return bool(twice) or falls_back(single)


def _options(
    named: Sequence[Reference], places: Mapping[str, int], *, lost: bool
) -> tuple[tuple[str, ...], ...]:
    """For each number that a row names, the numbers of the review that it can be."""
    found = []
    for one in named:
        numbers = [one.number, *one.others]
        if lost and len(named) == 1:
            numbers += lost_zeros(one.number, dict(places))
        found.append(tuple(number for number in dict.fromkeys(numbers) if number in places))
    return tuple(found)


def _chosen(place: int, cell: str, column: _Column, likeness: Mapping[str, float]) -> Numbered:
    own = column.options[place]
    if not own:
        return Numbered()
    if any(not several for several in own):
        return Numbered((), "unknown_number", f"“{cell}” names a number this review does not have.")
    if all(len(several) == 1 for several in own):
        return Numbered(tuple(dict.fromkeys(several[0] for several in own)))
    told = _by_likeness(own[0], likeness) or _by_order(place, own[0], column)
    if told and len(own) == 1:
        return Numbered((told,))
    reason = f"“{cell}” can be {' or '.join(own[0])}: a spreadsheet changed it; write it as text."
    return Numbered((), "ambiguous_number", reason)


def _by_likeness(several: Sequence[str], likeness: Mapping[str, float]) -> str | None:
    """The number whose text the row has."""
    if not likeness:
        return None
    ranked = sorted(((likeness[number], number) for number in several), reverse=True)
    (best, number), (next_best, _) = ranked[0], ranked[1]
    return number if best >= LIKE and best - next_best >= AHEAD else None


def _by_order(place: int, several: Sequence[str], column: _Column) -> str | None:
    """The one number that lies between those of the neighbours, in a file that is in order."""
    if not column.is_ordered:
        return None
    options, places = column.options, column.places
    before = next((one for one in reversed(options[:place]) if _is_sure(one)), None)
    after = next((one for one in options[place + 1 :] if _is_sure(one)), None)
    if before is None and after is None:
        return None
    least = places[before[0][0]] if before else -1
    most = places[after[0][0]] if after else len(places)
    fitting = [number for number in several if least < places[number] < most]
    return fitting[0] if len(fitting) == 1 else None


def _is_sure(options: tuple[tuple[str, ...], ...]) -> bool:
    return len(options) == 1 and len(options[0]) == 1
