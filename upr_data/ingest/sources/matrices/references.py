"""Numbers of recommendations as people write them: "118.10", "118.1–118.6", "para. 118.4 (a)"."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

MOST_IN_RANGE: Final = 60
"""Recommendations that one status may be given for in a range; more is a misread number."""

_LEAD: Final = re.compile(
    r"^\W*(?:(?:upr|epu|rpu)\s+)?(?:recommendations?|recommandations?|recomendaci[oó]n(?:es)?"
    r"|recomenda[cç](?:ão|ao|ões|oes)|рекомендаци[яи]|recs?|para(?:graph)?s?|paragraphes?|p[aá]rrafos?"
    r"|п(?:ункт)?|no|nos|nº|n°|№|num|#|§|التوصية|الفقرة|رقم)\b[\s.:°º#№]*",
    re.IGNORECASE,
)
_LEADS: Final = 3
"""Words that may stand before a number, one after the other."""

_DOTTED: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,2}(?:\s?\([a-z]\))?|\d{1,3}\s?\([a-z]\)")
_HYPHENED: Final = re.compile(r"\d{1,3}-\d{1,3}")
_TO: Final = r"\.{2,}|(?<![(\w])(?:to|through|thru|until|au?|à|al?|hasta|até|по|إلى|الى)(?![)\w])"
"""What stands between the ends of a range, besides a dash; "(a)" is a part of a number."""

_FROM: Final = re.compile(r"^(?:from|du|des?|del|desde|\u0441|من)(?:\s+la)?\s+")
_RANGE: Final = re.compile(rf"(?:-|{_TO})(?:\s*\bla\b)?")
_NEXT: Final = re.compile(r"\|\||[;,|&+/\n\t]|\s(?:and|et|y|e|и|و|plus)\s")
"""What stands between the numbers of a list."""

_BETWEEN: Final = re.compile(
    rf"[\s,;|&+/.-]|{_TO}|\b(?:and|et|y|e|и|و|plus|from|du|des?|del|desde|la|\u0441|من)\b"
)
_LONGEST_LIST: Final = 400
_RAISED: Final = re.compile(r"(?<=\d)[\u00b9\u00b2\u00b3\u2070-\u2079]+")
"""A footnote behind a number."""

_LEADING: Final = re.compile(
    r"^\W{0,3}(\d{1,3}(?:\.\d{1,3}){1,2}(?:\s?\([a-z]\))?|\d{1,3}\s?\([a-z]\))[.:)]?(?:\s+|$)"
)
_SYMBOL: Final = re.compile(r"A/(?:HRC/)?(?:WG\.6/)?\d{1,3}(?:/[A-Z]{3})?/\d{1,3}", re.IGNORECASE)
_NOTE: Final = re.compile(r"\((?![a-z]\)|[ivx]{1,4}\))[^()]{2,80}\)$", re.IGNORECASE)
_NOTES: Final = re.compile(r"\((?![a-z]\)|[ivx]{1,4}\))[^()\d]{2,80}\)", re.IGNORECASE)
"""States in brackets behind each number of a list."""

_PLAIN: Final = re.compile(r"\d{1,3}(?:[.-]\d{1,3}){0,2}(?:\([a-z]\))?")
_SHORT: Final = re.compile(r"\d{1,3}(?:\s?-\s?\d{1,3})?")
_AROUND: Final = " []*\u2020\u2021:;"
_PREFIX: Final = re.compile(r"^(?:[a-z]{3}[-. ]|r)(?=\d{2,3}\.\d)", re.IGNORECASE)
_SPACED: Final = re.compile(r"(?<=\d)\.\s+(?=\d)")
_COMMA: Final = re.compile(r"(\d{1,3})[,/](\d{1,3})")
"""What people write around a number, and in place of its point."""
_DASH: Final = "\u2010\u2011\u2012\u2013\u2014\u2212"
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DAY_MONTH: Final = re.compile(r"(\d{1,2})[-. ]([a-z]{3})[a-z]*", re.IGNORECASE)
_MONTH_DAY: Final = re.compile(r"([a-z]{3})[a-z]*[-. ](\d{1,2})", re.IGNORECASE)
_ISO: Final = re.compile(r"\d{4}-(\d{2})-(\d{2})")


class Fault(StrEnum):
    """Why what stands for a number is none."""

    UNREAD = "is not understood as a number or a range"
    REVERSED = "is a range that runs backwards; write the lower number first"
    TOO_LONG = f"is a range of more than {MOST_IN_RANGE} recommendations"


@dataclass(frozen=True, slots=True)
class Reference:
    """One number and what else it can be: numbers that a spreadsheet may have made of it.

    With a `fault` it is no number, but what stands in the place of one.
    """

    number: str
    others: tuple[str, ...] = ()
    fault: Fault | None = None


def plain(text: str) -> str:
    """A cell of numbers without leading words, in ASCII digits and plain dashes."""
    digits = "".join(
        str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() else one
        for one in unicodedata.normalize("NFKC", _RAISED.sub("", text))
        if unicodedata.category(one) != "Cf"
    )
    for dash in _DASH:
        digits = digits.replace(dash, "-")
    digits = digits.replace("\u066b", ".")
    bare = _NOTE.sub("", _without_lead(digits.strip()).strip()).strip(_AROUND)
    return _SPACED.sub(".", _PREFIX.sub("", bare)).strip().casefold()


def _without_lead(text: str) -> str:
    """The text without "Recommendation", "No.", "para." before its number."""
    for _ in range(_LEADS):
        text = _LEAD.sub("", text)
    return text


def looks_like_number(text: str) -> bool:
    """Whether a cell is nothing but a paragraph number, several of them, or a range."""
    found = plain(text)
    bare = _NOTES.sub("", found)
    rest = _DOTTED.sub(" ", _HYPHENED.sub("1.1", bare))
    if _DOTTED.search(bare):
        rest = _SHORT.sub(" ", rest)
    return 0 < len(found) <= _LONGEST_LIST and not _BETWEEN.sub("", rest)


def leading_number(text: str) -> tuple[str, str]:
    """The number that a text starts with, and the text behind it; "" where it starts with none."""
    text = _RAISED.sub("", text, count=1)
    found = _LEADING.match(_without_lead(text.lstrip()))
    if not found:
        return "", text
    cut = text.find(found[1])
    return re.sub(r"\s", "", found[1]), text[cut + len(found[1]) :].lstrip(" .:)\t\n\u00a0-")


def symbol_in(text: str) -> str:
    """Symbol of a document in a cell; "" where there is none."""
    found = _SYMBOL.search(text)
    return found[0].upper() if found else ""


def without_symbol(text: str) -> str:
    """The cell without the symbol of a document and what joins it to a number."""
    return re.sub(
        r"^[\s|#,;:/]+(?:para(?:graph)?s?\.?\s*)?", "", _SYMBOL.sub("", text), flags=re.IGNORECASE
    )


def references(text: str, known: Sequence[str], *, is_date: bool = False) -> list[Reference]:
    """The numbers that a cell names, of those that a review has, in the review's order.

    A range ("118.1-118.6", "118.1 to 6") names all between its ends; a hyphen in place of a point
    ("26-178") is no range. In a list the paragraph may stand once ("118.15, 16 and 17"), if the
    review has each of these numbers. A number that the review does not have is kept as it is, and
    so is, with its fault, what is not understood.
    """
    found = plain(text)
    places = {number: place for place, number in enumerate(known)}
    if (joined := _COMMA.fullmatch(found)) and not {joined[1], joined[2]} & places.keys():
        found = f"{joined[1]}.{joined[2]}"
    if is_date or not any(char.isdecimal() for char in found):
        return _of_dates(found, places)
    named: list[Reference] = []
    for part in _NEXT.split(_NOTES.sub("", found)):
        bare = _without_lead(part.strip(" .")).strip(" .")
        named.extend(_continued(bare, named, places) or _of_part(bare, places))
    return list(dict.fromkeys(named)) or _of_dates(found, places)


def _continued(
    part: str, before: Sequence[Reference], places: Mapping[str, int]
) -> list[Reference]:
    """The numbers of a short part, "16" behind "118.15"; none where it is no such part."""
    last = before[-1].number if before else ""
    if part in places or "." not in last or not _SHORT.fullmatch(part):
        return []
    paragraph = last.rsplit(".", 1)[0]
    ends = [f"{paragraph}.{end.strip()}" for end in part.split("-")]
    if last in places and all(end in places for end in ends) and places[ends[0]] > places[last]:
        return _of_range(ends[0], ends[-1], places)
    return [Reference(part, fault=Fault.UNREAD)]


def _of_part(part: str, places: Mapping[str, int]) -> list[Reference]:
    part = _FROM.sub("", re.sub(r"\s?\(([a-z])\)", r"(\1)", part))
    if not part:
        return []
    if part in places:
        return [Reference(part)]
    ends = [_without_lead(end.strip(" .")).strip(" .") for end in _RANGE.split(part)]
    if len(ends) == 2 and all(ends):  # noqa: PLR2004 a range has two ends
        return _of_range(ends[0], ends[1], places)
    if dates := _of_dates(part, places):
        return dates
    words = part.split()
    if all(_PLAIN.fullmatch(word) or word in places for word in words):
        return [Reference(word) for word in words]
    return [Reference(part, fault=Fault.UNREAD)]


def _of_range(first: str, last: str, places: Mapping[str, int]) -> list[Reference]:
    dotted = f"{first}.{last}"
    if "." not in first and dotted in places:
        return [Reference(dotted)]
    if "." in first and "." not in last:
        last = f"{first.rsplit('.', 1)[0]}.{last}"
    whole = f"{first}-{last}"
    if first in places and last in places and ("." in first or first == last):
        start, end = places[first], places[last]
        if start > end:
            return [Reference(whole, fault=Fault.REVERSED)]
        if end > start + MOST_IN_RANGE:
            return [Reference(whole, fault=Fault.TOO_LONG)]
        return [Reference(number) for number, place in places.items() if start <= place <= end]
    are_numbers = _PLAIN.fullmatch(first) and _PLAIN.fullmatch(last)
    fault = None if are_numbers else Fault.UNREAD
    return _of_dates(whole, places) or [Reference(whole, fault=fault)]


def _of_dates(text: str, places: Mapping[str, int]) -> list[Reference]:
    """What a spreadsheet made a day of: 12.10 became 12 October, or 10 December."""
    if found := _ISO.match(text):
        month, day = int(found[1]), int(found[2])
    elif found := _DAY_MONTH.fullmatch(text):
        day, month = int(found[1]), _MONTHS.get(found[2].casefold(), 0)
    elif found := _MONTH_DAY.fullmatch(text):
        month, day = _MONTHS.get(found[1].casefold(), 0), int(found[2])
    else:
        return []
    forms = [f"{day}.{month}", f"{month}.{day}", f"{day}.{month:02}", f"{month}.{day:02}"]
    fitting = list(dict.fromkeys(form for form in forms if form in places))
    return [Reference(fitting[0], tuple(fitting[1:]))] if fitting else []


def in_order(numbers: Sequence[str]) -> list[str]:
    """Numbers as a report counts them: 118.2 before 118.10."""
    return sorted(numbers, key=lambda one: ([int(part) for part in re.findall(r"\d+", one)], one))


def lost_zeros(number: str, places: dict[str, int]) -> tuple[str, ...]:
    """The numbers that a spreadsheet may have cut to this one: 118.1 of 118.10 and 118.100."""
    if "." not in number:
        return ()
    return tuple(one for one in (f"{number}0", f"{number}00") if one in places)


def falls_back(numbers: Sequence[str]) -> bool:
    """Whether numbers in file order go backwards somewhere."""
    keys = [[int(part) for part in re.findall(r"\d+", one)] for one in numbers]
    return any(one > other for one, other in pairwise(keys))
