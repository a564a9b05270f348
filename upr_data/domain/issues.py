"""UPR Info's issues: the names of its exports of 2015 and 2018, to codes."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from upr_data import reference
from upr_data.domain.states import normalise

ISSUES: Final[Mapping[str, str]] = MappingProxyType(
    {row["code"]: row["label"] for row in reference.rows("issues")}
)
"""Code → label, in alphabetical order of label: UPR Info's English name of 2018."""


def lookup(name: str) -> str | None:
    """Code of an issue by its name or an older one; None if nobody knows it."""
    return _codes().get(normalise(name))


@cache
def _codes() -> dict[str, str]:
    """Normalised name → code."""
    return {
        normalise(name): row["code"]
        for row in reference.rows("issues")
        for name in (row["label"], *reference.parts(row["aliases"]))
    }
