"""States named in brackets behind a recommendation: "… (Spain, Tunisia) (Venezuela (…));"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from upr_data.domain import states

_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Z0-9/.-]*s?")
_JOINED: Final = re.compile(r"(?:^|\s)(?:and|et|y)\s", re.IGNORECASE)
_ROUND: Final = re.compile(r"[()]")
_STRAY: Final = " \t\r\n\xa0"


@lru_cache(maxsize=20_000)
def lookup(name: str) -> str | None:
    """Code of a State; names recur by the thousand, so answers are kept."""
    return states.lookup(name)


@dataclass(frozen=True, slots=True)
class Part:
    """A text, and the names of the States that stand behind it, as given."""

    text: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A bracket on the outermost level: where it starts and ends, and what is in it."""

    start: int
    end: int
    inner: str


def parts(text: str) -> tuple[Part, ...]:
    """Cut the text after each run of State brackets that ends a part or the whole.

    "A (Ukraine); B (Slovakia);" gives two parts. A bracket that names no State known (an
    acronym, a year) stays in the text; only the last one may hold names that nobody knows.
    """
    runs = _runs(text)
    if not runs:
        return (Part(_tidy(text), ()),)
    starts = [0, *(run[-1].end for run in runs[:-1])]
    found = tuple(
        Part(_tidy(text[start : run[0].start]), tuple(_names_of(run)))
        for start, run in zip(starts, runs, strict=True)
    )
    rest = _tidy(text[runs[-1][-1].end :])
    return (*found, Part(rest, ())) if rest else found


def without_states(text: str, known: tuple[str, ...] = ()) -> tuple[str, bool]:
    """Cut the State brackets off the end of the text, and say whether there were any.

    `known` are States that the source lists elsewhere, under whatever name: a last bracket
    with one of these names goes too.
    """
    brackets = list(_brackets(text))
    cut = len(text)
    wanted = {states.normalise(name) for name in known}
    for bracket in reversed(brackets):
        if text[bracket.end : cut].strip(f"{_STRAY};.,") or not _is_of_states(bracket, wanted):
            break
        cut = bracket.start
    return (_tidy(text[:cut]), True) if cut < len(text) else (_tidy(text), False)


def names(inner: str) -> list[str]:
    """Names in one bracket; commas, semicolons and "and" part them, but not inside a name.

    "Korea, Republic of" and "Bosnia and Herzegovina" stay whole; "Spain and Peru" does not.
    """
    pieces = [piece for piece in _pieces(inner) if piece]
    joined: list[str] = []
    while pieces:
        piece = pieces.pop(0)
        if not lookup(piece) and pieces and lookup(f"{piece}, {pieces[0]}"):
            piece = f"{piece}, {pieces.pop(0)}"
        joined.extend(_parted(piece))
    return joined


def _parted(piece: str) -> list[str]:
    """Part a piece that is two names joined by "and"; leave any other as it is."""
    if lookup(piece):
        return [piece]
    for match in _JOINED.finditer(piece):
        left, right = piece[: match.start()].strip(_STRAY), piece[match.end() :].strip(_STRAY)
        if lookup(right) and (not left or lookup(left)):
            return [name for name in (left, right) if name]
    return [piece]


def _pieces(inner: str) -> Iterator[str]:
    """Pieces between commas and semicolons on the outermost level."""
    depth, start = 0, 0
    for place, char in enumerate(inner):
        depth += (char == "(") - (char == ")")
        if char in ",;" and depth == 0:
            yield inner[start:place].strip(_STRAY)
            start = place + 1
    yield inner[start:].strip(_STRAY)


def _brackets(text: str) -> Iterator[_Bracket]:
    """Brackets on the outermost level, in order; one never closed is left alone."""
    depth, start = 0, 0
    for found in _ROUND.finditer(text):
        place = found.start()
        if found[0] == "(":
            start = place if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield _Bracket(start, place + 1, text[start + 1 : place])


def _runs(text: str) -> list[list[_Bracket]]:
    """Find runs of neighbouring State brackets that are followed by a stop or by nothing."""
    brackets = list(_brackets(text))
    runs: list[list[_Bracket]] = []
    for bracket in brackets:
        is_last = bracket is brackets[-1] and not _tidy(text[bracket.end :])
        if not (_is_of_states(bracket, set()) or (is_last and _may_name_states(bracket))):
            continue
        if runs and not text[runs[-1][-1].end : bracket.start].strip(_STRAY):
            runs[-1].append(bracket)
        else:
            runs.append([bracket])
    return [run for run in runs if _ends_a_part(text[run[-1].end :])]


def _ends_a_part(rest: str) -> bool:
    return not rest.strip(_STRAY) or rest.lstrip(_STRAY)[0] in ";."


def _is_of_states(bracket: _Bracket, wanted: set[str]) -> bool:
    """Whether some name in the bracket is a State's, or one of those wanted."""
    return any(lookup(name) or states.normalise(name) in wanted for name in names(bracket.inner))


def _may_name_states(bracket: _Bracket) -> bool:
    """Whether unknown words may be names: capitalised, no acronym, no digits."""
    return all(
        name[:1].isupper() and not _ACRONYM.fullmatch(name) and not re.search(r"\d", name)
        for name in names(bracket.inner) or [""]
    )


def _names_of(run: list[_Bracket]) -> Iterator[str]:
    for bracket in run:
        yield from names(bracket.inner)


def _tidy(text: str) -> str:
    """Text without white space and list punctuation around it; a full stop at its end stays."""
    return (
        ""
        if not text.strip(f"{_STRAY};,.")
        else re.sub(r"[\s;,]+$", "", re.sub(r"^[\s;,.]+", "", text))
    )
