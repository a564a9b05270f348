"""One register of one treaty, whatever file it came in: participants with their days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from upr_data.domain import states
from upr_data.ingest.sources.report import Report
from upr_data.ingest.sources.words.days import day_of
from upr_data.model import RecordAction

_DATE: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}[ /.-][A-Za-z0-9]{1,9}[ /.-]\d{4}|\b[2-4]\d{4}\b)"
    r"(?: 00:00:00)?\s?([A-Za-z]{0,3})"
)
"""A day as a page prints it, as a spreadsheet keeps it, and the letter that says how."""
_NOTES: Final = re.compile(r"[\s\d,*†‡]{0,20}$")
_MODES: Final = {
    "a": "accession",
    "d": "succession",
    "A": "acceptance",
    "AA": "approval",
    "c": "formal confirmation",
    "P": "succession",
    "": "ratification",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One cell with a day: what a State did. `is_withdrawn`: the source brackets it."""

    state: str
    action: RecordAction
    day: date
    mode: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class TreatyTable:
    """A treaty's register as one file has it.

    `as_of` is the day it says it was true; `n_parties` and `n_signatories` are counted in the
    file, whoever the participant; `n_printed` is the total the file prints, if it does.
    """

    instrument: str
    as_of: date
    actions: tuple[Action, ...]
    n_parties: int
    n_signatories: int
    n_printed: int | None
    n_signatories_printed: int | None
    publisher: str
    url: str | None


@dataclass(slots=True)
class Counted:
    """Parties and signatories found so far, known States or not; bracketed ones are no parties."""

    parties: int = 0
    signatories: int = 0


def column_roles(header: Sequence[str]) -> dict[int, RecordAction] | None:
    """Which columns hold days of what; None if this is no header of a register."""
    roles: dict[int, RecordAction] = {}
    for n, cell in enumerate(header[1:], start=1):
        words = cell.casefold()
        if any(word in words for word in _JOINING):
            roles[n] = RecordAction.JOINING
        elif "signature" in words:
            roles[n] = RecordAction.SIGNATURE
    is_one = bool(header) and header[0].casefold().split("(")[0].strip() in _PARTICIPANT
    return roles if is_one and RecordAction.JOINING in roles.values() else None


_PARTICIPANT: Final = frozenset({"participant", "participants", "country", "state", "states"})
_JOINING: Final = ("ratification", "accession", "succession", "acceptance", "consent to be bound")


def actions_of(
    rows: Sequence[Sequence[str]],
    roles: dict[int, RecordAction],
    report: Report,
    counted: Counted,
) -> list[Action]:
    """What the rows under a header say; participants nobody knows are set aside, and counted."""
    found: list[Action] = []
    for line, row in enumerate(rows, start=2):
        given = _NOTES.sub("", row[0]) if row else ""
        days = [(role, cell) for n, role in roles.items() if n < len(row) and (cell := row[n])]
        if not given or not any(_DATE.search(cell) for _, cell in days):
            continue
        code = states.lookup(given)
        if code is None:
            report.set_aside(line, "unknown_participant", f"“{given[:80]}” is no known State.")
        for role, cell in days:
            found += _action(code, role, cell, counted)
    return found


def _action(code: str | None, role: RecordAction, cell: str, counted: Counted) -> list[Action]:
    match = _DATE.search(cell)
    day = day_of(match[1]) if match else None
    if match is None or day is None or day.exact is None:
        return []
    is_withdrawn = "[" in cell[: match.start()] and role is RecordAction.JOINING
    if role is RecordAction.SIGNATURE:
        counted.signatories += "[" not in cell
    else:
        counted.parties += not is_withdrawn
    if code is None:
        return []
    mode = _MODES.get(match[2], "ratification") if role is RecordAction.JOINING else "signature"
    return [Action(code, role, day.exact, mode, is_withdrawn)]
