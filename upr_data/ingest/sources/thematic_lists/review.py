"""Whose review a Word list is of, and in which language it is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from upr_data.domain import states
from upr_data.domain.calendar import SESSIONS, cycle_of
from upr_data.domain.states import normalise
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.word import Document
from upr_data.ingest.sources.thematic_lists.columns import columns_of
from upr_data.ingest.sources.thematic_lists.tables import Review
from upr_data.ingest.sources.words.languages import ENGLISH, SCRIPTS, language_of
from upr_data.language import _

_REVIEW: Final = re.compile(
    r"(?:UPR|Universal Periodic Review) of (?:the )?(?P<state>[^()]{2,120}(?:\([^()]{2,60}\))?)"
    r" ?[(,\u2013\u2014-] ?(?P<cycle>\d|first|second|third|fourth) ?(?:st|nd|rd|th)? cycle"
    r" ?[-\u2013\u2014,/] ?(?P<session>\d{1,2}) ?(?:st|nd|rd|th)? session",
    re.IGNORECASE,
)
_CYCLES: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
MAX_LINE: Final = 2000
"""Characters of a header or paragraph within which it says whose review this is."""
_LOOKED_AT: Final = 200
_HEADS: Final = 8
_MARKS: Final[Mapping[str, re.Pattern[str]]] = {
    **SCRIPTS,
    "es": re.compile(
        r"\bexamen periodico universal|\bperiodo de sesiones|\brecomendacion(?:es)?\b|\bposicion\b"
    ),
    "fr": re.compile(r"\bexamen periodique universel|\brecommandations?\b|\bliste complete\b"),
    "pt": re.compile(r"\brevisao periodica universal|\brecomendac(?:ao|oes)\b|\bposicao\b"),
}
"""Language → what page headers and headings in it have."""


def other_language(document: Document) -> str | None:
    """The language of a list that is not English; None for English, and where nothing tells."""
    if not any(columns_of(row) for row in document.rows):
        heads = [normalise(words) for words in _heads(document)]
        found = (one for one, mark in _MARKS.items() if any(map(mark.search, heads)))
        return next(found, None)
    texts = ("\n".join(map("\n".join, row.cells)) for row in document.rows[:_LOOKED_AT])
    counts = Counter(filter(None, map(language_of, texts)))
    language, _ = counts.most_common(1)[0] if counts else (ENGLISH, 0)
    return None if language == ENGLISH else language


def _heads(document: Document) -> Iterator[str]:
    """Words of page headers, of the first paragraphs, and of the first rows."""
    yield from (one[:MAX_LINE] for one in document.headers)
    yield from (one[:MAX_LINE] for one in islice(filter(str.strip, document.paragraphs), _HEADS))
    for row in document.rows[:_HEADS]:
        yield from (" ".join(cell)[:MAX_LINE] for cell in row.cells)


def review_of(document: Document, path: Path) -> Review:
    """State, cycle and session from the page header, else from a line above the table."""
    lines = (" ".join(one.split())[:MAX_LINE] for one in (*document.headers, *document.paragraphs))
    found = next(filter(None, map(_REVIEW.search, lines)), None)
    if not found:
        raise refusal(
            path,
            _(
                "no page header says whose review this is, such as “UPR of Slovenia (2nd"
                " Cycle - 20th session)”; add it in Word and import the file again."
            ),
        )
    name, session = found["state"].strip(), int(found["session"])
    cycle = _CYCLES.get(found["cycle"].lower()) or int(found["cycle"])
    code = states.lookup(name)
    if code is None:
        near = " or ".join(states.suggest(name)) or "its UN short name"
        raise refusal(
            path,
            _("nobody knows the State {name!r} of the page header; write {near}.").format(
                name=name, near=near
            ),
        )
    if session not in SESSIONS or cycle_of(session) != cycle:
        raise refusal(
            path,
            _(
                "the page header says cycle {cycle}, session {session}, but {really}; "
                "correct the header in Word."
            ).format(cycle=cycle, session=session, really=_really(session)),
        )
    return Review(code, name, cycle, session)


def _really(session: int) -> str:
    if session not in SESSIONS:
        return _("there is no such session")
    return _("that session is of cycle {n}").format(n=cycle_of(session))
