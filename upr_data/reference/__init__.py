"""Small tables with their sources: see `README.md` in this folder."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one reference table, as text, in file order; shared, so never change them."""
    return read(name)


def read(name: str) -> tuple[dict[str, str], ...]:
    """The same, kept by nobody: for a long table that is read once."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by semicolons."""
    return tuple(value for value in cell.split(";") if value)
