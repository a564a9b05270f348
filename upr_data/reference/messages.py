"""What reference tables call issues, groups, organisations and treaties, for translators."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

_NAMES = ("full_name", "label")
"""Columns with a name for people: the first that a table has."""

_MORE = ("title", "abbreviation")
"""Columns with another name. Initials alone are the same in every language."""


def for_translators(
    file: BinaryIO,
    _keywords: Mapping[str, Any],
    _tags: Sequence[str],
    options: Any,  # noqa: ANN401, ARG001 - Babel gives it by name
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Messages of a reference table for Babel: the names in it."""
    table = csv.DictReader(file.read().decode().splitlines())
    known = table.fieldnames or ()
    first = next(name for name in _NAMES if name in known)
    columns = [first, *(name for name in _MORE if name in known)]
    for line, row in enumerate(table, 2):
        names = (row[column] for column in columns)
        yield from ((line, "_", name, []) for name in names if " " in name or name == row[first])


_PRINTED = ("measure", "dimension", "unit", "rule_basis", "scope", "note")
"""Columns of published figures that are words."""


def printed_for_translators(
    file: BinaryIO,
    _keywords: Mapping[str, Any],
    _tags: Sequence[str],
    options: Any,  # noqa: ANN401, ARG001 - Babel gives it by name
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Messages of published figures for Babel: their words, and groups without another name."""
    for line, row in enumerate(csv.DictReader(file.read().decode().splitlines()), 2):
        is_named = "State" in row["dimension"] or row["member"][0].isdigit()
        words = [row[column] for column in _PRINTED] + [row["member"]] * (not is_named)
        yield from ((line, "_", word, []) for word in words if word)
