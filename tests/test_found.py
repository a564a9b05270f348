"""Words that a search found are marked where they stand, and nothing else is changed."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data.domain.folding import searchable
from upr_data.selection.marking import segments
from upr_data.selection.search import matches

words = st.sampled_from(["torture", "Détention", "the", "non-State", "SIDA/VIH", "ﬁne", "İ", "12"])
texts = st.one_of(st.text(max_size=60), st.lists(words, max_size=8).map(" ".join))


def marked(text: str, query: str) -> list[str]:
    return [one.text for one in segments(text, query) if one.is_found]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tortur", ["torture", "Tortured"]),
        ('"death penalty"', ["death-penalty"]),
        ("detention", ["Détention"]),
        ("ortur", []),
        ("", []),
    ],
)
def test_whole_words_are_marked(query: str, found: list[str]) -> None:
    text = "End torture, the death-penalty; Détention. (Tortured)"
    assert marked(text, query) == found


def test_words_in_quotes_end_where_they_end() -> None:
    assert marked("deaths and death", '"death"') == ["death"]


@given(texts, texts)
def test_put_together_the_pieces_are_the_text(text: str, query: str) -> None:
    assert "".join(one.text for one in segments(text, query)) == text


@given(texts, words)
def test_what_is_found_is_marked_and_what_is_not_is_not(text: str, query: str) -> None:
    frame = pl.DataFrame([searchable(pl.Series([text]))])
    assert bool(marked(text, query)) == frame.select(matches(query)).item()
