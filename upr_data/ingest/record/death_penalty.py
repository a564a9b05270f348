"""Asks to abolish the death penalty, or to suspend it."""

from collections.abc import Iterator, Sequence
from typing import Final

from upr_data.ingest.record.acts import Found
from upr_data.ingest.record.scope import opens_as_verb
from upr_data.ingest.record.strength import strength_of
from upr_data.ingest.record.tokens import Mention, code_of
from upr_data.ingest.record.words import BASE, NOUN, forms, words
from upr_data.model import AskAct

_ABOLISHING: Final = forms("abolishing")
_REPRIEVING: Final = frozenset({"moratorium", "moratoria", "moratoriums"})
_FOR_SOME: Final = words("for_some")
_DONE: Final = words("done")
_ABOUT: Final = words("about_protocol")
_LEADING: Final = words("leading")
_BREAKS: Final = frozenset([".", ";", "and", "torture", "moratorium"])
_LAWS: Final = frozenset({"laws", "provisions"})
_NEAR: Final = 9


def death_penalty_asks(tokens: Sequence[str], mentions: Sequence[Mention]) -> Iterator[Found]:
    """Each ask for abolition or a moratorium; what a protocol's own title says is none."""
    inside = {at for one in mentions for at in range(one.start, one.end)}
    places = [at for at in range(len(tokens)) if _is_penalty(tokens, at) and at not in inside]
    if not places:
        return
    for at, word in enumerate(tokens):
        if at in inside:
            continue
        if form := _abolishing(tokens, at):
            end = _penalty_near(tokens, at, places)
            if end and not _is_done(tokens, at) and not _is_for_some(tokens, at, end):
                if _is_own_title(tokens, mentions, at):
                    continue
                strength = strength_of(tokens, at, form)
                yield Found(AskAct.ABOLITION, (), strength, "abolition", at, end)
        elif word in _REPRIEVING and not _is_done(tokens, at) and not _is_resolution(tokens, at):
            end = min(at + 1 + _NEAR, len(tokens))
            strength = strength_of(tokens, at, NOUN)
            yield Found(AskAct.MORATORIUM, (), strength, "moratorium", at, end)


def _is_penalty(tokens: Sequence[str], at: int) -> bool:
    if code_of(tokens[at]) == "suffix_dp":
        return True
    pair = tuple(tokens[at : at + 2])
    return pair in {("death", "penalty"), ("capital", "punishment"), ("death", "penalties")}


def _abolishing(tokens: Sequence[str], at: int) -> str | None:
    if code_of(tokens[at]) == "suffix_dp":
        return NOUN
    if tokens[at] in {"abolished", "abolish"} and tokens[at - 1 : at] == ["be"]:
        return BASE
    if tokens[at] == "end" and tokens[at + 1 : at + 2] == ["to"]:
        return BASE
    if tokens[at] == "end" and opens_as_verb(tokens, at):
        return BASE
    return _ABOLISHING.get(tokens[at])


def _penalty_near(tokens: Sequence[str], at: int, places: Sequence[int]) -> int | None:
    """The end of the words that name the penalty, where it is what is to be abolished."""
    if code_of(tokens[at]) == "suffix_dp":
        return at + 1
    for place in places:
        between = tokens[at + 1 : place]
        breaks = _BREAKS if tokens[at].startswith("repeal") else _BREAKS | _LAWS
        is_whole = between[:3] == ["once", "and", "for"] or not breaks & set(between)
        if place > at and len(between) <= _NEAR and is_whole:
            return place + 2
    after = tokens[at + 1 : at + 3]
    is_its = _abolishing(tokens, at) == NOUN and bool({"its", "their"} & set(tokens[at - 3 : at]))
    points_back = (
        after[:1] in (["it"], ["them"])
        or after == ["of", "it"]
        or is_its
        or (tokens[at].startswith("aboli") and after[:1] != ["of"])
    )
    if points_back and any(0 < at - place <= 2 * _NEAR for place in places):
        return min(at + 2, len(tokens))
    return None


def _is_own_title(tokens: Sequence[str], mentions: Sequence[Mention], at: int) -> bool:
    """Whether the words only say what the second Optional Protocol just named is for."""
    last = next((one for one in reversed(mentions) if one.end <= at), None)
    if last is None or "iccpr_op2" not in last.codes:
        return False
    between = tokens[last.end : at]
    if code_of(tokens[at]) == "suffix_dp":
        return len(between) <= _NEAR and not {"and", "."} & set(between)
    is_led = bool(_LEADING & set(between)) or _abolishing(tokens, at) != BASE
    return is_led and all(word in _ABOUT for word in between)


def _is_for_some(tokens: Sequence[str], at: int, end: int) -> bool:
    """Whether only a part is to go: for children, for drug offences, the mandatory one."""
    after = tokens[end : end + 6]
    if "mandatory" in tokens[at:end]:
        return True
    if after[:1] and after[0] in {"for", "imposed", "in", "on", "against"}:
        head = [t for t in after if t not in {"the", "all", "and", "both"}]
        return bool(_FOR_SOME & set(head[:4])) and "all" not in after[:3]
    return False


def _is_done(tokens: Sequence[str], at: int) -> bool:
    return bool(_DONE & set(tokens[max(0, at - 4) : at])) or tokens[at - 2 : at] == ["not", "to"]


def _is_resolution(tokens: Sequence[str], at: int) -> bool:
    """Whether it is a resolution that calls for it, to be voted for."""
    before = tokens[max(0, at - 6) : at]
    return "," not in before and any(word.startswith("resolution") for word in before)
