"""Words that ask to join or to sign, joined where they stand together: "sign and ratify"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from upr_data.ingest.record.tokens import Mention
from upr_data.ingest.record.words import BASE, ING, NOUN, forms, words
from upr_data.model import AskAct

ADVERBS: Final = words("adverbs")

_JOINING: Final = forms("joining")
_SIGNING: Final = forms("signing")
_BECOMING: Final = frozenset({"become", "becoming"})
_BEING: Final = {"be": BASE, "being": ING}
_PARTY: Final = words("party")
_LOOSE: Final = words("loose")
_COORDINATORS: Final = ADVERBS | frozenset(
    ["and", "or", ",", "/", "the", "of", "(", ")", "at", "a", "later", "stage"]
)
_CONJUNCTIONS: Final = frozenset({"and", "or", ",", "/"})
_MOST_BETWEEN: Final = 8
_NOT_ASKED: Final = words("not_asked_before")
_NEVER_ASKED: Final = words("never_asked_before")
_UNDERTAKEN: Final = words("undertaken")
_FILLERS: Final = words("fillers")
_DEPOSIT_WITHIN: Final = 12
_NOT_COMMANDED: Final = frozenset({"not", "never"})
_RESTING_ON: Final = frozenset(
    {
        ("pursuant", "to"), ("view", "of"), ("light", "of"), ("line", "with"), ("effect", "to"),
        ("accordance", "with"), ("result", "of"), ("awareness", "of"), ("because", "of"),
        ("due", "to"), ("basis", "of"), ("follow", "up"), ("consequence", "of"),
        ("spirit", "of"), ("conformity", "with"), ("consistent", "with"), ("part", "of"),
    }
)  # fmt: skip
"""Words before "ratification" that rest on it: "pursuant to its ratification of"."""
_BROUGHT: Final = words("brought")
"""Those whom a State is to bring to ratify: "encourage other States to ratify"."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, or several joined, that asks to join or sign: tokens `start` to `end` (excluded).

    `is_loose` ones mean joining only where an instrument follows at once.
    """

    start: int
    end: int
    form: str
    act: AskAct
    is_loose: bool


def triggers_of(tokens: Sequence[str], mentions: Sequence[Mention]) -> Iterator[Trigger]:
    """The triggers of a text, in order; none inside the name of an instrument."""
    inside = {at for one in mentions for at in range(one.start, one.end)}
    at = 0
    while at < len(tokens):
        form = _form(tokens, at) if at not in inside else None
        if form is None:
            at += 1
            continue
        trigger = _together(tokens, at, form)
        yield trigger
        at = trigger.end


def _together(tokens: Sequence[str], start: int, form: str) -> Trigger:
    """The trigger that begins here, with those coordinated to it."""
    acts: set[AskAct] = set()
    at, end, is_loose = start, start, True
    while at >= 0:
        acts.add(AskAct.SIGNATURE if tokens[at] in _SIGNING else AskAct.JOINING)
        is_loose = is_loose and tokens[at] in _LOOSE
        end = at + _length(tokens, at)
        at = _next_coordinated(tokens, end)
    act = AskAct.JOINING if AskAct.JOINING in acts else AskAct.SIGNATURE
    return Trigger(start, end, form, act, is_loose)


def _form(tokens: Sequence[str], at: int) -> str | None:
    """The form of a trigger that begins here; None where none does."""
    if at >= len(tokens):
        return None
    word = tokens[at]
    if word in _BECOMING:
        return _JOINING[word] if _is_party(tokens, at) else None
    if word in _BEING:
        before = tokens[at - 1] if at else ""
        possible = "to" if word == "be" else "of"
        is_asked = before == possible or (word == "being" and before.startswith("consider"))
        return _BEING[word] if is_asked and _is_party(tokens, at) else None
    is_language = word == "sign" and tokens[at + 1 : at + 2] in (["language"], ["languages"])
    return None if is_language else _JOINING.get(word) or _SIGNING.get(word)


def _is_party(tokens: Sequence[str], at: int) -> bool:
    """Whether "a State party" follows here."""
    return bool(_PARTY & set(tokens[at + 1 : at + 4]))


def _length(tokens: Sequence[str], at: int) -> int:
    """How many tokens the trigger here takes: "become a State party to" takes five."""
    end = at + 1
    if tokens[at] in _BECOMING or tokens[at] in _BEING:
        end = next(n for n in range(at + 1, at + 4) if tokens[n] in _PARTY) + 1
    while end < len(tokens) and tokens[end] in {"to", "of"}:
        end += 1
    return end - at


def _next_coordinated(tokens: Sequence[str], at: int) -> int:
    """Where a second trigger stands after "and", "or", a comma and adverbs; -1 if none does."""
    look = at
    while look < len(tokens) and look - at < _MOST_BETWEEN and tokens[look] in _COORDINATORS:
        look += 1
    if not _CONJUNCTIONS & set(tokens[at:look]):
        return -1
    return look if _form(tokens, look) else -1


def is_no_ask(tokens: Sequence[str], trigger: Trigger) -> bool:
    """Whether the words before say that it happened, or that something else is meant."""
    before = [t for t in tokens[max(0, trigger.start - 4) : trigger.start] if t not in _FILLERS]
    if not before or _is_deposit(tokens, trigger, before[-1]):
        return False
    last = before[-1]
    return (
        last in (_NOT_COMMANDED if trigger.form == BASE else _NOT_ASKED)
        or last in _NEVER_ASKED
        or before[-2:] == ["follow", "up"]
        or (trigger.form == NOUN and _pair_before(tokens, trigger) in _RESTING_ON)
        or bool(_BROUGHT & set(before))
        or (last in {"by", "through"} and bool(_UNDERTAKEN & set(before)))
    )


def _pair_before(tokens: Sequence[str], trigger: Trigger) -> tuple[str, ...]:
    """The last two words before, without "its"; "with a view of" is no "in view of"."""
    near = tokens[max(0, trigger.start - 5) : trigger.start]
    pair = tuple([one for one in near if one == "of" or one not in _FILLERS][-2:])
    return () if pair == ("view", "of") and "a" in near else pair


def _is_deposit(tokens: Sequence[str], trigger: Trigger, last: str) -> bool:
    """Whether the instrument of ratification is to be deposited."""
    near = tokens[max(0, trigger.start - _DEPOSIT_WITHIN) : trigger.start]
    return last.startswith("instrument") and any(word.startswith("deposit") for word in near)
