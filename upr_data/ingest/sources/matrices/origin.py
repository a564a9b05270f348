"""Whose word a matrix holds, of which review and up to when: proposed from the words around it."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from upr_data.domain import calendar, states
from upr_data.ingest.sources.matrices.grid import Book
from upr_data.ingest.sources.matrices.plan import Review
from upr_data.ingest.sources.words.days import day_of
from upr_data.ingest.sources.words.level_lexicon import tokens
from upr_data.model import AssessorType, Milestone, StateKind

_READ: Final = 400
"""Characters of a paragraph that are looked at."""

_PARAGRAPHS: Final = 12
_NAME: Final = re.compile(r"[\w'\u2019.]+")
_LONGEST_NAME: Final = 7
_ORDINAL_WORDS: Final = (
    ("first", "premier", "primer", "primeiro", "первыи", "первого", "الاولي"),
    ("second", "deuxieme", "segundo", "второи", "второго", "الثانية"),
    ("third", "troisieme", "tercer", "terceiro", "третии", "третьего", "الثالثة"),
    ("fourth", "quatrieme", "cuarto", "quarto", "четвертыи", "четвертого", "الرابعة"),
)
_ORDINALS: Final[Mapping[str, int]] = MappingProxyType(
    {word: cycle for cycle, words in enumerate(_ORDINAL_WORDS, 1) for word in words}
)
_CYCLE_WORDS: Final = frozenset({"cycle", "ciclo", "цикл", "цикла", "الجولة", "الدورة"})
_SESSION_WORDS: Final = frozenset({"session", "sesion", "periodo", "sessao", "сессия", "сессии"})
_DIGIT: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e|eme|er|o|a|º|ª)?")
_JOINED: Final = re.compile(r"(?i)(?:cycle|ciclo)(\d)|upr(\d{2})(?!\d)")

_NAMED: Final[Mapping[AssessorType, tuple[str, ...]]] = MappingProxyType(
    {
        AssessorType.CIVIL_SOCIETY: (
            "civil society", r"csos?\b", r"ngos?\b", "coalition", "shadow", "societe civile",
            r"ongs?\b", "sociedad civil", "sociedade civil", r"osc\b", r"гражданск\w{1,4} обществ",
            r"нпо\b", r"нко\b", "المجتمع المدني",
        ),
        AssessorType.NHRI: (
            r"nhris?\b", "national human rights institution", "human rights commission", "ombuds",
            "commission nationale", "defensor", "institution nationale", "comision nacional",
            "provedor", r"indh\b", "омбудсмен", "уполномоченн", "المؤسسة الوطنية", "امين المظالم",
        ),
        AssessorType.UN: (
            "united nations", "un country team", r"unct\b", "nations unies", "naciones unidas",
        ),
        AssessorType.ACADEMIA: ("academi", "universit", "universidad"),
        AssessorType.STATE: (
            "government", r"govt\b", r"official\b", "state report", "national report",
            "state party", "gouvernement", "gobierno", "governo", "ministr", r"etat\b",
            "estado parte", r"oficial\b", "officiel", "правительств", "государств", "الحكوم",
        ),
    }
)  # fmt: skip
"""Words that tell who speaks, folded; each is the start of a word."""

_ASSESSORS: Final = tuple(
    (kind, re.compile(rf"\b(?:{'|'.join(words)})")) for kind, words in _NAMED.items()
)
_MID_TERM: Final = re.compile(
    r"mid ?term|mi parcours|medio (?:plazo|termino|periodo)|meio termo|medio prazo|"
    r"промежуточн|среднесрочн|منتصف المدة"
)
_UNTIL: Final = re.compile(
    r"(?i)\b(?:as of|as at|until|up to|updated (?:on|to)?|status on|au|al|hasta el|ate|на|по)\s+"
    r"(\d{4}-\d\d-\d\d|\d{1,2}[. /-]\w{1,12}[. /-]\d{4}|[a-z]{3,9} \d{1,2},? \d{4})"
)
_YEAR: Final = re.compile(r"\b(20[0-4]\d)\b")


def around(book: Book, above: Iterable[str] = ()) -> tuple[str, ...]:
    """The words around a table, the most telling first: page headers, titles, file name, text."""
    name = re.sub(r"[_\-.]+", " ", book.file)
    texts = (*book.around, *above, name, *book.paragraphs[:_PARAGRAPHS])
    return tuple(text[:_READ] for text in texts if text.strip())


def review_of(texts: Iterable[str]) -> tuple[Review, str] | None:
    """The review that the words name, and which words; None where State or cycle is not told.

    State and cycle may stand in different texts; a text that names two States tells none.
    """
    code = cycle = None
    said: list[str] = []
    for text in texts:
        found = _states_in(text)
        if code is None and len(found) == 1:
            code = found.pop()
            said.append(text)
        if cycle is None and (told := cycle_in(text)):
            cycle = told
            said.append(text)
    if code is None or cycle is None:
        return None
    return Review(code, cycle), " · ".join(dict.fromkeys(said))


def _states_in(text: str) -> set[str]:
    """Member States that the words name; a name within a longer one is not one of its own."""
    words = _NAME.findall(text)
    found: set[str] = set()
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
            name = " ".join(words[place : place + length])
            code = states.lookup(name) if len(name) > 3 else None  # noqa: PLR2004 no acronyms
            if code and states.state(code).kind is StateKind.MEMBER:
                found.add(code)
                place += length - 1
                break
        place += 1
    return found


def tells_apart(name: str) -> bool:
    """Whether the name of a sheet says whose words, of which review or when, unlike others'."""
    return bool(cycle_in(name) or _YEAR.search(name) or assessor_type_in(name) or _states_in(name))


def cycle_in(text: str) -> int | None:
    """The cycle of "3rd cycle", "UPR cycle 3" or "session 33"; None where none is named."""
    words = tokens(text)
    for place, word in enumerate(words):
        near = words[max(place - 1, 0) : place] + words[place + 1 : place + 2]
        if word in _CYCLE_WORDS:
            for one in near:
                number = _ORDINALS.get(one) or _number(one)
                if number in calendar.CYCLES:
                    return number
        if word in _SESSION_WORDS:
            sessions = [calendar.cycle_of(_number(one) or 0) for one in near]
            if told := next(filter(None, sessions), None):
                return told
    if joined := _JOINED.search(text):
        number = int(joined[1]) if joined[1] else calendar.cycle_of(int(joined[2]))
        return number if number in calendar.CYCLES else None
    return None


def _number(word: str) -> int | None:
    found = _DIGIT.fullmatch(word)
    return int(found[1]) if found else None


def assessor_type_in(text: str) -> AssessorType | None:
    """The one assessor type that the words name; None for none or several."""
    key = " ".join(tokens(text))
    found = [kind for kind, words in _ASSESSORS if words.search(key)]
    return found[0] if len(found) == 1 else None


def assessor_type_of(texts: Iterable[str]) -> tuple[AssessorType, str] | None:
    """The assessor type of the first text that names exactly one."""
    for text in texts:
        if kind := assessor_type_in(text):
            return kind, text
    return None


def milestone_of(texts: Iterable[str]) -> tuple[Milestone, str] | None:
    """Mid-term, where the words say so."""
    for text in texts:
        if _MID_TERM.search(" ".join(tokens(text))):
            return Milestone.MID_TERM, text
    return None


def evidence_until_of(texts: Iterable[str]) -> tuple[date, str] | None:
    """The day of "as of 31 December 2022"."""
    for text in texts:
        found = _UNTIL.search(text)
        day = day_of(found[1]) if found else None
        if day and day.exact:
            return day.exact, text
    return None


def year_in(heading: str) -> date | None:
    """The last day of the year that a heading names, and not after today."""
    found = _YEAR.search(heading)
    if not found:
        return None
    return min(date(int(found[1]), 12, 31), datetime.now(UTC).date())
