"""How firmly something is asked for: do it, take steps towards it, consider it."""

from collections.abc import Sequence
from typing import Final

from upr_data.ingest.record.tokens import code_of
from upr_data.ingest.record.triggers import ADVERBS
from upr_data.ingest.record.words import BASE, beginnings, words
from upr_data.model import Strength

_CONSIDERING: Final = beginnings("considering")
_STEPS: Final = beginnings("steps")
_WEAK_STEPS: Final = beginnings("weak_steps")
_FIRM: Final = beginnings("firm")
_NEW_CLAUSE: Final = words("new_clause")
_GOVERNING: Final = ("step", "effort", "measure", "possib", "continu")
_NOT_CONSIDERING: Final = frozenset({"considerable", "possible", "optional"})
_MEANS: Final = frozenset({"by", "through", "via", "including"})
_WINDOW: Final = 40
_GOVERNED: Final = 14


def strength_of(tokens: Sequence[str], at: int, form: str) -> Strength:
    """How firmly the act at this place is asked for: do it, take steps towards it, consider it."""
    window = _window(tokens, at)
    plain = [t for t in window if t not in ADVERBS or t == "to"]
    if form == BASE and not (plain and plain[-1] == "to"):
        governed = _governing(plain)
        return governed or Strength.DO
    return _words_say(window) or Strength.DO


def _window(tokens: Sequence[str], at: int) -> Sequence[str]:
    """The words before, back to the sentence's or the clause's beginning."""
    start = max(0, at - _WINDOW)
    for n in range(at - 1, start - 1, -1):
        if tokens[n] in {".", ";"}:
            start = n + 1
            break
    for n in range(at - 2, start - 1, -1):
        if tokens[n] in {"and", ","} and tokens[n + 1] in _NEW_CLAUSE:
            start = n + 1
            break
    return tokens[start:at]


def _governing(plain: Sequence[str]) -> Strength | None:
    """For "… steps to sign the one and ratify": the verb after "and" still hangs on "steps to"."""
    if not plain or plain[-1] not in {"and", "or"}:
        return None
    for n in range(len(plain) - 1, max(0, len(plain) - _GOVERNED), -1):
        if plain[n] == "to" and plain[n - 1].startswith(_GOVERNING):
            return _words_say(plain[: n + 1])
    return None


def _words_say(words: Sequence[str]) -> Strength | None:
    plain = [t for t in words if code_of(t) is None]
    if any(t.startswith(_CONSIDERING) for t in plain if t not in _NOT_CONSIDERING):
        return Strength.CONSIDER
    for n, word in enumerate(plain):
        if word in _MEANS:
            plain = plain[n + 1 :]
            break
    firm = any(t.startswith(_FIRM) for t in plain[:-1] or plain)
    steps = [t for t in plain if t.startswith((*_STEPS, *_WEAK_STEPS))]
    if firm and all(t.startswith(_WEAK_STEPS) for t in steps):
        return Strength.DO
    if not steps:
        return None
    return Strength.STEPS
