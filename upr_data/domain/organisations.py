"""Regional groups and international organisations: their labels, and names in exports."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from upr_data import reference
from upr_data.domain.states import normalise
from upr_data.model import Group, Organisation

GROUP_LABELS: Final[Mapping[Group, str]] = MappingProxyType(
    {Group(row["code"]): row["label"] for row in reference.rows("groups")}
)
"""Regional group → its full English name."""

GROUP_SHORT_LABELS: Final[Mapping[Group, str]] = MappingProxyType(
    {Group(row["code"]): row["short_label"] for row in reference.rows("groups")}
)
"""Regional group → a name short enough for an axis."""

ORGANISATION_LABELS: Final[Mapping[Organisation, str]] = MappingProxyType(
    {Organisation(row["code"]): row["label"] for row in reference.rows("organisations")}
)
"""Organisation → its label in UPR Info's exports."""

ORGANISATION_NAMES: Final[Mapping[Organisation, str]] = MappingProxyType(
    {Organisation(row["code"]): row["full_name"] for row in reference.rows("organisations")}
)
"""Organisation → its full English name."""


def lookup_group(name: str) -> Group | None:
    """Regional group by any name that exports give it; None if nobody knows it."""
    return _groups().get(normalise(name))


def lookup_organisation(name: str) -> Organisation | None:
    """Organisation by its label or full name; None if nobody knows it."""
    return _organisations().get(normalise(name))


@cache
def _groups() -> dict[str, Group]:
    return {
        normalise(name): Group(row["code"])
        for row in reference.rows("groups")
        for name in (row["label"], row["short_label"], *reference.parts(row["aliases"]))
    }


@cache
def _organisations() -> dict[str, Organisation]:
    return {
        normalise(name): Organisation(row["code"])
        for row in reference.rows("organisations")
        for name in (row["label"], row["full_name"])
    }
