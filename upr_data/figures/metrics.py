"""What is counted, and of what. Every figure of the project is defined here, once.

Counts come first, rates from counts; a rate never leaves without its numerator, denominator and
coverage. The docstring of each metric is its public definition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa

from upr_data.figures.counting import IRI_SUM, KEYS, OWN_COUNT, Counted, counted, counts
from upr_data.figures.dimensions import key_label
from upr_data.figures.ratio import Numbers, ratios
from upr_data.figures.records import Records
from upr_data.figures.reviews import reviews_behind
from upr_data.language import language
from upr_data.model import (
    ASSESSED,
    COMMENTED,
    FIGURE_COLUMNS,
    TRIGGERED,
    ActionCategory,
    AssessorType,
    Col,
    Denominator,
    Dimension,
    Fig,
    Response,
    Status,
    category_count,
)
from upr_data.selection.filters import Filters


def _status_in(statuses: Sequence[Status]) -> pl.Expr:
    return pl.col(Col.STATUS).is_in([status.value for status in statuses])


def _response_is(response: Response) -> pl.Expr:
    return pl.col(Col.RESPONSE).eq(response.value)


def _category_is(category: ActionCategory | None) -> pl.Expr:
    return pl.col(Col.ACTION_CATEGORY).eq_missing(pl.lit(category, pl.UInt8))


COUNTS: Final[Mapping[str, pl.Expr]] = {
    Fig.MADE: pl.lit(value=True),
    Fig.N_SUPPORTED: _response_is(Response.SUPPORTED),
    Fig.N_NOTED: _response_is(Response.NOTED),
    Fig.N_PARTIALLY_SUPPORTED: _response_is(Response.PARTIALLY_SUPPORTED),
    Fig.N_PENDING: _response_is(Response.PENDING),
    Fig.N_UNKNOWN_RESPONSE: _response_is(Response.UNKNOWN),
    **{category_count(n): _category_is(n) for n in ActionCategory},
    Fig.N_CATEGORY_UNKNOWN: _category_is(None),
    Fig.N_COMMENTED: _status_in(COMMENTED),
    Fig.N_UNCOMMENTED: _status_in([Status.UNCOMMENTED]),
    Fig.N_ASSESSED: _status_in(ASSESSED),
    Fig.N_NOT_ASSESSED: _status_in([Status.NOT_ASSESSED]),
    Fig.N_FULLY: _status_in([Status.FULLY]),
    Fig.N_PARTIALLY: _status_in([Status.PARTIALLY]),
    Fig.N_NOT_IMPLEMENTED: _status_in([Status.NOT_IMPLEMENTED]),
    Fig.N_TRIGGERED: _status_in(TRIGGERED),
}
"""What is counted, as conditions on response, action category and status."""

_COUNTED: Final = counts(COUNTS)

_COLUMNS: Final = list(FIGURE_COLUMNS[1:])
_WORDS: Final = {name: pa.string() for name in (Fig.LABEL, Fig.UNIT, Fig.TRIGGERED_OF)}


Columns = Mapping[str, Numbers]
"""Counts by name, and `iri_sum`: one number a key in each."""


def acceptance(of: Columns) -> dict[str, Numbers]:
    """The share of recommendations that the State under review supported, of all it answered.

    Answered means supported, noted or partially supported. Pending and unknown responses are in
    no denominator; partial support is never in the numerator.
    """
    answered = of[Fig.N_SUPPORTED] + of[Fig.N_NOTED] + of[Fig.N_PARTIALLY_SUPPORTED]
    return {
        Fig.ACCEPTANCE_DENOMINATOR: answered,
        Fig.ACCEPTANCE_RATE: ratios(of[Fig.N_SUPPORTED], answered),
    }


def specificity(of: Columns) -> dict[str, Numbers]:
    """Specific are recommendations of action category 5, vague those of categories 1–4.

    Both are shares of all that have a category; those without one are counted beside.
    """
    coded = of[Fig.MADE] - of[Fig.N_CATEGORY_UNKNOWN]
    specific = of[Fig.N_CATEGORY_5]
    return {
        Fig.SPECIFIC_SHARE: ratios(specific, coded),
        Fig.VAGUE_SHARE: ratios(coded - specific, coded),
    }


def coverage(of: Columns) -> dict[str, Numbers]:
    """The share of all recommendations made that anybody commented on, clearly or not."""
    return {Fig.COVERAGE: ratios(of[Fig.N_COMMENTED], of[Fig.MADE])}


def triggered_action(of: Columns, share_of: Denominator) -> dict[str, Numbers]:
    """The share of recommendations that were fully or partially implemented.

    Of all that were *commented* on, it is UPR Info's 48 % (*Beyond promises*, 2014, p. 17); of all
    that were *assessed*, our reading of its 40 % (*On the road to implementation*, 2012); it can
    also be of all that were *made*. Its bounds are always of all made: the lower if nothing
    unassessed triggered action, the upper if all of it did.
    """
    triggered, made = of[Fig.N_TRIGGERED], of[Fig.MADE]
    denominator = of[
        {
            Denominator.COMMENTED: Fig.N_COMMENTED,
            Denominator.ASSESSED: Fig.N_ASSESSED,
            Denominator.MADE: Fig.MADE,
        }[share_of]
    ]
    possible = triggered + of[Fig.N_UNCOMMENTED] + of[Fig.N_NOT_ASSESSED]
    return {
        Fig.TRIGGERED_DENOMINATOR: denominator,
        Fig.TRIGGERED_RATE: ratios(triggered, denominator),
        Fig.TRIGGERED_LOWER: ratios(triggered, made),
        Fig.TRIGGERED_UPPER: ratios(possible, made),
    }


def mean_iri(of: Columns) -> dict[str, Numbers]:
    """The mean of the IRI over all that was assessed."""
    return {Fig.MEAN_IRI: ratios(of[IRI_SUM], of[Fig.N_ASSESSED])}


def per_review(of: Columns) -> dict[str, Numbers]:
    """How many were made per review: one State reviewed in one cycle, of those in the data edition.

    By recommending State and all else that does not tell reviews apart, it is per review of the
    whole selection; for an issue, theme, SDG or affected persons, of its reviews of which any
    recommendation has one coded. Null where no review is known.
    """
    return {Fig.MADE_PER_REVIEW: ratios(of[Fig.MADE], of[Fig.N_REVIEWS])}


def rates(of: Columns, share_of: Denominator) -> dict[str, Numbers]:
    """All rates, from the counts of `COUNTS` and the number of reviews."""
    outcome = coverage(of) | triggered_action(of, share_of) | mean_iri(of)
    return {**acceptance(of), **specificity(of), **outcome, **per_review(of)}


def figures(
    records: Records, filters: Filters, by: Sequence[Dimension] = (Dimension.NONE,)
) -> pl.DataFrame:
    """Every figure of a selection, by one or two dimensions, sorted by key.

    Columns: `FIGURE_COLUMNS`, with `key_2` after `key` for two dimensions. Counts are in
    `filters.unit`; `n_rows` and `n_recommendations` always say both. By issue, theme or
    organisation a row counts once in each of its own, so that shares add up to more than 100 %;
    a row with none has key null. By assessor type each group is the whole selection as the words
    of that type alone have it: groups are not additive. Remembered, for the parts of a page and for
    all visitors.
    """
    asked = replace(filters, snapshot=""), tuple(by), language()
    made: pl.DataFrame = records.tables.recall(asked, lambda: _figures(records, filters, by))
    return made


def _figures(records: Records, filters: Filters, by: Sequence[Dimension]) -> pl.DataFrame:
    count = _counted_by_assessor_type if Dimension.ASSESSOR_TYPE in by else _counted
    found = count(records, filters, by)
    keys = [key.to_list() for key in found.names]
    labels = [_labels(records, one, of_one) for one, of_one in zip(by, keys, strict=True)]
    behind = reviews_behind(records, filters, by, list(zip(*keys, strict=True)))
    counts = {
        **found.counts,
        OWN_COUNT[filters.unit]: found.counts[Fig.MADE],
        Fig.N_REVIEWS: np.array(behind, np.int64),
    }
    known: dict[str, Any] = {
        **counts,
        **rates(counts, filters.of),
        Fig.LABEL: [" · ".join(row) for row in zip(*labels, strict=True)],
        Fig.UNIT: [filters.unit.value] * len(behind),
        Fig.TRIGGERED_OF: [filters.of.value] * len(behind),
    }
    columns = [
        pa.array(known[name], _WORDS.get(name), from_pandas=True)  # NaN becomes null
        for name in _COLUMNS
    ]
    return found.names.hstack(pl.DataFrame(pa.RecordBatch.from_arrays(columns, _COLUMNS)))


def _labels(records: Records, dimension: Dimension, keys: Sequence[Any]) -> list[str]:
    """What keys are called; a name is looked for once a language."""
    known: dict[Any, str] = records.lasting.recall(("labels", dimension, language()), dict)
    return [
        known[key] if key in known else known.setdefault(key, key_label(dimension, key, records))
        for key in keys
    ]


def _counted(records: Records, filters: Filters, by: Sequence[Dimension]) -> Counted:
    return counted(records, filters, by, _COUNTED)


def _counted_by_assessor_type(
    records: Records, filters: Filters, by: Sequence[Dimension]
) -> Counted:
    """One block per assessor type whose words the selection has, in the place of that key."""
    rest = [d for d in by if d is not Dimension.ASSESSOR_TYPE] or [Dimension.NONE]
    keys = KEYS[: len(by)]
    place = keys[list(by).index(Dimension.ASSESSOR_TYPE)]
    other: dict[str, str] = {KEYS[0]: KEYS[1]} if place == KEYS[0] and len(by) > 1 else {}
    blocks = []
    for kind in filters.assessors or tuple(AssessorType):
        found = _counted(records, replace(filters, assessors=(kind,)), rest)
        block = found.names.hstack(pl.DataFrame(dict(found.counts)))
        said = block if block[Fig.N_COMMENTED].sum() else block.clear()
        blocks.append(
            said.rename(other).with_columns(pl.lit(kind and kind.value, pl.String).alias(place))
        )
    table = pl.concat(blocks, how="diagonal").sort(keys, nulls_last=True)
    return Counted(table.select(keys), {name: table[name].to_numpy() for name in found.counts})


def as_records(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The figures as JSON has them: `key` is a list where there are two."""
    rows = table.to_dicts()
    if KEYS[1] not in table.columns:
        return rows
    return [{Fig.KEY: [row.pop(key) for key in KEYS], **row} for row in rows]
