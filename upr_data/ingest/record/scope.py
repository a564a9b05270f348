"""What a trigger is about: the instruments named after it, up to where something else begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from upr_data.ingest.record.tokens import OTHER, Mention
from upr_data.ingest.record.triggers import ADVERBS, Trigger, is_no_ask
from upr_data.ingest.record.words import NOUN, beginnings, words

_VERBS: Final = beginnings("verbs")
_NO_VERBS: Final = words("no_verbs")
_PHRASES_END: Final = words("phrases_end")
_COORDINATED: Final = words("coordinated")
_AFTER_COORDINATED: Final = words("after_coordinated") | ADVERBS
_NOT_JOINED: Final = words("not_joined")
_STOP_PHRASES: Final = (
    ("in", "line"),
    ("so", "as"),
    ("so", "that"),
    ("in", "order"),
    ("with", "a", "view"),
    ("with", "view"),
)
_CONJUNCTIONS: Final = frozenset({"and", ",", "or", "/"})
_BEFORE_VERB: Final = ADVERBS | _CONJUNCTIONS | {"the", "effective", "full"}
_OPENING: Final = frozenset(
    ["and", "or", "to", "by", ":", "while", "then", "also", "effective", "full"]
)
_PARTICULAR: Final = frozenset(["particularly", "particular", "notably", "namely", "especially"])
_POINTING: Final = frozenset({"it", "them", "both", "thereof", "these"})
_GENERIC: Final = (
    "treaty", "treaties", "convention", "instrument", "protocol", "covenant", "statute", "charter",
)  # fmt: skip
_SUBMITTED: Final = frozenset({"submit", "present", "table", "forward", "transmit", "submitting"})
_GAP: Final = 26
"""Tokens between one instrument and the next, or between a pronoun and what it means."""

_AT_ONCE: Final = 7
_FEW: Final = 6


@dataclass(frozen=True, slots=True)
class Object:
    """What is to be joined: codes (none: treaties that are not named), up to which token."""

    codes: tuple[str, ...]
    end: int
    rule: str


@dataclass(slots=True)
class _Seen:
    """What the reading of one scope has seen so far."""

    end: int
    codes: list[str] = field(default_factory=list)
    is_generic: bool = False


def object_of(
    tokens: Sequence[str], mentions: Sequence[Mention], trigger: Trigger, limit: int
) -> Object | None:
    """What the trigger is about; None where it is about no treaty. `limit`: the next trigger."""
    seen = _read_scope(tokens, mentions, trigger, limit)
    if seen is None:
        return None
    codes = tuple(dict.fromkeys(code for code in seen.codes if code != OTHER))
    if codes:
        return Object(codes, seen.end, "named")
    if before := _meant_before(tokens, mentions, trigger, limit, is_generic=seen.is_generic):
        return before
    if seen.is_generic and not trigger.is_loose:
        return Object((), seen.end, "generic")
    return None


def _read_scope(
    tokens: Sequence[str], mentions: Sequence[Mention], trigger: Trigger, limit: int
) -> _Seen | None:
    """Everything named between the trigger and what ends its scope; None: nothing to be joined."""
    here = {n: one for one in mentions for n in range(one.start, one.end)}
    at = last = _after_coordinated(tokens, trigger.end)
    seen = _Seen(trigger.end)
    while at < limit:
        if mention := here.get(at):
            if at - last > _GAP:
                break
            seen.codes.extend(mention.codes)
            seen.is_generic = seen.is_generic or not mention.codes
            at = last = seen.end = mention.end
            continue
        if _stops(tokens, at):
            if seen.codes or not seen.is_generic:
                break
            at = last = _next_singled_out(tokens, at, limit, here)
            continue
        if trigger.is_loose and not seen.codes:
            if tokens[at] in _NOT_JOINED:
                return None
            if not seen.is_generic and at - trigger.end > _AT_ONCE:
                break
        if tokens[at].startswith(_GENERIC):
            seen.is_generic, seen.end = True, max(seen.end, at + 1)
        at += 1
    return seen


def _meant_before(
    tokens: Sequence[str],
    mentions: Sequence[Mention],
    trigger: Trigger,
    limit: int,
    *,
    is_generic: bool,
) -> Object | None:
    """What was named before: "its ratification", "ratify it", "the OP-CAT ratification"."""
    named = [one for one in mentions if one.end <= trigger.start and one.codes]
    if not named:
        return None
    last = named[-1]
    is_its = not is_generic and trigger.form == NOUN and tokens[trigger.start - 1] == "its"
    if is_its or _POINTING & set(tokens[trigger.end : min(trigger.end + 2, limit)]):
        between = tokens[last.end : trigger.start]
        if len(between) <= _GAP and "." not in between:
            return Object(last.codes, trigger.end + 1, "pronoun")
    if _is_submitted(tokens, last, trigger):
        return Object(last.codes, trigger.end, "named")
    if last.end == trigger.start and trigger.form == NOUN and tokens[last.start - 1] != "with":
        moved = replace(trigger, start=last.start)
        if not is_no_ask(tokens, moved):
            return Object(last.codes, trigger.end, "named")
    return None


def _is_submitted(tokens: Sequence[str], last: Mention, trigger: Trigger) -> bool:
    """Whether what was named is to go before parliament: "submit the OP-CAT … for ratification"."""
    near = tokens[max(0, last.start - _FEW) : last.start]
    between = tokens[last.end : trigger.start]
    return (
        trigger.form == NOUN
        and between[-1:] == ["for"]
        and len(between) <= _AT_ONCE
        and not {".", ",", ";"} & set(between)
        and bool(_SUBMITTED & set(near))
    )


def _after_coordinated(tokens: Sequence[str], at: int) -> int:
    """After "ratify", the place behind "and implement", "and fully align its legislation with"."""
    look = at
    while look < len(tokens) and tokens[look] in _CONJUNCTIONS:
        verb = look
        while verb < len(tokens) and verb - look < _FEW and tokens[verb] in _BEFORE_VERB:
            verb += 1
        if verb >= len(tokens) or tokens[verb] not in _COORDINATED:
            return look
        look = verb + 1
        while look < len(tokens) and tokens[look] in _AFTER_COORDINATED:
            look += 1
    return look


def _next_singled_out(
    tokens: Sequence[str], at: int, limit: int, mentions: Mapping[int, Mention]
) -> int:
    """The next example of the treaties before: "…, particularly the Convention …"; or the end."""
    return next(
        (n for n in range(at, limit) if n in mentions and _PARTICULAR & set(tokens[n - 2 : n])),
        limit,
    )


def _stops(tokens: Sequence[str], at: int) -> bool:
    """Whether the scope of a trigger ends here."""
    here = tokens[at]
    if here == ".":
        return True
    if here == ";":
        return not _list_goes_on(tokens, at + 1)
    if here in _PHRASES_END:
        return True
    if any(tuple(tokens[at : at + len(phrase)]) == phrase for phrase in _STOP_PHRASES):
        return True
    return here.startswith(_VERBS) and here not in _NO_VERBS and _opens_clause(tokens, at)


def _before_adverbs(tokens: Sequence[str], at: int) -> int:
    """The place of the last word before this one that is no adverb; -1 if there is none."""
    before = at - 1
    while before >= 0 and (
        tokens[before] in ADVERBS - {"to", "as"} or tokens[before].endswith("ly")
    ):
        before -= 1
    return before


def _opens_clause(tokens: Sequence[str], at: int) -> bool:
    """Whether a verb here begins something new: after "and", a comma, "to", "by", an adverb."""
    before = _before_adverbs(tokens, at)
    if tokens[before] in _OPENING:
        return True
    return tokens[before] in {",", ")"} and not tokens[at].endswith(("tion", "ment", "ed"))


def opens_as_verb(tokens: Sequence[str], at: int) -> bool:
    """Whether the word here is a command: at the beginning, or after "and", a comma, an adverb."""
    before = _before_adverbs(tokens, at)
    return before < 0 or tokens[before] in {"and", ",", ".", ";", "or", ":"}


def _list_goes_on(tokens: Sequence[str], at: int) -> bool:
    """Whether another instrument follows a semicolon."""
    following = [t for t in tokens[at : at + 4] if t not in {"and", "the", "its", "as", "well"}]
    return bool(following) and (
        following[0][0] == "{"
        or following[0] in {"optional", "second", "first", "third", "protocol"}
    )
