"""Where records come from: one typed record per source file, kept in the manifest."""

from dataclasses import dataclass

LICENCE_NOT_STATED = "not stated"


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
