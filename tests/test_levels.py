"""Words on implementation, in English, French and Spanish: a level where they are plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data.ingest.sources.words.levels import level_of
from upr_data.model import Level


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Fully implemented", Level.FULLY),
        ("The recommendation has been implemented.", Level.FULLY),
        ("Implemented: sample law", Level.FULLY),
        ("Mise en \u0153uvre", Level.FULLY),
        ("La recomendaci\u00f3n ha sido cumplida", Level.FULLY),
        ("A", Level.FULLY),
        ("Partially implemented", Level.PARTIALLY),
        ("Implemented (partially)", Level.PARTIALLY),
        ("Being implemented", Level.PARTIALLY),
        ("Ongoing", Level.PARTIALLY),
        ("En cours", Level.PARTIALLY),
        ("En proceso de cumplimiento", Level.PARTIALLY),
        ("[B2]", Level.PARTIALLY),
        ("Not implemented", Level.NOT),
        ("Not yet implemented", Level.NOT),
        ("Non mise en \u0153uvre", Level.NOT),
        ("No implementada", Level.NOT),
        ("C", Level.NOT),
        ("E", Level.NOT),
        ("D", Level.UNCLEAR),
        ("Will be implemented", Level.UNCLEAR),
        ("Implemented, but not fully", Level.UNCLEAR),
        ("Implemented. However, see below", Level.UNCLEAR),
        ("The law implemented in 2012 is a sample", Level.UNCLEAR),
        ("Not yet", Level.NOT),
        ("Mise en \u0153uvre en cours", Level.PARTIALLY),
        ("En voie de r\u00e9alisation", Level.PARTIALLY),
        ("Implementada en parte", Level.PARTIALLY),
        ("Accomplie", Level.FULLY),
        ("Pendiente", Level.UNCLEAR),
        ("Planned", Level.UNCLEAR),
        ("", Level.UNCLEAR),
    ],
)
def test_levels(words: str, level: Level) -> None:
    assert level_of(words) is level


@given(st.text(max_size=200))
def test_any_words_have_a_level(words: str) -> None:
    assert level_of(words) in Level
