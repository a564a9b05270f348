"""What reference tables call issues, groups and organisations, for translators."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

_NAMES = ("full_name", "label")
"""Columns with a name for people: the first that a table has."""


def for_translators(
    file: BinaryIO,
    _keywords: Mapping[str, Any],
    _tags: Sequence[str],
    options: Any,  # noqa: ANN401, ARG001 - Babel gives it by name
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Messages of a reference table for Babel: the names in it."""
    table = csv.DictReader(file.read().decode().splitlines())
    column = next(name for name in _NAMES if name in (table.fieldnames or ()))
    yield from ((line, "_", row[column], []) for line, row in enumerate(table, 2))
