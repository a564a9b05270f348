"""Asks that are about no joining: the death penalty, reservations, invitations, institutions."""

from collections.abc import Iterator, Sequence
from typing import Final

from upr_data.ingest.record.acts import Found
from upr_data.ingest.record.death_penalty import death_penalty_asks
from upr_data.ingest.record.strength import strength_of
from upr_data.ingest.record.tokens import Mention
from upr_data.ingest.record.words import forms
from upr_data.model import AskAct

_WITHDRAWING: Final = forms("withdrawing")
_INVITING: Final = forms("inviting")
_SETTING_UP: Final = forms("setting_up")


def other_asks(tokens: Sequence[str], mentions: Sequence[Mention]) -> Iterator[Found]:
    """Each ask that is not about joining a treaty, by kind."""
    yield from death_penalty_asks(tokens, mentions)
    yield from _about_reservations(tokens, mentions)
    yield from _standing_invitation(tokens)
    yield from _national_institution(tokens)


def _about_reservations(tokens: Sequence[str], mentions: Sequence[Mention]) -> Iterator[Found]:
    for at, word in enumerate(tokens):
        form = _WITHDRAWING.get(word)
        if form is None:
            continue
        near = range(at + 1, min(at + 12, len(tokens)))
        end = next((n for n in near if tokens[n].startswith("reservation")), None)
        if end is None or any(tokens[n] in {".", ";"} for n in range(at, end)):
            continue
        codes = tuple(dict.fromkeys(_concerned(tokens, mentions, end)))
        strength = strength_of(tokens, at, form)
        yield Found(AskAct.RESERVATION, codes, strength, "reservation", at, end + 1)
        return


def _concerned(tokens: Sequence[str], mentions: Sequence[Mention], at: int) -> Iterator[str]:
    """The instruments a reservation was made to: named after it in the same clause."""
    edge = at
    for one in mentions:
        if one.start <= at:
            continue
        between = tokens[edge : one.start]
        if len(between) > _FAR or any(word.startswith(_OTHERWISE) for word in between):
            return
        yield from (code for code in one.codes if code != "other")
        edge = one.end


_FAR: Final = 40
_OTHERWISE: Final = (".", "ratif", "acced", "accession", "incorporat", "implement", "sign", "join")


def _standing_invitation(tokens: Sequence[str]) -> Iterator[Found]:
    at = next((n for n in range(len(tokens) - 1) if _is_invitation(tokens, n)), None)
    if at is None:
        return
    for n in range(at, max(-1, at - 8), -1):
        if form := _INVITING.get(tokens[n]):
            strength = strength_of(tokens, n, form)
            yield Found(AskAct.STANDING_INVITATION, (), strength, "standing_invitation", n, at + 2)
            return


def _is_invitation(tokens: Sequence[str], at: int) -> bool:
    return tokens[at] in {"standing", "open"} and tokens[at + 1].startswith("invitation")


def _national_institution(tokens: Sequence[str]) -> Iterator[Found]:
    principles = next((n for n, t in enumerate(tokens) if t == "paris"), None)
    is_named = principles is not None and tokens[principles + 1 : principles + 2] == ["principles"]
    for at, word in enumerate(tokens):
        form = _SETTING_UP.get(word)
        if form is None or not is_named:
            continue
        about = tokens[at : (principles or at) + 2]
        if any(t in _INSTITUTIONS or t.startswith(("institut", "commission")) for t in about):
            strength = strength_of(tokens, at, form)
            yield Found(AskAct.NHRI, (), strength, "paris_principles", at, (principles or at) + 2)
            return


_INSTITUTIONS: Final = frozenset(
    {"nhri", "nhris", "ombudsman", "ombudsperson", "ombudsman's", "body", "mechanism", "it"}
)
