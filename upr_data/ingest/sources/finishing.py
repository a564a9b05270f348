"""What every importer does at the end: papers of the file, no invented State, one reading."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from upr_data.domain.provenance import LICENCE_NOT_STATED, SourceRecord
from upr_data.ingest.sources.base import Reading, Sample
from upr_data.ingest.sources.files.digest import sha256_of
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.words.canonical import demonstration_name
from upr_data.language import _
from upr_data.model import Col, Table, empty

_NAMES: Final = (Col.STATE_UNDER_REVIEW_AS_GIVEN, Col.RECOMMENDING_STATE_AS_GIVEN)
NAME: Final = "name"


@dataclass(frozen=True, slots=True)
class Papers:
    """What is known of a file besides its content: name of the source, publisher, address, day."""

    name: str
    publisher: str
    url: str | None
    licence: str = LICENCE_NOT_STATED
    retrieved: str | None = None


def source_record(sample: Sample, papers: Papers, *, n_read: int, n_set_aside: int) -> SourceRecord:
    """The papers of one file with its hash and its count of records, as the manifest keeps them."""
    return SourceRecord(
        file=sample.path.name,
        name=papers.name,
        publisher=papers.publisher,
        url=papers.url,
        licence=papers.licence,
        retrieved=papers.retrieved,
        sha256=sha256_of(sample.path),
        n_read=n_read,
        n_kept=n_read - n_set_aside,
        n_set_aside=n_set_aside,
    )


def finished(  # noqa: PLR0913 - one parameter per part of a reading
    sample: Sample,
    source: SourceRecord,
    recommendations: pl.DataFrame,
    report: pl.DataFrame,
    *,
    assessments: pl.DataFrame | None = None,
    terms: pl.DataFrame | None = None,
    named: pl.DataFrame | None = None,
) -> Reading:
    """The reading of one export.

    Raises `BadInputError` where it names a State of the demonstration. `named` (`line`, `name`)
    are names of States that stand in the file; those of `recommendations` are looked at anyway.
    """
    _refuse_invented(sample, recommendations, named)
    return Reading(
        source=source,
        recommendations=recommendations,
        assessments=empty(Table.ASSESSMENTS) if assessments is None else assessments,
        terms=empty(Table.TERMS) if terms is None else terms,
        report=report,
    )


def _refuse_invented(
    sample: Sample, recommendations: pl.DataFrame, named: pl.DataFrame | None
) -> None:
    """Invented records never mix with real ones: the one place that refuses them."""
    kept = [
        recommendations[column].drop_nulls().str.split("; ").explode().rename(NAME)
        for column in _NAMES
    ]
    others = [] if named is None else [named[NAME]]
    name = demonstration_name(pl.concat([*kept, *others]))
    if name is None:
        return
    lines = [] if named is None else named.filter(pl.col(NAME) == name)[Col.LINE].to_list()
    place = f"line {min(lines)}" if lines else "it"
    raise refusal(
        sample.path,
        _(
            "{place} names {name!r}, an invented State of the demonstration; "
            "demonstration data cannot be imported."
        ).format(place=place, name=name),
    )
