"""Tables that are finished but in no store: the figures they would give."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from upr_data.figures.records import Records, load
from upr_data.model import SCHEMAS, Table, Tables
from upr_data.snapshot import Manifest, Snapshot


@dataclass(frozen=True, slots=True)
class Unpublished(Snapshot):
    """Finished tables under the papers of the snapshot that they were made from."""

    tables: Tables

    def scan(self, table: Table) -> pl.LazyFrame:
        """One table with its declared schema, in file order."""
        frame: pl.DataFrame = getattr(self.tables, table.value)
        return frame.lazy().cast(SCHEMAS[table])


def preview(tables: Tables, papers: Manifest) -> Records:
    """The records as they would be, ready for counting; `papers` are of what they were made from.

    Nothing of it is written anywhere, so that it has no checksum to be kept by.
    """
    return load(Unpublished(Path(), papers, "", {}, tables))
