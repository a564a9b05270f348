"""Scanners of texts take steps in proportion to the text: lines run are counted, not seconds.

What regular expressions take is counted in `test_patterns`.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files import json_records
from upr_data.ingest.sources.thematic_lists.labels import labels_of
from upr_data.ingest.sources.uhri import text as uhri_text
from upr_data.ingest.sources.words import states_in_text

N = 400
MOST = 2.4
"""Lines run on twice the text over lines run on the text: 2 is linear, 4 quadratic."""

TEXTS: list[Callable[[int], str]] = [
    lambda n: "; " * n,
    lambda n: ";" * n + "x",
    lambda n: " " * n + "(Spain",
    lambda n: "( and x" + " and x" * n + ")",
    lambda n: "(" + "Spain, " * n + ")",
    lambda n: "(" + "Spain and " * n + ")",
    lambda n: "(" + "on behalf of " * n + "Spain)",
    lambda n: "(a)" * n,
    lambda n: "(Spain)" * n,
    lambda n: "(Spain) " * n + "x",
    lambda n: "(Spain); " * n,
    lambda n: "(Spain)x" * n,
    lambda n: "(" * n,
    lambda n: ")" * n,
    lambda n: "(" * n + ")" * n,
    lambda n: "[(" * n + ")]" * n,
]


def n_lines(run: Callable[[], object]) -> int:
    """How many lines of this project's code are run."""
    n = 0

    def trace(frame: FrameType, event: str, _argument: object) -> object:
        nonlocal n
        n += event == "line"
        return trace if "upr_data" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return n


def is_linear(run: Callable[[str], object], text: Callable[[int], str]) -> bool:
    states_in_text.lookup("warm")
    few = n_lines(lambda: run(text(N)))
    many = n_lines(lambda: run(text(2 * N)))
    return many <= MOST * few + N


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize(
    "run",
    [
        states_in_text.parts,
        lambda text: states_in_text.without_states(text, ("Spain",)),
        lambda text: states_in_text.texts_of(text, ["Spain", "Peru"]),
        states_in_text.names,
        uhri_text.opening,
        uhri_text.is_about_recommendations,
        lambda text: labels_of(text.split(" ")),
    ],
    ids=["parts", "without", "texts_of", "names", "opening", "about", "labels"],
)
def test_texts_are_read_in_steps_that_grow_with_them(
    run: Callable[[str], object], text: Callable[[int], str]
) -> None:
    assert is_linear(run, text)


@pytest.mark.parametrize(
    "text",
    [
        lambda n: '{"a":"' + '\\"' * n,
        lambda n: "[" * 60 + '"' * n,
        lambda n: '{"a":{"b":1},' * 30 + " " * n,
        lambda n: json.dumps([{"AnnotationId": "1", "x": list(range(n))}]),
        lambda n: json.dumps({"x": [{"y": i} for i in range(n)], "rows": [{"AnnotationId": "1"}]}),
    ],
)
def test_json_is_looked_through_in_steps_that_grow_with_it(
    text: Callable[[int], str], tmp_path: Path
) -> None:
    def look(given: str) -> object:
        head = given.encode()
        sample = Sample(tmp_path / "a.json", len(head), head)
        return json_records.place_of(sample, {"AnnotationId"})

    assert is_linear(look, text)


def test_what_is_not_linear_is_told() -> None:
    def quadratic(text: str) -> None:
        for _ in text:
            uhri_steps(text)

    def uhri_steps(text: str) -> None:
        for one in text:
            states_in_text.lookup(one)

    assert not is_linear(quadratic, lambda n: "x" * (n // 4))
