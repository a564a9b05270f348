"""A sentence with a number, held against the figures that were published. Rules only.

What cannot be placed is never called right: every word of the claim must be known, its number must
be the one printed (or what the printed counts give), and it must say of what it is a share.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from upr_data.domain.claim_sentences import OUTCOMES
from upr_data.domain.claim_words import Says, Tag, longest, phrases, words_of
from upr_data.domain.published import PUBLISHED, PublishedFigure
from upr_data.model import Denominator, Verdict

MOST_CHARACTERS: Final = 600
"""A claim is a sentence; what is longer is read so far."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says: its number and whether that is a share, and the phrases in it.

    `unknown` are the words that nobody knows here; each of them may change what is claimed. What
    stands in brackets is `aside`.
    """

    number: Decimal | None
    is_percent: bool
    tags: tuple[Tag, ...]
    unknown: tuple[str, ...]
    aside: tuple[str, ...] = ()

    def values(self, says: Says) -> tuple[str, ...]:
        """What it says of this kind, each once."""
        return tuple(dict.fromkeys(tag.value for tag in self.tags if tag.says is says))

    @property
    def of(self) -> tuple[Denominator, ...]:
        """Of what it says the number is a share."""
        return tuple(Denominator(value) for value in self.values(Says.OF))


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim and its place among the published figures; `figure` is None where it has none."""

    claim: Claim
    verdict: Verdict
    figure: PublishedFigure | None


def read_claim(sentence: str) -> Claim:
    """The number and the phrases of a sentence, and the words it has in brackets."""
    main, aside = _parted(sentence[:MOST_CHARACTERS])
    words = words_of(main)
    tags: list[Tag] = []
    unknown: list[str] = []
    number: Decimal | None = None
    is_percent = False
    at = 0
    while at < len(words):
        length, tag = _phrase_at(words, at)
        if tag:
            tags.append(tag)
            at += length
            continue
        word = words[at]
        at += 1
        if _NUMBER.fullmatch(word) and number is None:
            number = Decimal(word)
            is_percent = at < len(words) and words[at] == "percent"
            at += is_percent
        else:
            unknown.append(word)
    return Claim(number, is_percent, tuple(tags), tuple(unknown), tuple(words_of(aside)))


def place(sentence: str) -> Placed:
    """The published figure that a sentence is about, and what can be said of it."""
    claim = read_claim(sentence)
    about = [figure for figure in PUBLISHED.values() if _is_about(claim, figure)]
    if claim.number is None or not about:
        return Placed(claim, Verdict.NOT_PLACED, None)
    same = [figure for figure in about if _has_number(claim, figure)]
    figure = _best(claim, same) if same else _nearest(claim, about)
    if not _is_understood(claim, figure):
        return Placed(claim, Verdict.NOT_PLACED, figure)
    return Placed(claim, _verdict(claim, figure, is_same=bool(same)), figure)


def _best(claim: Claim, same: list[PublishedFigure]) -> PublishedFigure:
    """Of figures with this number the one whose denominator is said, then whose source is."""
    return min(same, key=lambda one: (not _says_of(claim, one), not _is_understood(claim, one)))


def _verdict(claim: Claim, figure: PublishedFigure, *, is_same: bool) -> Verdict:
    if not is_same:
        return Verdict.OTHER_NUMBER
    if not _scopes_fit(claim, figure):
        return Verdict.OTHER_SCOPE
    if claim.is_percent and not claim.of and figure.denominator_rule is not None:
        return Verdict.INCOMPLETE
    if not _says_of(claim, figure):
        return Verdict.OTHER_DENOMINATOR
    return Verdict.AS_PUBLISHED if _says_scope(claim, figure) else Verdict.INCOMPLETE


def _is_understood(claim: Claim, figure: PublishedFigure) -> bool:
    """Whether every word has its place: none unknown, none in a place that turns the meaning."""
    return not (
        claim.unknown
        or not _is_aside(claim.aside, figure)
        or _turns_round(claim)
        or set(claim.values(Says.DIRECTION)) & _WRONG_WAY.get(figure.dimension, {"by", "from"})
    )


_WRONG_WAY: Final = {
    "recommending State": frozenset({"to", "from"}),
    "State under review": frozenset({"from", "to"}),
}
"""By dimension, the words that make somebody else ask, or be asked."""


_NUMBER: Final = re.compile(r"[1-9][0-9]*(?:\.[0-9]+)?|0(?:\.[0-9]+)?")
_WHOLE: Final = 1000
"""Figures from here on are counts, printed in full."""


def _is_aside(words: tuple[str, ...], figure: PublishedFigure) -> bool:
    """Whether what stands in brackets repeats the figure's own counts, scope, source and page."""
    counts = (figure.numerator, figure.denominator, f"{figure.value:g}", "p", figure.page)
    own = words_of(" ; ".join(map(str, (*counts, figure.scope, figure.source, figure.published))))
    n, of = str(figure.numerator), str(figure.denominator)
    if n in words and of in words and words.index(n) > words.index(of):
        return False
    at = 0
    while at < len(words):
        length, tag = _phrase_at(list(words), at)
        is_neutral = tag is not None and tag.says is Says.NEUTRAL
        if words[at] not in own and words[at] not in {"of", "percent"} and not is_neutral:
            return False
        at += length if is_neutral else 1
    return True


def _turns_round(claim: Claim) -> bool:
    """Whether the outcome is said of which recommendations are meant: "that triggered action".

    "Of those that triggered action 50 % were accepted" is another share than "of those accepted
    50 % triggered action".
    """
    is_open = False
    for tag in claim.tags:
        if tag.says is Says.RELATIVE:
            is_open = True
        elif tag.says is Says.MEMBER:
            is_open = False
        elif tag.says is Says.MEASURE and tag.value in OUTCOMES and is_open:
            return True
    return False


def _parted(text: str) -> tuple[str, str]:
    """What stands outside brackets, and what stands in them."""
    outside: list[str] = []
    inside: list[str] = []
    depth = 0
    for char in text:
        if char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        (inside if depth else outside).append(" " if char in "()" else char)
    return "".join(outside), "".join(inside)


def _phrase_at(words: list[str], at: int) -> tuple[int, Tag | None]:
    for length in range(min(longest(), len(words) - at), 0, -1):
        tag = phrases().get(tuple(words[at : at + length]))
        if tag:
            return length, tag
    return 0, None


def _is_about(claim: Claim, figure: PublishedFigure) -> bool:
    """Whether measure, member, unit and source are those of a figure."""
    if claim.is_percent is not figure.unit.startswith("percent"):
        return False
    sources = claim.values(Says.SOURCE)
    if sources and not any(figure.source.find(source) >= 0 for source in sources):
        return False
    return _measure(claim) == _measure_of(figure) and _place_of(claim) == _place_in(figure)


def _measure(claim: Claim) -> frozenset[str]:
    """What is measured; being commented or made is a measure only where nothing else is."""
    said = set(claim.values(Says.MEASURE))
    if {"fully implemented", "partially implemented"} <= said:
        said = said - {"fully implemented", "partially implemented"} | {"triggered action"}
    if len(said) > 1:
        said -= {"made", "commented"} if said - {"made", "commented"} else {"made"}
    return frozenset(said or {""})


def _measure_of(figure: PublishedFigure) -> frozenset[str]:
    return frozenset({_SPOKEN.get(figure.measure, figure.measure)})


_SPOKEN: Final = {
    "recommendations commented": "commented",
    "recommendations made": "made",
    "recommendations received": "received",
    "recommendations that triggered action": "triggered action",
    "vague recommendations": "vague",
    "action category 5": "specific",
    "share of commented": "",
}


def _place_of(claim: Claim) -> Counter[tuple[str, str]]:
    return Counter(dict.fromkeys(_members(claim), 1))


def _members(claim: Claim) -> Iterator[tuple[str, str]]:
    for tag in claim.tags:
        if tag.says is Says.MEMBER:
            yield tag.dimension, tag.value


def _place_in(figure: PublishedFigure) -> Counter[tuple[str, str]]:
    if figure.dimension in {"all", "cycle"}:
        return Counter()
    if figure.dimension in {"State under review", "recommending State"}:
        return Counter({("State", figure.member): 1})
    return Counter({(figure.dimension, figure.member): 1})


def _has_number(claim: Claim, figure: PublishedFigure) -> bool:
    """Whether the number is the one printed, or what the printed counts give to its decimals."""
    if claim.number is None:
        return False
    printed = Decimal(f"{figure.value:g}" if figure.value < _WHOLE else f"{figure.value:.0f}")
    decimals = -int(claim.number.as_tuple().exponent)
    if decimals == -int(printed.as_tuple().exponent):
        return claim.number == printed
    if decimals < 1 or not claim.is_percent or not (figure.numerator and figure.denominator):
        return False
    exact = Decimal(figure.numerator) * 100 / Decimal(figure.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) == claim.number


def _says_of(claim: Claim, figure: PublishedFigure) -> bool:
    """Whether the denominator said is the figure's; one must be said, and no other."""
    if figure.denominator_rule is None or not claim.is_percent:
        return not claim.of
    return claim.of == (figure.denominator_rule,)


def _says_scope(claim: Claim, figure: PublishedFigure) -> bool:
    """Whether a scope is said where the figure is of a cycle."""
    said = claim.values(Says.SCOPE)
    return not _cycle_words(figure) or any(one in _cycle_words(figure) for one in said)


def _scopes_fit(claim: Claim, figure: PublishedFigure) -> bool:
    """Whether every scope said is the figure's."""
    own = f"{figure.scope} {_cycle_words(figure)}"
    return all(one in own or one == "mid-term" for one in claim.values(Says.SCOPE))


def _cycle_words(figure: PublishedFigure) -> str:
    if figure.dimension == "cycle":
        return "cycles 1 and 2" if figure.member == "1-2" else f"cycle {figure.member}"
    if figure.dimension in {"State under review", "recommending State"}:
        return figure.scope
    if figure.measure == "recommendations made":
        return figure.scope
    return ""


def _nearest(claim: Claim, about: list[PublishedFigure]) -> PublishedFigure:
    """The figure whose denominator is the one said, then the one whose number is nearest."""
    number = claim.number or Decimal(0)
    return min(
        about,
        key=lambda one: (not _says_of(claim, one), abs(Decimal(str(one.value)) - number)),
    )
