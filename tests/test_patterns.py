"""Every regular expression of the code takes steps in proportion to the text, and no more.

Steps are counted, not seconds (`steps`): on texts made to hurt, twice the text may take little
more than twice the steps. Polars' own expressions are left out: their engine never goes back.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pytest
from steps import TooManyStepsError, attacks, has_endless_repeat, steps

import upr_data

ROOT: Final = Path(upr_data.__file__).parent
N: Final = 24
MOST: Final = 2.6
"""Steps on twice the text over steps on the text: 2 is linear, 4 quadratic."""
ENOUGH: Final = 8
"""How much longer the texts are that settle a doubt: repeats with bounds have ended by then."""
SLACK: Final = 300
"""Steps that no text takes long for."""

TOO_MANY: Final = 100_000
"""Far more than any pattern that is in proportion takes on these texts."""

ANCHORED: Final = frozenset({"match", "fullmatch"})
MATCHED_WHOLE: Final = frozenset(
    {
        "upr_data.ingest.sources.words.days._FORMS",  # by fullmatch, in a loop over the forms
    }
)
"""Patterns that are only matched whole, where their name does not show it."""


@dataclass(frozen=True)
class Used:
    """A pattern, where it stands, and whether it is searched for or only matched from the start."""

    place: str
    pattern: str
    flags: int
    is_searched: bool = True


def modules() -> list[str]:
    return sorted(
        one.name
        for one in pkgutil.walk_packages([str(ROOT)], "upr_data.")
        if not one.name.endswith("__main__") and "workbook_child" not in one.name
    )


def compiled(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """Patterns in a value, and in what it holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping) and depth < 3:
        yield from (one for inner in value.values() for one in compiled(inner, depth + 1))
    elif isinstance(value, list | tuple | set | frozenset) and depth < 3:
        yield from (one for inner in value for one in compiled(inner, depth + 1))


def methods(source: str, name: str) -> set[str]:
    """What is done with a pattern of this name in a module, as far as it is said by name."""
    found = set(re.findall(rf"\b{name}\.(\w+)", source)) - {"pattern", "items", "values"}
    is_named_otherwise = len(re.findall(rf"\b{name}\b", source)) > 1 + len(
        re.findall(rf"\b{name}\.\w+", source)
    )
    return found | ({"passed on"} if is_named_otherwise else set())


def of_modules() -> Iterator[Used]:
    for name in modules():
        module = importlib.import_module(name)
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for variable, value in vars(module).items():
            if re.search(rf"^{variable}\b.*=", source, re.MULTILINE) is None:
                continue  # imported: it is looked at where it stands
            place = f"{name}.{variable}"
            is_searched = place not in MATCHED_WHOLE and not methods(source, variable) <= ANCHORED
            for one in compiled(value):
                yield Used(place, words(one.pattern), one.flags & ~re.UNICODE, is_searched)


def words(pattern: str | bytes) -> str:
    return pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern


def written_in_place() -> Iterator[Used]:
    """`re.sub(r"…", …)` and the like, which no name holds."""
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=function),
                    args=[ast.Constant(value=str() | bytes() as pattern), *_],
                ) if function not in {"compile", "escape"}:
                    place = f"{file.relative_to(ROOT)}:{node.lineno}"
                    yield Used(place, words(pattern), 0, function not in ANCHORED)


def slowest(used: Used) -> str | None:
    """A text on which twice the length takes far more than twice the steps; None if none does."""
    short, long = (attacks(used.pattern, used.flags, n) for n in (N, 2 * N))
    for at, texts in enumerate(zip(short, long, strict=True)):
        if is_too_much(used, *texts) and is_too_much(used, *longer(used, at)):
            return texts[0]
    return None


def longer(used: Used, at: int) -> list[str]:
    """The same attack with texts several times as long."""
    lengths = (N * ENOUGH, 2 * N * ENOUGH)
    return [next(islice(attacks(used.pattern, used.flags, n), at, None)) for n in lengths]


def is_too_much(used: Used, short: str, long: str) -> bool:
    try:
        few, many = counted(used, short), counted(used, long)
    except TooManyStepsError:
        return True
    return many > SLACK and many > MOST * few


def counted(used: Used, text: str) -> int:
    return steps(used.pattern, text, used.flags, is_searched=used.is_searched, most=TOO_MANY)[0]


PATTERNS: Final = [
    one
    for one in dict.fromkeys([*of_modules(), *written_in_place()])
    if has_endless_repeat(one.pattern, one.flags)
]


def test_there_are_patterns_to_look_at() -> None:
    assert len(PATTERNS) > 40
    places = {one.place for one in PATTERNS}
    assert "upr_data.ingest.sources.files.workbook_parts._FORMULA" in places
    assert places >= MATCHED_WHOLE


@pytest.mark.parametrize("used", PATTERNS, ids=lambda used: used.place)
def test_steps_grow_with_the_text_and_no_faster(used: Used) -> None:
    text = slowest(used)
    assert text is None, f"{used.pattern!r} goes back and back on texts like {text!r}"


@pytest.mark.parametrize(
    "pattern",
    [
        r'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f[ >/]',
        r"UPR\s+of\s+(?:the\s+)?(?P<state>.+?)\s*\(\s*(?P<cycle>\d)",
        r"\s*/\s*",
        r"[\s;,]+$",
        r"(?:a+)+b",
        r"(?:\w|x)*!",
        r"\d+(?:\.\d+)*[.:]?\s*\d+x",
    ],
)
def test_patterns_that_have_hurt_are_found(pattern: str) -> None:
    assert slowest(Used("planted", pattern, 0)) is not None


@pytest.mark.parametrize(
    "pattern", [r'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*>', r"\w+", r"</?[a-z][^<>]*>", r"a+b?"]
)
def test_patterns_that_do_not_hurt_are_let_through(pattern: str) -> None:
    assert slowest(Used("planted", pattern, 0)) is None


def test_a_pattern_that_is_matched_from_the_start_is_not_searched_for() -> None:
    assert slowest(Used("planted", r"\d+\.0", 0, is_searched=True)) is not None
    assert slowest(Used("planted", r"\d+\.0", 0, is_searched=False)) is None


@pytest.mark.parametrize("used", PATTERNS, ids=lambda used: used.place)
def test_what_is_counted_finds_what_the_library_finds(used: Used) -> None:
    for text in attacks(used.pattern, used.flags, 3):
        found = re.compile(used.pattern, used.flags)
        expected = found.search(text) if used.is_searched else found.match(text)
        _, span = steps(used.pattern, text, used.flags, is_searched=used.is_searched)
        assert span == (expected.span() if expected else None), text
