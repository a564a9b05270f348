"""What is counted, and of what. Every figure of the project is defined here, once.

Counts come first, rates from counts; a rate never leaves without its numerator, denominator and
coverage. The docstring of each metric is its public definition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

import polars as pl

from upr_data.figures.counting import KEYS, counted, counts
from upr_data.figures.dimensions import key_label
from upr_data.figures.records import Records
from upr_data.model import (
    ActionCategory,
    AssessorType,
    Col,
    Denominator,
    Dimension,
    Response,
    Status,
    Unit,
)
from upr_data.selection.filters import Filters

_UNSPECIFIC: Final = [
    category for category in ActionCategory if category != ActionCategory.SPECIFIC
]


def _status_in(*statuses: Status) -> pl.Expr:
    return pl.col(Col.STATUS).is_in([status.value for status in statuses])


def _response_is(response: Response) -> pl.Expr:
    return pl.col(Col.RESPONSE).eq(response.value)


def _category_is(category: ActionCategory | None) -> pl.Expr:
    return pl.col(Col.ACTION_CATEGORY).eq_missing(pl.lit(category, pl.UInt8))


COUNTS: Final[Mapping[str, pl.Expr]] = {
    "made": pl.lit(value=True),
    "n_supported": _response_is(Response.SUPPORTED),
    "n_noted": _response_is(Response.NOTED),
    "n_partially_supported": _response_is(Response.PARTIALLY_SUPPORTED),
    "n_pending": _response_is(Response.PENDING),
    "n_unknown_response": _response_is(Response.UNKNOWN),
    **{f"n_category_{int(n)}": _category_is(n) for n in ActionCategory},
    "n_category_unknown": _category_is(None),
    "n_commented": ~_status_in(Status.UNCOMMENTED),
    "n_uncommented": _status_in(Status.UNCOMMENTED),
    "n_assessed": _status_in(Status.FULLY, Status.PARTIALLY, Status.NOT_IMPLEMENTED),
    "n_not_assessed": _status_in(Status.NOT_ASSESSED),
    "n_fully": _status_in(Status.FULLY),
    "n_partially": _status_in(Status.PARTIALLY),
    "n_not_implemented": _status_in(Status.NOT_IMPLEMENTED),
    "n_triggered": _status_in(Status.FULLY, Status.PARTIALLY),
}
"""What is counted, as conditions on response, action category and status."""

_COUNTED: Final = counts(COUNTS)

FIGURE_COLUMNS: Final = (
    "key", "label", "unit", "n_rows", "n_recommendations", "made",
    "n_supported", "n_noted", "n_partially_supported", "n_pending", "n_unknown_response",
    "acceptance_denominator", "acceptance_rate",
    "n_category_1", "n_category_2", "n_category_3", "n_category_4", "n_category_5",
    "n_category_unknown", "specific_share", "vague_share",
    "n_commented", "n_uncommented", "coverage", "n_assessed", "n_not_assessed",
    "n_fully", "n_partially", "n_not_implemented", "n_triggered",
    "triggered_of", "triggered_denominator", "triggered_rate",
    "triggered_lower", "triggered_upper", "mean_iri",
)  # fmt: skip
"""The columns of `figures`, in the order of the public contract."""


def acceptance() -> tuple[pl.Expr, pl.Expr]:
    """The share of recommendations that the State under review supported, of all it answered.

    Answered means supported, noted or partially supported. Pending and unknown responses are in
    no denominator; partial support is never in the numerator.
    """
    denominator = pl.col("n_supported") + pl.col("n_noted") + pl.col("n_partially_supported")
    return (
        denominator.alias("acceptance_denominator"),
        ratio(pl.col("n_supported"), denominator).alias("acceptance_rate"),
    )


def specificity() -> tuple[pl.Expr, pl.Expr]:
    """Specific are recommendations of action category 5, vague those of categories 1–4.

    Both are shares of all that have a category; those without one are counted beside.
    """
    coded = pl.sum_horizontal(f"n_category_{int(c)}" for c in ActionCategory)
    vague = pl.sum_horizontal(f"n_category_{int(c)}" for c in _UNSPECIFIC)
    return (
        ratio(pl.col("n_category_5"), coded).alias("specific_share"),
        ratio(vague, coded).alias("vague_share"),
    )


def coverage() -> pl.Expr:
    """The share of all recommendations made that anybody commented on, clearly or not."""
    return ratio(pl.col("n_commented"), pl.col("made")).alias("coverage")


def triggered_action(of: Denominator) -> tuple[pl.Expr, ...]:
    """The share of recommendations that were fully or partially implemented.

    Of all that were *commented* on, it is UPR Info's 48 % (*Beyond promises*, 2014, p. 17); of all
    that were *assessed*, our reading of its 40 % (*On the road to implementation*, 2012); it can
    also be of all that were *made*. Its bounds are always of all made: the lower if nothing
    unassessed triggered action, the upper if all of it did.
    """
    triggered, made = pl.col("n_triggered"), pl.col("made")
    denominator = pl.col(
        {
            Denominator.COMMENTED: "n_commented",
            Denominator.ASSESSED: "n_assessed",
            Denominator.MADE: "made",
        }[of]
    )
    possible = triggered + pl.col("n_uncommented") + pl.col("n_not_assessed")
    return (
        pl.lit(of.value).alias("triggered_of"),
        denominator.alias("triggered_denominator"),
        ratio(triggered, denominator).alias("triggered_rate"),
        ratio(triggered, made).alias("triggered_lower"),
        ratio(possible, made).alias("triggered_upper"),
    )


def mean_iri() -> pl.Expr:
    """The mean of the IRI over all that was assessed."""
    return ratio(pl.col("iri_sum"), pl.col("n_assessed")).alias("mean_iri")


def ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """A rate of 0–1; null where the denominator is empty."""
    return pl.when(denominator > 0).then(numerator / denominator)


def rates(of: Denominator) -> tuple[pl.Expr, ...]:
    """All rates, from the columns of `COUNTS`."""
    return (*acceptance(), *specificity(), coverage(), *triggered_action(of), mean_iri())


def figures(
    records: Records, filters: Filters, by: Sequence[Dimension] = (Dimension.NONE,)
) -> pl.DataFrame:
    """Every figure of a selection, by one or two dimensions, sorted by key.

    Columns: `FIGURE_COLUMNS`, with `key_2` after `key` for two dimensions. Counts are in
    `filters.unit`; `n_rows` and `n_recommendations` always say both. By issue, theme or
    organisation a row counts once in each of its own, so that shares add up to more than 100 %;
    a row with none has key null. By assessor type each group is the whole selection as the words
    of that type alone have it: groups are not additive.
    """
    count = _counted_by_assessor_type if Dimension.ASSESSOR_TYPE in by else _counted
    table = count(records, filters, by)
    keys = KEYS[: len(by)]
    labels = [
        " · ".join(key_label(d, key, records) for d, key in zip(by, row, strict=True))
        for row in table.select(keys).iter_rows()
    ]
    unit = pl.lit(filters.unit.value).alias("unit")
    shown = _shown(filters.of, filters.unit)
    return table.select(*keys, pl.Series("label", labels, pl.String), unit, *shown)


@cache
def _shown(of: Denominator, unit: Unit) -> tuple[pl.Expr, ...]:
    """All counts and rates, in the order of the contract."""
    both = "n_rows" if unit is Unit.ROW else "n_recommendations"
    derived = {rate.meta.output_name(): rate for rate in rates(of)}
    derived[both] = pl.col("made").alias(both)
    return tuple(derived.get(name, pl.col(name)) for name in FIGURE_COLUMNS[3:])


def _counted(records: Records, filters: Filters, by: Sequence[Dimension]) -> pl.DataFrame:
    return counted(records, filters, by, _COUNTED)


def _counted_by_assessor_type(
    records: Records, filters: Filters, by: Sequence[Dimension]
) -> pl.DataFrame:
    """One block per assessor type whose words the selection has, in the place of that key."""
    rest = [d for d in by if d is not Dimension.ASSESSOR_TYPE] or [Dimension.NONE]
    keys = KEYS[: len(by)]
    place = keys[list(by).index(Dimension.ASSESSOR_TYPE)]
    other = {KEYS[0]: KEYS[1]} if place == KEYS[0] and len(by) > 1 else {}
    blocks = []
    for kind in filters.assessors or tuple(AssessorType):
        block = _counted(records, replace(filters, assessors=(kind,)), rest)
        said = block if block["n_commented"].sum() else block.clear()
        blocks.append(
            said.rename(other).with_columns(pl.lit(kind and kind.value, pl.String).alias(place))
        )
    return pl.concat(blocks, how="diagonal").sort(keys, nulls_last=True)


def as_records(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The figures as JSON has them: `key` is a list where there are two."""
    rows = table.to_dicts()
    if KEYS[1] not in table.columns:
        return rows
    return [{"key": [row.pop(key) for key in KEYS], **row} for row in rows]
