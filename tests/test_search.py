"""Full text: words from their start, phrases, no matter of case, accents or punctuation."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data.selection.search import matches, searchable, terms

TEXTS = [
    "Abolish torture; ratify the Optional Protocol.",
    "Prevent acts of TORTURE and ill-treatment",
    "Ratify ILO Convention No. 169",
    "Protéger les droits de l\u2019enfant",
    "Guarantee women's rights",
    None,
]


def found(query: str) -> list[int]:
    frame = pl.DataFrame([searchable(pl.Series(TEXTS))]).with_row_index()
    return frame.filter(matches(query))["index"].to_list()


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("torture", [0, 1]),
        ("TORTURE", [0, 1]),
        ("tort", [0, 1]),
        ("orture", []),
        ("torture abolish", [0]),
        ("torture convention", []),
        ('"optional protocol"', [0]),
        ('"protocol optional"', []),
        ('"option protocol"', []),
        ('"acts of" torture', [1]),
        ("ill-treatment", [1]),
        ("ill treatment", [1]),
        ("proteger", [3]),
        ("ENFANT", [3]),
        ("l'enfant", [3]),
        ("women's", [4]),
        ("169", [2]),
        ('"unfinished', []),
        ('"ratify the', [0]),
        ("", [0, 1, 2, 3, 4, 5]),
        ("  ", [0, 1, 2, 3, 4, 5]),
        ("-- ;", [0, 1, 2, 3, 4, 5]),
        ("%", [0, 1, 2, 3, 4, 5]),
        (".*", [0, 1, 2, 3, 4, 5]),
    ],
)
def test_found(query: str, rows: list[int]) -> None:
    assert found(query) == rows


def test_words_without_letters_ask_for_nothing() -> None:
    assert terms('"" -- \u201c\u201d') == []


@given(st.text(max_size=30))
def test_every_text_is_found_by_its_own_words(text: str) -> None:
    frame = pl.DataFrame([searchable(pl.Series([text]))])
    query = text.replace('"', " ")
    assert frame.filter(matches(query)).height == 1
