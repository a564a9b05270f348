"""What a masked text asks to join or to sign, and how firmly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from upr_data.ingest.record.scope import object_of
from upr_data.ingest.record.strength import strength_of
from upr_data.ingest.record.tokens import Mention
from upr_data.ingest.record.triggers import is_no_ask, triggers_of
from upr_data.ingest.record.words import words
from upr_data.model import AskAct, Strength


@dataclass(frozen=True, slots=True)
class Found:
    """One ask in a text: no codes where it names no instrument of ours. Tokens are those seen."""

    act: AskAct
    codes: tuple[str, ...]
    strength: Strength
    rule: str
    start: int
    end: int


_OTHERS: Final = words("others")


def _is_for_others(tokens: Sequence[str], end: int) -> bool:
    """Whether others are to do it: "the ratification of the treaty by other States"."""
    return bool(tokens[end : end + 1] == ["by"] and _OTHERS & set(tokens[end + 1 : end + 4]))


def joining_asks(tokens: Sequence[str], mentions: Sequence[Mention]) -> Iterator[Found]:
    """Each thing that the text asks to join or to sign; the scope of a trigger ends at the next."""
    triggers = list(triggers_of(tokens, mentions))
    limits = [*(one.start for one in triggers[1:]), len(tokens)]
    for trigger, limit in zip(triggers, limits, strict=False):
        if is_no_ask(tokens, trigger):
            continue
        about = object_of(tokens, mentions, trigger, limit)
        if about and not _is_for_others(tokens, about.end):
            strength = strength_of(tokens, trigger.start, trigger.form)
            yield Found(trigger.act, about.codes, strength, about.rule, trigger.start, about.end)
