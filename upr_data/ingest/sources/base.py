"""What every importer gives, and what it is given: the one interface of all sources.

A new kind of export is one `Source`, added to the list in `upr_data/ingest/sources/__init__.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import polars as pl

from upr_data.domain.printing import one_line
from upr_data.domain.provenance import SourceRecord
from upr_data.operating.child import Progress

T = TypeVar("T")


class BadInputError(Exception):
    """Input that cannot be used; the message is one clear sentence that says what to do."""

    def __init__(self, message: str) -> None:
        """Keep the sentence, on one line and printable, whatever it quotes."""
        super().__init__(one_line(message))


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known of a file before reading it: its path, size and first bytes.

    What recognising it has to open is kept beside these, for reading, and goes with the sample.
    """

    path: Path
    size: int
    head: bytes
    _opened: dict[Callable[..., Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, opened: Callable[["Sample"], T]) -> T:
        """What `opened` makes of this file: made when first asked for, then handed on."""
        if opened not in self._opened:
            self._opened[opened] = opened(self)
        return cast("T", self._opened[opened])


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
