"""Rules of the import report are codes; for people each has words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import upr_data
from upr_data.language.rules import RULES, rule_label

ROOT = Path(upr_data.__file__).parent / "ingest"
LOOKED_AT = ("sources/upr_info", "sources/uhri", "sources/thematic_lists", "sources/words")


def rules_of(file: Path) -> Iterator[str]:
    """Rules named where something is noticed, repaired or set aside."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if is_call and node.func.attr in {"noticed", "repaired", "set_aside"}:
            names = [one.value for one in node.args if isinstance(one, ast.Constant)]
            yield from (name for name in names if isinstance(name, str) and " " not in name)


FILES = sorted(file for folder in LOOKED_AT for file in (ROOT / folder).glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_rule_has_words(file: Path) -> None:
    assert set(rules_of(file)) <= set(RULES)


def test_an_unknown_rule_is_shown_as_it_is() -> None:
    assert rule_label("something_new") == "something new"
    assert rule_label("theme_missing") == "recommendations without a theme"
