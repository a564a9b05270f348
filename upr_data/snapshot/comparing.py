"""Two snapshots compared: what one adds, what it lacks, and what it codes otherwise."""

from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from upr_data.domain.folding import searchable
from upr_data.model import Col, Response, Table
from upr_data.snapshot.reading import Snapshot

FIELDS: Final = (
    Col.KIND,
    Col.CYCLE,
    Col.SESSION,
    Col.STATE_UNDER_REVIEW,
    Col.RECOMMENDING_STATE,
    Col.RESPONSE,
    Col.ACTION_CATEGORY,
    Col.ISSUES,
    Col.THEMES,
    Col.SDGS,
    Col.AFFECTED_PERSONS,
    Col.TEXT,
    Col.DOCUMENT_SYMBOL,
    Col.PARAGRAPH,
)
"""What a row can be recoded in. Lists are the same in any order; null is a value like others."""

_LISTS: Final = (Col.ISSUES, Col.THEMES, Col.SDGS, Col.AFFECTED_PERSONS)
_WHOSE: Final = (Col.STATE_UNDER_REVIEW, Col.RECOMMENDING_STATE, Col.SESSION, Col.TEXT)
_SAME: Final = (Col.KIND, Col.STATE_UNDER_REVIEW, Col.SESSION, Col.RECOMMENDING_STATE)
_LATER: Final = "_later"
_CHANGES: Final = ("change", Col.ROW_ID, "field", "before", "after", *_WHOSE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one snapshot to the other, in rows.

    `counts` has a row per count with both snapshots' numbers. `added` rows are in the second
    only, `gone` in the first only; of the `n_same` rows in both, `n_recoded` differ in at least
    one field, and `recoded` counts them by field. `changes` has one row for each row added or
    gone, and for each field recoded, with the row's id in the snapshot that has it (the second).
    `assessed` has the number of assessments in both, by State under review, where it differs.
    """

    first: str
    second: str
    counts: pl.DataFrame
    n_same: int
    n_added: int
    n_gone: int
    n_recoded: int
    recoded: dict[str, int]
    changes: pl.DataFrame
    assessed: pl.DataFrame

    def to_dict(self) -> dict[str, Any]:
        """Everything but the rows, as `compare --json` gives it."""
        return {
            "first": self.first,
            "second": self.second,
            "counts": {name: {"first": a, "second": b} for name, a, b in self.counts.iter_rows()},
            "same": self.n_same,
            "added": self.n_added,
            "gone": self.n_gone,
            "recoded_rows": self.n_recoded,
            "recoded": self.recoded,
        }


def compare(first: Snapshot, second: Snapshot) -> Comparison:
    """What changed from the first snapshot to the second.

    A row is the same in both if its id is; where ids differ (they hold the response where a
    source has no numbers), if kind, States, session and normalised text are.
    """
    before, after = _rows(first), _rows(second)
    pairs = _pairs(before, after)
    gone = before.join(pairs, on=Col.ROW_ID, how="anti", maintain_order="left")
    added = after.join(
        pairs, left_on=Col.ROW_ID, right_on=_later(Col.ROW_ID), how="anti", maintain_order="left"
    )
    both = _side_by_side(before, after, pairs)
    differs = {field: pl.col(field).ne_missing(pl.col(_later(field))) for field in FIELDS}
    recoded = both.select(expression.sum().alias(name) for name, expression in differs.items())
    return Comparison(
        first=first.manifest.id,
        second=second.manifest.id,
        counts=_counts(first, second),
        n_same=both.height,
        n_added=added.height,
        n_gone=gone.height,
        n_recoded=both.filter(pl.any_horizontal(*differs.values())).height,
        recoded={name: n for name, n in recoded.row(0, named=True).items() if n},
        changes=pl.concat(
            [
                _whole("added", added),
                _whole("gone", gone),
                *(_recoded(both.filter(differs[field]), field) for field in FIELDS),
            ]
        ),
        assessed=_assessed(first, second),
    )


def _assessed(first: Snapshot, second: Snapshot) -> pl.DataFrame:
    """State under review, assessments in the first and in the second; those that differ."""
    state = Col.STATE_UNDER_REVIEW
    one, other = _assessments_by_state(first), _assessments_by_state(second)
    both = one.join(other, on=state, how="full", coalesce=True, suffix=_LATER, nulls_equal=True)
    counted = both.select(
        state, pl.col("n").fill_null(0).alias("first"),
        pl.col(_later("n")).fill_null(0).alias("second"),
    )  # fmt: skip
    return counted.filter(pl.col("first") != pl.col("second")).sort(state, nulls_last=True)


def _assessments_by_state(snapshot: Snapshot) -> pl.DataFrame:
    """An assessment is of a recommendation, which rows share: each counts once."""
    states = snapshot.scan(Table.RECOMMENDATIONS).select(
        Col.RECOMMENDATION_ID, pl.col(Col.STATE_UNDER_REVIEW).cast(pl.String)
    )
    assessments = snapshot.scan(Table.ASSESSMENTS).select(Col.RECOMMENDATION_ID)
    found = assessments.join(
        states.unique(Col.RECOMMENDATION_ID), on=Col.RECOMMENDATION_ID, how="left"
    )
    return found.group_by(Col.STATE_UNDER_REVIEW).agg(pl.len().alias("n")).collect()


def _later(name: str) -> str:
    return f"{name}{_LATER}"


def _rows(snapshot: Snapshot) -> pl.DataFrame:
    """Id and fields of each row as text, and the normalised text."""
    rows = snapshot.scan(Table.RECOMMENDATIONS).select(Col.ROW_ID, *FIELDS).collect()
    return rows.with_columns(
        pl.col(_LISTS).list.sort().list.join(", "),
        pl.col(*(field for field in FIELDS if field not in _LISTS)).cast(pl.String),
        searchable(rows[Col.TEXT]).alias("key"),
    ).with_columns(pl.col(_LISTS).replace("", None))


def _pairs(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Ids of the same rows in both: first those whose id is the same, then by what they say."""
    later = _later(Col.ROW_ID)
    by_id = before.select(Col.ROW_ID).join(after.select(Col.ROW_ID), on=Col.ROW_ID)
    rest, other_rest = (
        _numbered(rows.join(by_id, on=Col.ROW_ID, how="anti", maintain_order="left"))
        for rows in (before, after)
    )
    by_words = rest.join(
        other_rest.rename({Col.ROW_ID: later}), on=[*_SAME, "key", "nth"], nulls_equal=True
    )
    return pl.concat(
        [
            by_id.select(Col.ROW_ID, pl.col(Col.ROW_ID).alias(later)),
            by_words.select(Col.ROW_ID, later),
        ]
    )


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """What tells rows apart beside their id; of equal ones, which it is."""
    nth = pl.int_range(pl.len()).over(*_SAME, "key").alias("nth")
    return rows.select(Col.ROW_ID, *_SAME, "key", nth)


def _side_by_side(before: pl.DataFrame, after: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    renamed = after.rename({name: _later(name) for name in after.columns})
    return before.join(pairs, on=Col.ROW_ID, maintain_order="left").join(
        renamed, on=_later(Col.ROW_ID), maintain_order="left"
    )


def _whole(change: str, rows: pl.DataFrame) -> pl.DataFrame:
    nothing = (pl.lit(None, pl.String).alias(name) for name in ("field", "before", "after"))
    return rows.with_columns(pl.lit(change).alias("change"), *nothing).select(_CHANGES)


def _recoded(both: pl.DataFrame, field: str) -> pl.DataFrame:
    return both.select(
        pl.lit("recoded").alias("change"),
        pl.col(_later(Col.ROW_ID)).alias(Col.ROW_ID),
        pl.lit(field).alias("field"),
        pl.col(field).alias("before"),
        pl.col(_later(field)).alias("after"),
        *(pl.col(_later(name)).alias(name) for name in _WHOSE),
    )


def _counts(first: Snapshot, second: Snapshot) -> pl.DataFrame:
    """The same counts of both snapshots, pledges included."""
    one, other = _counted(first), _counted(second)
    return pl.DataFrame({"count": list(one), "first": one.values(), "second": other.values()})


def _counted(snapshot: Snapshot) -> dict[str, int]:
    response = pl.col(Col.RESPONSE).cast(pl.String)
    rows = snapshot.scan(Table.RECOMMENDATIONS).select(
        n_rows=pl.len(),
        n_recommendations=pl.col(Col.RECOMMENDATION_ID).n_unique(),
        **{f"n_{one}": (response == one.value).sum() for one in Response},
        n_with_category=pl.col(Col.ACTION_CATEGORY).is_not_null().sum(),
        n_with_issues=(pl.col(Col.ISSUES).list.len() > 0).sum(),
    )
    n_assessments = snapshot.manifest.files[Table.ASSESSMENTS].n_rows
    return {**rows.collect().row(0, named=True), "n_assessments": n_assessments}
