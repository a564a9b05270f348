"""Which rows of two sources are the same: pairs, found within one review and one State."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from upr_data.ingest.joining.likeness import alike, is_within, key, likeness
from upr_data.model import JoinBasis


@dataclass(frozen=True, slots=True)
class Row:
    """What joining looks at: the row's place, its review and States, its number, its text.

    `review` is kind, State under review and session; `number` document and paragraph, or None.
    """

    place: int
    review: Hashable
    state: Hashable
    number: Hashable | None
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that are one, how that is known, and how like their texts are (0-100)."""

    base: int
    other: int
    basis: JoinBasis
    score: float


def pairs(base: Sequence[Row], other: Sequence[Row]) -> list[Pair]:
    """All pairs, by place in `base`; no row is in two pairs, but for texts cut into parts."""
    numbered = list(_by_number(base, other))
    left_base = _without(base, {pair.base for pair in numbered})
    left_other = _without(other, {pair.other for pair in numbered})
    found = [*numbered, *_by_text(left_base, left_other)]
    return sorted(found, key=lambda pair: (pair.base, pair.other))


def _by_number(base: Sequence[Row], other: Sequence[Row]) -> Iterator[Pair]:
    """Rows of the same paragraph and State; where a State has several there, the likest texts."""

    def numbered(row: Row) -> Hashable:
        return row.number and (row.review, row.state, row.number)

    for here, there in _groups(base, other, numbered):
        scores = [
            (fuzz.ratio(key(one.text), key(two.text)), one, two) for one in here for two in there
        ]
        yield from _assigned(scores, JoinBasis.PARAGRAPH)


def _by_text(base: Sequence[Row], other: Sequence[Row]) -> Iterator[Pair]:
    """Rows of the same review and State whose texts are alike, first whole, then in parts."""
    for here, there in _groups(base, other, lambda row: (row.review, row.state)):
        split = [*_split(here, there), *_turned(_split(there, here))]
        yield from split
        scores = [
            (score, one, two)
            for one in _without(here, {pair.base for pair in split})
            for two in _without(there, {pair.other for pair in split})
            if not (one.number and two.number) and (score := alike(one.text, two.text))
        ]
        yield from _assigned(scores, JoinBasis.TEXT)


def _assigned(scores: list[tuple[float, Row, Row]], basis: JoinBasis) -> Iterator[Pair]:
    """One to one, the likest first; of equals those that come first in their files."""
    taken_base: set[int] = set()
    taken_other: set[int] = set()
    ranked = sorted(scores, key=lambda found: (-found[0], found[1].place, found[2].place))
    for score, one, two in ranked:
        if one.place not in taken_base and two.place not in taken_other:
            taken_base.add(one.place)
            taken_other.add(two.place)
            yield Pair(one.place, two.place, basis, round(score, 1))


def _split(wholes: Sequence[Row], rows: Sequence[Row]) -> Iterator[Pair]:
    """Rows that, put together in the order of the whole, are the text of one row there."""
    texts = {key(row.text) for row in rows}
    free = list(rows)
    for whole in wholes:
        target = key(whole.text)
        if target in texts or len(free) < 2:  # noqa: PLR2004 parts are at least two
            continue
        parts = [row for row in free if _may_be_part(row, whole)]
        ordered = sorted(parts, key=lambda row: _start(key(row.text), target))
        score = likeness(target, " ".join(key(row.text) for row in ordered))
        if len(ordered) > 1 and score:
            yield from (
                Pair(whole.place, row.place, JoinBasis.SPLIT, round(score, 1)) for row in ordered
            )
            free = [row for row in free if row not in ordered]


def _may_be_part(row: Row, whole: Row) -> bool:
    """Whether a row is shorter than the whole, has no word of its own and no other number."""
    is_shorter = len(row.text) < len(whole.text) and not (row.number and whole.number)
    return is_shorter and is_within(key(row.text), key(whole.text))


def _start(part: str, whole: str) -> int:
    """Where in the whole the part stands."""
    found = fuzz.partial_ratio_alignment(part, whole)
    return found.dest_start if found else len(whole)


def _turned(found: Iterator[Pair]) -> Iterator[Pair]:
    return (Pair(pair.other, pair.base, pair.basis, pair.score) for pair in found)


def _groups(
    base: Sequence[Row], other: Sequence[Row], by: Callable[[Row], Hashable]
) -> Iterator[tuple[list[Row], list[Row]]]:
    """Rows of both sources that share a key; rows whose key is None share it with nobody."""
    here: defaultdict[Hashable, list[Row]] = defaultdict(list)
    there: defaultdict[Hashable, list[Row]] = defaultdict(list)
    for rows, groups in ((base, here), (other, there)):
        for row in rows:
            if (shared := by(row)) is not None:
                groups[shared].append(row)
    return ((here[shared], there[shared]) for shared in here if shared in there)


def _without(rows: Sequence[Row], places: set[int]) -> list[Row]:
    return [row for row in rows if row.place not in places]
