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
    Unit,
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


def acceptance() -> tuple[pl.Expr, pl.Expr]:
    """The share of recommendations that the State under review supported, of all it answered.

    Answered means supported, noted or partially supported. Pending and unknown responses are in
    no denominator; partial support is never in the numerator.
    """
    denominator = pl.col(Fig.N_SUPPORTED) + pl.col(Fig.N_NOTED) + pl.col(Fig.N_PARTIALLY_SUPPORTED)
    return (
        denominator.alias(Fig.ACCEPTANCE_DENOMINATOR),
        ratio(pl.col(Fig.N_SUPPORTED), denominator).alias(Fig.ACCEPTANCE_RATE),
    )


def specificity() -> tuple[pl.Expr, pl.Expr]:
    """Specific are recommendations of action category 5, vague those of categories 1–4.

    Both are shares of all that have a category; those without one are counted beside.
    """
    coded = pl.col(Fig.MADE) - pl.col(Fig.N_CATEGORY_UNKNOWN)
    vague = coded - pl.col(Fig.N_CATEGORY_5)
    return (
        ratio(pl.col(Fig.N_CATEGORY_5), coded).alias(Fig.SPECIFIC_SHARE),
        ratio(vague, coded).alias(Fig.VAGUE_SHARE),
    )


def coverage() -> pl.Expr:
    """The share of all recommendations made that anybody commented on, clearly or not."""
    return ratio(pl.col(Fig.N_COMMENTED), pl.col(Fig.MADE)).alias(Fig.COVERAGE)


def triggered_action(of: Denominator) -> tuple[pl.Expr, ...]:
    """The share of recommendations that were fully or partially implemented.

    Of all that were *commented* on, it is UPR Info's 48 % (*Beyond promises*, 2014, p. 17); of all
    that were *assessed*, our reading of its 40 % (*On the road to implementation*, 2012); it can
    also be of all that were *made*. Its bounds are always of all made: the lower if nothing
    unassessed triggered action, the upper if all of it did.
    """
    triggered, made = pl.col(Fig.N_TRIGGERED), pl.col(Fig.MADE)
    denominator = pl.col(
        {
            Denominator.COMMENTED: Fig.N_COMMENTED,
            Denominator.ASSESSED: Fig.N_ASSESSED,
            Denominator.MADE: Fig.MADE,
        }[of]
    )
    possible = triggered + pl.col(Fig.N_UNCOMMENTED) + pl.col(Fig.N_NOT_ASSESSED)
    return (
        pl.lit(of.value).alias(Fig.TRIGGERED_OF),
        denominator.alias(Fig.TRIGGERED_DENOMINATOR),
        ratio(triggered, denominator).alias(Fig.TRIGGERED_RATE),
        ratio(triggered, made).alias(Fig.TRIGGERED_LOWER),
        ratio(possible, made).alias(Fig.TRIGGERED_UPPER),
    )


def mean_iri() -> pl.Expr:
    """The mean of the IRI over all that was assessed."""
    return ratio(pl.col("iri_sum"), pl.col(Fig.N_ASSESSED)).alias(Fig.MEAN_IRI)


def ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """A rate of 0–1; null where the denominator is empty."""
    return pl.when(denominator > 0).then(numerator / denominator)


def per_review() -> pl.Expr:
    """How many were made per review: one State reviewed in one cycle, of those in the data edition.

    By recommending State, issue and all else that does not tell reviews apart, it is per review of
    the whole selection. Null where no review is known.
    """
    return ratio(pl.col(Fig.MADE), pl.col(Fig.N_REVIEWS)).alias(Fig.MADE_PER_REVIEW)


@cache
def rates(of: Denominator) -> tuple[pl.Expr, ...]:
    """All rates, from the columns of `COUNTS` and the number of reviews."""
    outcome = (coverage(), *triggered_action(of), mean_iri())
    return (*acceptance(), *specificity(), *outcome, per_review())


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
    table = count(records, filters, by)
    keys = KEYS[: len(by)]
    values = [table[key].to_list() for key in keys]
    labels = [_labels(records, one, of_one) for one, of_one in zip(by, values, strict=True)]
    behind = reviews_behind(records, filters, by, list(zip(*values, strict=True)))
    table = table.hstack([pl.Series(Fig.N_REVIEWS, behind, pl.Int64)])
    known = {one.name: one for one in (*table, *table.select(*rates(filters.of)))}
    named = [" · ".join(row) for row in zip(*labels, strict=True)]
    known[Fig.LABEL] = pl.Series(named, dtype=pl.String)
    known[Fig.UNIT] = pl.Series([filters.unit.value] * table.height, dtype=pl.String)
    known[Fig.N_ROWS if filters.unit is Unit.ROW else Fig.N_RECOMMENDATIONS] = known[Fig.MADE]
    return pl.DataFrame({name: known[name] for name in (*keys, *FIGURE_COLUMNS[1:])})


def _labels(records: Records, dimension: Dimension, keys: Sequence[Any]) -> list[str]:
    """What keys are called; a name is looked for once a language."""
    known: dict[Any, str] = records.lasting.recall(("labels", dimension, language()), dict)
    return [
        known[key] if key in known else known.setdefault(key, key_label(dimension, key, records))
        for key in keys
    ]


def _counted(records: Records, filters: Filters, by: Sequence[Dimension]) -> pl.DataFrame:
    return counted(records, filters, by, _COUNTED)


def _counted_by_assessor_type(
    records: Records, filters: Filters, by: Sequence[Dimension]
) -> pl.DataFrame:
    """One block per assessor type whose words the selection has, in the place of that key."""
    rest = [d for d in by if d is not Dimension.ASSESSOR_TYPE] or [Dimension.NONE]
    keys = KEYS[: len(by)]
    place = keys[list(by).index(Dimension.ASSESSOR_TYPE)]
    other: dict[str, str] = {KEYS[0]: KEYS[1]} if place == KEYS[0] and len(by) > 1 else {}
    blocks = []
    for kind in filters.assessors or tuple(AssessorType):
        block = _counted(records, replace(filters, assessors=(kind,)), rest)
        said = block if block[Fig.N_COMMENTED].sum() else block.clear()
        blocks.append(
            said.rename(other).with_columns(pl.lit(kind and kind.value, pl.String).alias(place))
        )
    return pl.concat(blocks, how="diagonal").sort(keys, nulls_last=True)


def as_records(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The figures as JSON has them: `key` is a list where there are two."""
    rows = table.to_dicts()
    if KEYS[1] not in table.columns:
        return rows
    return [{Fig.KEY: [row.pop(key) for key in KEYS], **row} for row in rows]
