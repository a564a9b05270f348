"""What the optional model sees of a text: words, opening, head verb with object, means, rule."""

from collections.abc import Iterator, Sequence
from typing import Final

from upr_data.ingest.coding.head import NOT, Head, find_head
from upr_data.ingest.coding.lexicon import lexicon
from upr_data.ingest.coding.rules import code_text, find_means, object_words
from upr_data.ingest.coding.tokens import words_of

GROUP_WEIGHTS: Final = {"w": 1.0, "s": 1.0, "v": 1.0, "m": 0.5, "r": 0.1}
"""Groups of features (words, start, verb, means, rule), each scaled to this length per text.

The rule weighs little on purpose: its word lists were drawn up on hand-coded texts, and on the
texts a model is trained with it may look more certain than it is.
"""

_START_WORDS: Final = 6
_MEANS_WORDS: Final = 6


def features(text: str) -> list[str]:
    """The text's features, each with its group before a colon; repeated as often as seen."""
    words = words_of(text)
    plain = [word for word in words if word[0].isalnum()]
    head = find_head(words)
    coded = code_text(text)
    return [
        *(f"w:{gram}" for gram in _grams(plain, 1, 3)),
        *(f"s:{gram}" for gram in _grams(["^", *plain[:_START_WORDS]], 1, 4)),
        *(_verb(words, head) if head else ()),
        *(_means(words, head) if head else ()),
        f"r:{coded.category}",
        f"r:{coded.category} {coded.rule}",
    ]


def _grams(words: Sequence[str], shortest: int, longest: int) -> Iterator[str]:
    for length in range(shortest, longest + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _category(verb: str) -> int | str:
    return NOT if verb == NOT else lexicon().categories[verb]


def _verb(words: list[str], head: Head) -> Iterator[str]:
    """The head verb, its category, how it was found, and each with the words of its object."""
    target = object_words(words, head.object_at)
    category = _category(head.verb)
    yield from (f"v:{head.verb}", f"v:{category}", f"v:{head.found}")
    yield from (f"v:{head.verb}|{gram}" for gram in sorted(set(_grams(target, 1, 3))))
    yield from (f"v:{category}|{gram}" for gram in sorted(set(_grams(target, 1, 2))))


def _means(words: list[str], head: Head) -> Iterator[str]:
    """Categories and verbs of the means named, also together with the head verb's category."""
    category, found = _category(head.verb), False
    for verb, start in find_means(words, head.at):
        found, of_means = True, lexicon().categories[verb]
        yield from (f"m:{verb}", f"m:{of_means}", f"m:{category} {of_means}", f"m:{category} by")
        target = object_words(words, start + 1)[:_MEANS_WORDS]
        yield from (f"m:{of_means}|{word}" for word in sorted(set(target)))
    if not found:
        yield from ("m:none", f"m:{category} none")
