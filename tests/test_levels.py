"""Words on implementation, in six languages: polarity, degree and aspect; never a level guessed."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data.ingest.sources.words.level_lexicon import _LAST, _lines
from upr_data.ingest.sources.words.levels import Scale, Sort, read_level
from upr_data.model import Level, Nuance

CASES = Path(__file__).with_name("level_cases.csv")


def cases() -> Iterator[tuple[str, str]]:
    """Words and what they say: a level, or unclear, ask, no_comment, response; and a nuance."""
    with CASES.open(encoding="utf-8", newline="") as file:
        yield from ((row["words"], row["said"]) for row in csv.DictReader(file))


def said(words: str) -> str:
    """What the words say, as the cases put it."""
    word = read_level(words)
    what = word.level if word.sort is Sort.LEVEL and word.level else word.sort
    return "/".join([what.value, *([word.nuance.value] if word.nuance else [])])


@pytest.mark.parametrize(("words", "expected"), list(cases()))
def test_what_words_say(words: str, expected: str) -> None:
    assert said(words) == expected


@pytest.mark.parametrize(
    "words", [words for words, said in cases() if said == "fully" and "Grade" not in words]
)
def test_what_is_negated_is_never_fully(words: str) -> None:
    for negation in ("not ", "non ", "no ", "n\u00e3o ", "\u043d\u0435 ", "\u063a\u064a\u0631 "):
        assert read_level(negation + words).level is not Level.FULLY


@pytest.mark.parametrize("behind", [", but repealed", " before the review", "?", " (planned)"])
def test_what_is_taken_back_is_unclear(behind: str) -> None:
    assert read_level(f"Implemented{behind}").level is Level.UNCLEAR


@pytest.mark.parametrize(
    ("words", "scale", "level"),
    [
        ("1", None, Level.UNCLEAR),
        ("1", Scale.SHARE, Level.FULLY),
        ("0,5", Scale.SHARE, Level.PARTIALLY),
        ("0", Scale.SHARE, Level.NOT),
        ("1", Scale.PERCENT, Level.PARTIALLY),
        ("100 %", Scale.SHARE, Level.FULLY),
        ("99", Scale.PERCENT, Level.PARTIALLY),
        ("0 %", Scale.PERCENT, Level.NOT),
        ("120", Scale.PERCENT, Level.UNCLEAR),
        ("2", Scale.SHARE, Level.UNCLEAR),
    ],
)
def test_numbers_only_where_a_rate_is_meant(words: str, scale: Scale | None, level: Level) -> None:
    assert read_level(words, scale).level is level


def test_no_phrase_plays_two_parts() -> None:
    """But for those that give way: a filler, a month, a label, what is asked, what takes back."""
    telling = [(role, phrase) for role, phrase in _lines() if role not in _LAST]
    parts = Counter(phrase for _, phrase in set(telling))
    assert [phrase for phrase, n in parts.items() if n > 1] == []


def test_pending_under_a_heading_of_assessments_is_no_comment() -> None:
    assert read_level("Pending", is_assessment=True).sort is Sort.NO_COMMENT
    assert read_level("Pending").sort is Sort.ASK


def test_it_says_why() -> None:
    assert (
        read_level("Not yet implemented").why
        == "\u201cnot yet\u201d (negation), \u201cimplemented\u201d (done)"
    )


def test_a_comment_behind_no_comment_is_unclear() -> None:
    word = read_level("N/A: the sample act is of another body")
    assert (word.sort, word.nuance) == (Sort.UNCLEAR, Nuance.NOT_APPLICABLE)


@given(st.text(max_size=200))
def test_any_words_are_read(words: str) -> None:
    word = read_level(words)
    assert (word.level is None) == (word.sort is Sort.NO_COMMENT)


@pytest.mark.parametrize("words", [words for words, _ in cases() if len(words) > 2])
def test_case_and_underscores_make_no_difference(words: str) -> None:
    if "Grade" not in words:
        assert said(words.upper()) == said(words)
    if words.isascii() and "Grade" not in words and words.replace(" ", "").isalpha():
        assert said(words.replace(" ", "_")) == said(words)
