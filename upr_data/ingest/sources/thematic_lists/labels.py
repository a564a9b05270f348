"""The theme cell of a Word list: themes, SDGs and groups of persons under labels of their own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from upr_data.ingest.sources.thematic_lists.columns import NUMBER

GOALS: Final = range(1, 18)
MAX_LABEL: Final = 80


class Section(StrEnum):
    """What a label says that the lines below it are."""

    THEMES = "themes"
    SDGS = "sdgs"
    PERSONS = "persons"
    OTHER = "other"


_LABELS: Final[Mapping[Section, re.Pattern[str]]] = {
    Section.PERSONS: re.compile(
        r"(?:affected persons?|persons? affected|groups? of persons?|rights?[ -]?holders?)"
        r"(?:\(s\))? ?: ?(.*)",
        re.IGNORECASE,
    ),
    Section.SDGS: re.compile(
        r"(?:relevant |related )?(?:sdgs?|sustainable development goals?)(?: targets?)? ?: ?(.*)",
        re.IGNORECASE,
    ),
    Section.THEMES: re.compile(
        r"(?:(?:full )?list of |human rights |thematic )?(?:themes?|issues?|areas?|topics?)"
        r"(?:\(s\))? ?: ?(.*)|rights?(?: or | ?/ ?| and )areas? ?: ?(.*)",
        re.IGNORECASE,
    ),
}
_BULLET: Final = re.compile(r"^[-\u2013\u2014\u2022\u00b7*]\s*")
_GOAL: Final = re.compile(r"(?:sdg|goal)? ?(\d{1,2})(?:\.[0-9a-z]{1,2})?\b", re.IGNORECASE)
_GOAL_ALONE: Final = re.compile(
    r"(?:sdg|goal) ?\d{1,2}\b.*|\d{1,2}(?:\.[0-9a-z]{1,2})? [-\u2013\u2014] .*",
    re.IGNORECASE | re.DOTALL,
)
_GOALS: Final = re.compile(r"\d{1,2}(?:\.[0-9a-z]{1,2})?(?:[,;] ?\d{1,2}(?:\.[0-9a-z]{1,2})?)*")
_AREA: Final = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=\D)")


@dataclass(frozen=True, slots=True)
class Labels:
    """Values by what they are; `unplaced` are lines that stand under nothing known."""

    themes: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()

    def or_else(self, inherited: "Labels") -> "Labels":
        """These values, and those of the row above where a list has none of its own."""
        return Labels(
            self.themes or inherited.themes,
            self.persons or inherited.persons,
            self.sdgs or inherited.sdgs,
            self.unplaced,
        )


@dataclass(slots=True)
class _Sorted:
    """Values as they are found, by section."""

    by: dict[Section, list[str]] = field(default_factory=lambda: {one: [] for one in Section})

    def add(self, section: Section, line: str) -> None:
        """Put the values of a line where they belong; SDGs are told by their form too."""
        value = _BULLET.sub("", line).strip()
        if not value or value == "-":
            return
        if section is Section.THEMES and _GOAL_ALONE.fullmatch(value):
            section = Section.SDGS
        values = re.split("[,;]", value) if section is Section.SDGS and _is_list(value) else [value]
        for one in map(str.strip, values):
            self.by[_placed(section, one)].append(one)


def labels_of(lines: Iterable[str], first: Section = Section.THEMES) -> Labels:
    """Read the lines of a cell; until a label says otherwise they are of the section `first`."""
    found, section = _Sorted(), first
    for line in lines:
        words = " ".join(_BULLET.sub("", line).split())
        if label := _label(words):
            section, rest = label
            found.add(section, rest)
        elif words.endswith(":") and len(words) < MAX_LABEL:
            section = Section.OTHER
            found.by[section].append(words)
        else:
            found.add(section, line)
    by = {one: tuple(values) for one, values in found.by.items()}
    return Labels(by[Section.THEMES], by[Section.PERSONS], by[Section.SDGS], by[Section.OTHER])


def _label(words: str) -> tuple[Section, str] | None:
    """The section that a line opens, and what stands behind the label."""
    for section, label in _LABELS.items():
        if found := label.fullmatch(words):
            return section, next(filter(None, found.groups()), "")
    return None


def theme_row(cells: Sequence[Sequence[str]]) -> Labels | None:
    """Values of a row "Theme: …" or "Right or area: …"; None if it is no such row.

    It is one merged cell as a rule; a row with a recommendation in it is none.
    """
    words = " ".join(cells[0][0].split()) if cells else ""
    has_number = any(NUMBER.match(cell[0]) for cell in cells)
    if has_number or not _LABELS[Section.THEMES].fullmatch(words):
        return None
    found = labels_of(line for cell in dict.fromkeys(map(tuple, cells)) for line in cell)
    return Labels(
        tuple(_AREA.sub("", theme) for theme in found.themes),
        found.persons,
        found.sdgs,
        found.unplaced,
    )


def _is_list(value: str) -> bool:
    return bool(_GOALS.fullmatch(value))


def _placed(section: Section, value: str) -> Section:
    """The section, but for a goal that does not exist."""
    if section is not Section.SDGS:
        return section
    found = _GOAL.match(value)
    return section if found is None or int(found[1]) in GOALS else Section.OTHER
