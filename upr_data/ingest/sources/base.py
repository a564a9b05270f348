"""What every importer gives, and what it is given: the one interface of all sources.

A new kind of export is one `Source`, added to the list in `upr_data/sources/__init__.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from upr_data.domain.provenance import SourceRecord

Progress = Callable[[int, int], None]
"""Told how many records (or bytes) are done, of how many."""


class BadInputError(Exception):
    """Input that cannot be used; the message is one clear sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known of a file before reading it: its path, size and first bytes."""

    path: Path
    size: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read.

    `recommendations`, `assessments`, `terms` and `report` have the columns of
    `model.SCHEMAS`; rows of `recommendations` are recommendation × recommending State in file
    order. Ids may be null where the source has none: `upr_data.ingest.building` gives them.
    """

    source: SourceRecord
    recommendations: pl.DataFrame
    assessments: pl.DataFrame
    terms: pl.DataFrame
    report: pl.DataFrame


class Source(Protocol):
    """One kind of export."""

    name: str

    def recognises(self, sample: Sample) -> bool:
        """Whether the content, not the file's name, looks like this kind of export."""
        ...

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read the file whole, or raise `BadInputError`."""
        ...
