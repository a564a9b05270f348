"""States named in brackets behind a recommendation: "… (Spain, Tunisia) (Venezuela (…));".

Everything here takes time in proportion to the text: a text may be hostile.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from upr_data.domain import states

LONGEST: Final = 4000
"""Characters in a bracket beyond which it names no States."""
_PIECES: Final = 4
"""Pieces that one name can be cut into: Saint Vincent and the Grenadines; Korea, Republic of."""

_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Z0-9/.-]*s?")
_MARKER: Final = re.compile(r"\s*(?:[a-z]{1,4}|\d{1,2})\s*")
_BRACKET: Final = re.compile(r"[()\[\]]")
_CUT: Final = re.compile(
    r"[()\[\]]|[,;/]|(?:(?<=[ ,;/])|^)(?:and|et|y|&) "
    r"|(?:(?<=[ ,;/(])|^)(?:also )?(?:speaking )?on behalf of ",
    re.IGNORECASE,
)
_BEHALF: Final = re.compile(r"\((?:also )?(?:speaking )?on behalf of ([^()]*)\)", re.IGNORECASE)
_OTHERS: Final = frozenset({"etc", "et al", "among others", "others", "inter alia"})
_NOT_ALL: Final = re.compile(r"\b(?:etc|et al|(?:among|and) others)\b\.?\s?[)\]]", re.IGNORECASE)
_ON_BEHALF: Final = re.compile(r"[(\[][^()\[\]]{0,200}\bon behalf of ", re.IGNORECASE)
_JOINING: Final = frozenset({"", ",", "/", "&", "and", ", and", "as well as"})
"""What may stand between two brackets of States that are one list."""
_STRAY: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


def lookup(name: str) -> str | None:
    """Code of a State; names recur by the thousand, so answers are kept."""
    return _known(name) if len(name) <= states.LONGEST else None


@lru_cache(maxsize=20_000)
def _known(name: str) -> str | None:
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

    @property
    def is_marker(self) -> bool:
        """Whether it only numbers what stands before it: (a), (iv)."""
        return len(self.inner) < _PIECES * 2 and bool(_MARKER.fullmatch(self.inner))


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
        Part(_tidy(text[start : run[0].start]), tuple(dict.fromkeys(_names_of(run))))
        for start, run in zip(starts, runs, strict=True)
    )
    rest = _tidy(text[runs[-1][-1].end :])
    return (*found, Part(rest, ())) if rest else found


def texts_of(text: str, listed: Sequence[str]) -> tuple[tuple[Part, ...], bool]:
    """Text with its States, and whether States were cut off its end.

    `listed` are the States that the source names beside the text. Where the text has parts, each
    with States of its own that are those listed, each State has its part; else all listed States
    have the text whole. Where none is listed, they are those of the text.
    """
    found = parts(text)
    codes = {lookup(name) or name for name in listed}
    in_text = [lookup(name) or name for part in found for name in part.states]
    if not listed or (len(found) > 1 and set(in_text) == codes):
        return found, bool(in_text)
    whole, was_cut = without_states(text, tuple(listed))
    return (Part(whole, tuple(listed)),), was_cut


def without_states(text: str, known: tuple[str, ...] = ()) -> tuple[str, bool]:
    """Cut the State brackets off the end of the text, and say whether there were any.

    `known` are States that the source lists elsewhere, under whatever name: a last bracket
    with one of these names goes too.
    """
    cut = len(text)
    wanted = {states.normalise(name) for name in known}
    was_cut = False
    for bracket in reversed(list(_brackets(text))):
        names_states = _is_of_states(bracket, wanted)
        if text[bracket.end : cut].strip(f"{_STRAY};.,") or not (names_states or bracket.is_marker):
            break
        cut = bracket.start
        was_cut |= names_states
    return (_tidy(text[:cut]), True) if was_cut else (_tidy(text), False)


def names(inner: str) -> list[str]:
    """Names in one bracket; commas, "and" and "on behalf of" part them, but not inside a name.

    "Korea, Republic of" and "Bosnia and Herzegovina" stay whole; "Spain and Peru" does not. Words
    for others that are not named ("etc.") are none: `doubts_of` tells of them.
    """
    if len(inner) > LONGEST:
        return [inner]
    words = _BEHALF.sub(r", \1", " ".join(inner.split()))
    pieces = list(_pieces(words))
    found: list[tuple[int, int, bool]] = []
    while pieces:
        start, end, n = _longest_name(words, pieces)
        is_known = n > 0
        if found and not is_known and not found[-1][2] and _joins(words[found[-1][1] : start]):
            start = found.pop()[0]
        found.append((start, end, is_known))
        del pieces[: max(n, 1)]
    given = (words[start:end] for start, end, _ in found)
    return [name for name in given if states.normalise(name) not in _OTHERS]


def doubts_of(text: str) -> tuple[str, ...]:
    """Rules by which a reader must know of the States behind a text.

    A bracket may say that there are others, which it does not name; or that a State spoke on
    behalf of others, which are taken for recommending States as well.
    """
    doubts = (("states_not_named", _NOT_ALL), ("spoken_on_behalf", _ON_BEHALF))
    return tuple(rule for rule, found in doubts if found.search(text))


def _longest_name(words: str, pieces: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Start and end of the longest name of the first pieces, and its pieces; 0 if none is one."""
    start = pieces[0][0]
    for n in range(min(_PIECES, len(pieces)), 0, -1):
        end = pieces[n - 1][1]
        if lookup(words[start:end]):
            return start, end, n
    return (*pieces[0], 0)


def _joins(between: str) -> bool:
    """Whether what stands between two unknown names may be part of one name."""
    return not any(sign in between for sign in ",;") and "behalf" not in between


def _pieces(words: str) -> Iterator[tuple[int, int]]:
    """Start and end of the pieces between separators on the outermost level; none is blank."""
    depth, cuts = 0, [(0, 0)]
    for found in _CUT.finditer(words):
        sign = found[0]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif depth <= 0:
            cuts.append(found.span())
    cuts.append((len(words), len(words)))
    for (_, start), (end, _) in pairwise(cuts):
        piece = words[start:end]
        if stripped := piece.strip(f"{_STRAY}."):
            first = start + piece.index(stripped[0])
            yield first, first + len(piece[first - start :].rstrip())


def _brackets(text: str) -> Iterator[_Bracket]:
    """Brackets on the outermost level, in order; one never closed is left alone."""
    depth, start = 0, 0
    for found in _BRACKET.finditer(text):
        place = found.start()
        if found[0] in "([":
            start = place if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield _Bracket(start, place + 1, text[start + 1 : place])


def _runs(text: str) -> list[list[_Bracket]]:
    """Find runs of neighbouring State brackets that are followed by a stop or by nothing."""
    brackets = list(_brackets(text))
    has_end = bool(brackets) and not _tidy(text[brackets[-1].end :])
    runs: list[list[_Bracket]] = []
    for bracket in brackets:
        is_next = bool(runs) and _is_joined(text[runs[-1][-1].end : bracket.start])
        is_last = bracket is brackets[-1] and has_end
        if bracket.is_marker and is_next:
            runs[-1].append(bracket)
        elif not (_is_of_states(bracket, set()) or (is_last and _may_name_states(bracket))):
            continue
        elif is_next:
            runs[-1].append(bracket)
        else:
            runs.append([bracket])
    return [run for run in runs if _ends_a_part(text, run[-1].end)]


def _is_joined(between: str) -> bool:
    """Whether two brackets are of one list: "(Spain), (Peru) and (Mali)"."""
    return between[:20].strip(_STRAY).casefold() in _JOINING and len(between) <= 20  # noqa: PLR2004


def _ends_a_part(text: str, end: int) -> bool:
    """Whether the first sign from here on is a stop, or there is none."""
    while end < len(text) and text[end] in _STRAY:
        end += 1
    return end == len(text) or text[end] in ";."


def _is_of_states(bracket: _Bracket, wanted: set[str]) -> bool:
    """Whether some name in the bracket is a State's, or one of those wanted."""
    return any(lookup(name) or states.normalise(name) in wanted for name in names(bracket.inner))


def _may_name_states(bracket: _Bracket) -> bool:
    """Whether unknown words may be names: capitalised, no acronym, no digits."""
    return len(bracket.inner) <= LONGEST and all(
        name[:1].isupper() and not _ACRONYM.fullmatch(name) and not re.search(r"\d", name)
        for name in names(bracket.inner) or [""]
    )


def _names_of(run: list[_Bracket]) -> Iterator[str]:
    for bracket in run:
        if not bracket.is_marker:
            yield from names(bracket.inner)


def _tidy(text: str) -> str:
    """Text without white space and list punctuation around it; a full stop at its end stays."""
    if not text.strip(f"{_STRAY};,."):
        return ""
    return text.lstrip(f"{_STRAY};,.").rstrip(f"{_STRAY};,")
