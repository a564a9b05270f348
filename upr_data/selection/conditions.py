"""What a row must fulfil for each kind of filter: Polars expressions, null semantics and all.

In the tuples of a filter None stands for `unknown`, which selects nulls; nulls answer to nothing
else. A filter that chooses nothing sets no condition.
"""

from collections.abc import Callable
from typing import Any, Final

import polars as pl

from upr_data.domain.issues import ISSUES
from upr_data.model import Col, IssueMatch, Organisation
from upr_data.selection.parameters import Many

Condition = Callable[[Many, Any], pl.Expr | None]
"""From the values chosen, and the whole selection, to a condition; None where none is set."""

_ISSUE_ORDER: Final = {code: n for n, code in enumerate(ISSUES)}
_ORGANISATION_ORDER: Final = {code.value: n for n, code in enumerate(Organisation)}


def issue_bit(code: str) -> int:
    """The bit of an issue in a 64-bit mask of issues."""
    return 1 << _ISSUE_ORDER[code]


def organisation_bit(code: str) -> int:
    """The bit of an organisation in a mask of organisations."""
    return 1 << _ORGANISATION_ORDER[code]


def is_one_of(column: Col) -> Condition:
    """Whether a column has one of the values."""

    def condition(values: Many, _selection: Any) -> pl.Expr | None:  # noqa: ANN401
        if not values:
            return None
        known = [
            value if isinstance(value, int) else str(value) for value in values if value is not None
        ]
        return _with_unknown(pl.col(column).is_in(known), pl.col(column).is_null(), values)

    return condition


def in_group(group: Col, state: Col) -> Condition:
    """Whether the State is in one of the groups; unknown only where the State is unknown."""

    def condition(values: Many, _selection: Any) -> pl.Expr | None:  # noqa: ANN401
        if not values:
            return None
        known = pl.col(group).is_in([str(value) for value in values if value is not None])
        return _with_unknown(known, pl.col(state).is_null(), values)

    return condition


def in_organisation(mask: Col, state: Col) -> Condition:
    """Whether the State is in one of the organisations; unknown where the State is unknown."""

    def condition(values: Many, _selection: Any) -> pl.Expr | None:  # noqa: ANN401
        if not values:
            return None
        bits = sum(organisation_bit(value) for value in values if value is not None)
        return _with_unknown(pl.col(mask) & bits != 0, pl.col(state).is_null(), values)

    return condition


def has_issues(values: Many, selection: Any) -> pl.Expr | None:  # noqa: ANN401
    """Whether a row has any of the issues, or all of them; unknown where it has none."""
    if not values:
        return None
    mask = pl.col(Col.ISSUE_MASK)
    bits = pl.lit(sum(issue_bit(value) for value in values if value is not None), pl.UInt64)
    if selection.issue_match is IssueMatch.ALL:
        has_all = mask & bits == bits
        return has_all & (mask == 0) if None in values else has_all
    return _with_unknown(mask & bits != 0, mask == 0, values)


def lists_one_of(column: Col) -> Condition:
    """Whether a list column has one of the values; unknown where the list is empty."""

    def condition(values: Many, _selection: Any) -> pl.Expr | None:  # noqa: ANN401
        if not values:
            return None
        known = [pl.col(column).list.contains(value) for value in values if value is not None]
        is_empty = pl.col(column).list.len().fill_null(0) == 0
        return _with_unknown(
            pl.any_horizontal(pl.lit(value=False), *known).fill_null(value=False), is_empty, values
        )

    return condition


def _with_unknown(known: pl.Expr, is_unknown: pl.Expr, values: Many) -> pl.Expr:
    """Nulls answer only to `unknown`."""
    return known.fill_null(value=False) | is_unknown if None in values else known
