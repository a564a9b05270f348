"""By what an aim shall be reached: `by amending …`, `including the adoption of …`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from upr_data.ingest.coding.lexicon import lexicon, word_list
from upr_data.ingest.coding.tokens import SENTENCE_ENDS, after_adverbs, gerund_at

_WITHIN: Final = 100
_BEFORE_MEANS: Final = word_list("before_means")
_MARKERS: Final = _BEFORE_MEANS | {"including", "as"}
_ADDING: Final = word_list("adding")
_FILLERS: Final = word_list("fillers") | {","}
_AFTER_NOUN: Final = word_list("after_noun")


@dataclass(frozen=True, slots=True)
class Means:
    """An act that serves another: its verb, where it stands, and how it is named.

    `is_added` says that it is one act among others (`including by …`), `is_listed` that it follows
    `including` or `such as` with no `by` or `through`.
    """

    verb: str
    at: int
    is_gerund: bool
    is_added: bool
    is_listed: bool


def find_means(words: list[str], at: int) -> Iterator[Means]:
    """The means named from `at` on, in order, up to the end of the sentence."""
    for here in range(at, min(len(words), at + _WITHIN)):
        if words[here] in SENTENCE_ENDS:
            return
        if words[here] in _MARKERS and (found := _means_after(words, here)):
            yield found


def _means_after(words: list[str], here: int) -> Means | None:
    """The means that the word at `here` introduces, if it does."""
    before, marker = words[max(0, here - 1) : here], words[here]
    is_listed = marker == "including" or [*before, marker] == ["such", "as"]
    if marker not in _BEFORE_MEANS and not is_listed:
        return None
    start = _after_fillers(words, here + 1)
    gerund = gerund_at(words, start)
    verb = gerund or _acting_noun(words, start)
    if verb is None:
        return None
    is_added = is_listed or not _ADDING.isdisjoint(before)
    return Means(verb, start, is_gerund=bool(gerund), is_added=is_added, is_listed=is_listed)


def _after_fillers(words: list[str], at: int) -> int:
    while at < len(words) and words[at] in _FILLERS:
        at += 1
    return after_adverbs(words, at)


def _acting_noun(words: list[str], at: int) -> str | None:
    if _AFTER_NOUN.isdisjoint(words[at + 1 : at + 2]):
        return None
    return lexicon().action_noun(words[at])
