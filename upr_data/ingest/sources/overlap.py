"""Two files with the same recommendations would count them twice: they are refused."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from upr_data.domain import states
from upr_data.ingest.sources.base import Reading
from upr_data.ingest.sources.files.door import refusal
from upr_data.language import _, listing
from upr_data.model import Col, Kind

_RECOMMENDING: Final = "recommending"
_FILE: Final = "file"
_SOURCE: Final = "source"


def refuse_overlaps(paths: Sequence[Path], readings: Sequence[Reading]) -> None:
    """Raise `BadInputError` that names two files with rows of the same reviews, and an example.

    Rows are the same when kind, session, State under review and recommending State are; where the
    recommending State is unknown, its name as given stands for it.
    """
    _refuse_same_file(paths, readings)
    keys = [_SOURCE, Col.KIND, Col.SESSION, Col.STATE_UNDER_REVIEW, _RECOMMENDING]
    held = pl.concat([_keys(i, reading) for i, reading in enumerate(readings)] or [_no_keys()])
    shared = (
        held.group_by(keys).agg(pl.col(_FILE).unique().sort()).filter(pl.col(_FILE).list.len() > 1)
    )
    if shared.height:
        first = shared.sort(_FILE, *keys, nulls_last=True).row(0, named=True)
        one, other = _names(paths[first[_FILE][0]], paths[first[_FILE][1]])
        files = listing([one, other], _("and"))
        raise refusal(
            files,
            _("both files hold {words}, which would count twice; import only one of them.").format(
                words=_words(first)
            ),
        )


def _refuse_same_file(paths: Sequence[Path], readings: Sequence[Reading]) -> None:
    seen: dict[str, Path] = {}
    for path, reading in zip(paths, readings, strict=True):
        if first := seen.get(reading.source.sha256):
            raise refusal(
                path, _("it is the same file as {first}; name it once.").format(first=first)
            )
        seen[reading.source.sha256] = path


def _keys(index: int, reading: Reading) -> pl.DataFrame:
    return reading.recommendations.select(
        pl.lit(index, pl.UInt32).alias(_FILE),
        pl.lit(reading.source.name).alias(_SOURCE),
        pl.col(Col.KIND),
        pl.col(Col.SESSION),
        pl.col(Col.STATE_UNDER_REVIEW),
        pl.coalesce(Col.RECOMMENDING_STATE, Col.RECOMMENDING_STATE_AS_GIVEN).alias(_RECOMMENDING),
    ).unique()


def _no_keys() -> pl.DataFrame:
    return pl.DataFrame(
        schema={_FILE: pl.UInt32, _SOURCE: pl.String, Col.KIND: pl.String, Col.SESSION: pl.UInt8}
        | {Col.STATE_UNDER_REVIEW: pl.String, _RECOMMENDING: pl.String}
    )


def _names(one: Path, other: Path) -> tuple[str, str]:
    """File names, or whole paths where the names are the same."""
    return (str(one), str(other)) if one.name == other.name else (one.name, other.name)


def _words(row: dict[str, object]) -> str:
    under_review = _state_name(row[Col.STATE_UNDER_REVIEW])
    session = f"session {row[Col.SESSION]}" if row[Col.SESSION] else "an unknown session"
    if row[Col.KIND] == Kind.VOLUNTARY_PLEDGE:
        return f"voluntary pledges of {under_review} at {session}"
    return f"recommendations of {_state_name(row[_RECOMMENDING])} to {under_review} at {session}"


def _state_name(code: object) -> str:
    known = states.STATES.get(str(code))
    return known.name if known else str(code or "an unknown State")
