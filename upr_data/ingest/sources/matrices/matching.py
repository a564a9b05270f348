"""Which recommendation each row of a matrix is about, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from upr_data.ingest.joining.likeness import likeness
from upr_data.ingest.sources.matrices.numbering import Numbered, numbered
from upr_data.ingest.sources.matrices.plan import Review
from upr_data.ingest.sources.matrices.stock import Known, Shelf, Stock
from upr_data.ingest.sources.matrices.text_scores import Scores
from upr_data.model import MatchedBy

CERTAIN: Final = 92.0
"""Likeness (0-100) from which a text is matched, if it is `AHEAD` of the next."""

AHEAD: Final = 5.0
PROPOSED: Final = 80.0
"""Likeness from which a match is proposed, and waits for a yes."""

AGREES: Final = 60.0
"""Likeness of the text beside a number from which it bears the number out, where most do."""

EXACT: Final = 100.0


class Sureness(StrEnum):
    """What becomes of a row: matched; proposed, waiting for a yes; or set aside."""

    MATCHED = "matched"
    PROPOSED = "proposed"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says of the recommendation it is about; `key` is its text as it is compared."""

    line: int
    id: str = ""
    symbol: str = ""
    number: str = ""
    is_number: bool | None = None
    is_date: bool = False
    text: str = ""
    key: str = ""
    states: frozenset[str] = frozenset()
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The recommendations a row is about, how that is known, and how surely (0-100).

    What is not matched has the nearest candidate in `known` if there is one, and says why.
    """

    sureness: Sureness
    known: tuple[Known, ...] = ()
    by: MatchedBy | None = None
    score: float = 0.0
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Matches:
    """A match for each row; and whether their texts are of another language than the snapshot's."""

    found: tuple[Match, ...]
    is_other_language: bool = False


def match(wanted: Sequence[Wanted], shelf: Shelf, *, is_other_language: bool) -> Matches:
    """A match for each row, in order: by id; symbol and paragraph; review and number; text.

    A number whose text says otherwise is not believed; where most texts do, as in a file of another
    cycle, only one whose text is certain is. Where the texts are in another language than the
    snapshot's (`is_other_language`), numbers stand alone.
    """
    found: dict[int, Match] = {}
    grouped: dict[Review | str, list[int]] = {}
    for place, one in enumerate(wanted):
        if sure := _by_id(one, shelf):
            found[place] = _held_against_text(one, sure, shelf)
        elif one.symbol in shelf.by_symbol and one.number:
            grouped.setdefault(one.symbol, []).append(place)
        elif one.review in shelf.by_review and one.review:
            grouped.setdefault(one.review, []).append(place)
        else:
            found[place] = _without_review(one)
    differs = False
    for which, places in grouped.items():
        stock = shelf.by_symbol[which] if isinstance(which, str) else shelf.by_review[which]
        rows = [wanted[place] for place in places]
        matches = _within(rows, stock, is_other_language=is_other_language)
        differs = differs or matches.is_other_language
        for place, matched in zip(places, matches.found, strict=True):
            found[place] = _by_paragraph(matched) if isinstance(which, str) else matched
    return Matches(tuple(found[place] for place in range(len(wanted))), differs)


def _by_paragraph(one: Match) -> Match:
    """A number of a named document is more than a number."""
    return replace(one, by=MatchedBy.PARAGRAPH) if one.by is MatchedBy.NUMBER else one


def _by_id(one: Wanted, shelf: Shelf) -> Match | None:
    known = shelf.by_id.get(one.id) if one.id else None
    return Match(Sureness.MATCHED, (known,), MatchedBy.ID, EXACT) if known else None


def _held_against_text(one: Wanted, sure: Match, shelf: Shelf) -> Match:
    """The match by id, unless the row's text is word for word another's of that review."""
    (known,) = sure.known
    if known.review is None or not one.key or one.key in known.keys:
        return sure
    others = [other for other in shelf.by_review[known.review].known if one.key in other.keys]
    if not others:
        return sure
    reason = f"{one.id} is a recommendation with another text; this one is another's."
    near = tuple(others[:1])
    return Match(Sureness.PROPOSED, near, MatchedBy.TEXT, EXACT, "id_and_text_differ", reason)


def _without_review(one: Wanted) -> Match:
    if one.review:
        reason = f"The snapshot has no recommendations of the review {one.review}."
        return Match(Sureness.ASIDE, rule="no_such_review", reason=reason)
    if one.symbol:
        reason = f"{one.symbol} {one.number} is no recommendation of this snapshot."
        return Match(Sureness.ASIDE, rule="unknown_recommendation", reason=reason)
    return Match(Sureness.ASIDE, rule="no_review", reason="It does not say of which review it is.")


def _within(rows: Sequence[Wanted], stock: Stock, *, is_other_language: bool) -> Matches:
    """Matches of rows of one review."""
    scores = Scores([row.key for row in rows], stock)
    named = numbered(
        [(row.number, row.is_number, row.is_date) for row in rows],
        list(stock.by_number),
        [scores.by_number(place) for place in range(len(rows))],
    )
    checks = [_likeness(place, one, scores, stock) for place, one in enumerate(named)]
    is_other = is_other_language and not _bear_out(checks)
    needed = AGREES if is_other_language or _bear_out(checks) else CERTAIN
    found = []
    for place, (row, one) in enumerate(zip(rows, named, strict=True)):
        text = _by_text(row, place, scores, stock)
        likeness_there = checks[place]
        is_trusted = is_other or likeness_there is None or likeness_there >= needed
        found.append(_decided(row, one, text, stock, is_trusted=is_trusted))
    return Matches(tuple(found), is_other)


def _likeness(place: int, one: Numbered, scores: Scores, stock: Stock) -> float | None:
    """How like a row's text is to that of its number; None where it has several or no text."""
    if len(one.numbers) != 1 or not scores.has_text(place):
        return None
    return max(scores.of(place, known) for known in stock.by_number[one.numbers[0]])


def _bear_out(checks: Sequence[float | None]) -> bool:
    """Whether most texts bear their numbers out; in a file of another cycle they do not."""
    known = [check for check in checks if check is not None]
    return sum(check >= PROPOSED for check in known) * 2 >= len(known)


def _decided(row: Wanted, one: Numbered, text: Match, stock: Stock, *, is_trusted: bool) -> Match:
    """The number if nothing speaks against it, else the text, else why neither."""
    if one.numbers and is_trusted:
        if _is_another(row, one, text, stock):
            return _of_two(row, text)
        return _by_number(row, one, text, stock)
    if one.numbers and text.sureness is not Sureness.MATCHED:
        nearest = text.known or stock.by_number[one.numbers[0]][:1]
        reason = f"{row.number} is a recommendation with another text."
        return Match(Sureness.ASIDE, nearest, None, text.score, "number_and_text_differ", reason)
    if text.sureness is Sureness.MATCHED or not one.reason:
        return text
    return replace(text, sureness=Sureness.ASIDE, rule=one.rule, reason=one.reason)


def _is_another(row: Wanted, one: Numbered, text: Match, stock: Stock) -> bool:
    """Whether the text is, word for word, that of another recommendation than the number's."""
    if text.sureness is not Sureness.MATCHED or text.score < EXACT or len(one.numbers) != 1:
        return False
    numbered_so = stock.by_number[one.numbers[0]]
    has_text = any(row.key in known.keys for known in numbered_so)
    return not has_text and text.known[0] not in numbered_so


def _of_two(row: Wanted, text: Match) -> Match:
    """The one whose text it is, if its States are those too; else a person has to say."""
    if row.states and row.states == text.known[0].states:
        return text
    reason = f"{row.number} is a recommendation with a like text; this one is another's."
    return replace(text, sureness=Sureness.PROPOSED, rule="number_and_text_differ", reason=reason)


def _by_number(row: Wanted, one: Numbered, text: Match, stock: Stock) -> Match:
    found: list[Known] = []
    for number in one.numbers:
        several = stock.by_number[number]
        if len(several) > 1:
            told = _told_apart(row, several, text)
            if told is None:
                reason = f"{number} is the number of {len(several)} recommendations; say which."
                return Match(Sureness.ASIDE, several[:1], None, 0.0, "ambiguous_number", reason)
            several = (told,)
        found.extend(several)
    return Match(Sureness.MATCHED, tuple(found), MatchedBy.NUMBER, EXACT)


def _told_apart(row: Wanted, several: Sequence[Known], text: Match) -> Known | None:
    """Of recommendations with one number, the one whose text, or else whose States, the row has."""
    if text.sureness is Sureness.MATCHED and text.known[0] in several:
        return text.known[0]
    return _by_states(row, several)


def _by_states(row: Wanted, several: Sequence[Known]) -> Known | None:
    same = [one for one in several if row.states and one.states == row.states]
    return same[0] if len(same) == 1 else None


def _by_text(row: Wanted, place: int, scores: Scores, stock: Stock) -> Match:
    """The recommendation whose text the row has, or the nearest and why it is not sure."""
    if not row.key:
        named = f"“{row.number}” is no number of this review" if row.number else "It has no text"
        rule = "unknown_number" if row.number else "no_recommendation"
        return Match(Sureness.ASIDE, rule=rule, reason=f"{named}, and no text says which it is.")
    same = [known for known in stock.known if row.key in known.keys]
    if same:
        return _by_same_text(row, same)
    ranked = scores.ranked(place)
    if not ranked or ranked[0][1] < PROPOSED:
        known, score = ((ranked[0][0],), ranked[0][1]) if ranked else ((), 0.0)
        reason = "No text of this review is like it."
        return Match(Sureness.ASIDE, known, None, score, "no_text_alike", reason)
    return _by_like_text(row, ranked)


def _by_like_text(row: Wanted, ranked: Sequence[tuple[Known, float]]) -> Match:
    """The likest text if it is far ahead, or its States decide, and no word tells them apart."""
    best, score = ranked[0]
    near = {one.id: one_score for one, one_score in ranked if score - one_score < AHEAD}
    several = [one for one, _ in ranked if one.id in near]
    told = several[0] if len(several) == 1 else _by_states(row, several)
    if told and score >= CERTAIN and _has_no_own_word(row, told):
        return Match(Sureness.MATCHED, (told,), MatchedBy.TEXT, round(near[told.id], 1))
    reason = "Several texts are as like it" if len(near) > 1 else "A word or more differs"
    return Match(Sureness.PROPOSED, (best,), MatchedBy.TEXT, round(score, 1), "only_alike", reason)


def _by_same_text(row: Wanted, same: Sequence[Known]) -> Match:
    """Of recommendations with this very text the only one, or the one of the row's States."""
    told = same[0] if len(same) == 1 else _by_states(row, same)
    if told:
        return Match(Sureness.MATCHED, (told,), MatchedBy.TEXT, EXACT)
    reason = f"{len(same)} recommendations have this text; say which by number or State."
    return Match(Sureness.ASIDE, (same[0],), None, EXACT, "ambiguous_text", reason)


def _has_no_own_word(row: Wanted, known: Known) -> bool:
    """Whether no word tells the texts apart: one treaty is not another, however like its name."""
    return any(likeness(row.key, one) > 0 for one in known.keys)
