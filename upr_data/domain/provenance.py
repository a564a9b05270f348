"""Where records come from: one typed record per source file, kept in the manifest."""

from dataclasses import dataclass
from typing import Final

from upr_data.language import N_

LICENCE_NOT_STATED: Final = N_("not stated")
LICENCE_OF_FACTS: Final = N_("facts of the depositary")
"""Of public registers: what States joined is nobody's work."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One file that went into a snapshot, with its publisher and its count of records.

    `n_read` = `n_kept` + `n_set_aside`, in records of the source (not rows of the snapshot).
    `retrieved` is an ISO date, or None where nobody knows.
    """

    file: str
    name: str
    publisher: str
    url: str | None
    licence: str
    retrieved: str | None
    sha256: str
    n_read: int
    n_kept: int
    n_set_aside: int

    @property
    def is_register(self) -> bool:
        """Whether it is a public register: it is as old as it is, whatever the rest of the data."""
        return self.licence == LICENCE_OF_FACTS
