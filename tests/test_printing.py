"""Words of strangers within our own sentences."""

import pytest

from upr_data.domain.printing import one_line, shortened
from upr_data.ingest.fetch.faults import FetchError
from upr_data.ingest.sources.base import BadInputError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Côte d'Ivoire, 5 × 3", "Côte d'Ivoire, 5 × 3"),
        ("a\r\nb\tc", "a  b c"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\u202eb", "a\\u202eb"),
        ("\ud800", "\\ud800"),
        ("", ""),
    ],
)
def test_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown
    assert one_line(text).isprintable()


@pytest.mark.parametrize("error", [BadInputError, FetchError])
def test_sentences_are_one_line(error: type[Exception]) -> None:
    assert str(error("a\nb\x07.")) == "a b\\x07."


def test_long_words_keep_both_ends() -> None:
    assert shortened("x" * 160) == "x" * 160
    assert shortened("a" * 200 + "b" * 200, 11) == "aaaaa…bbbbb"
