"""Figures that UPR Info and others printed: to be set beside ours, never mixed with them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from types import MappingProxyType
from typing import Final

import polars as pl

from upr_data import reference
from upr_data.model import Denominator, enum_type


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One number as printed, with what it is a share of and where it stands.

    `value` is in `unit` (percent 0-100, or a count) and rounded as printed; `numerator` and
    `denominator` are None where the source gives no counts. `rule_basis` says whether the source
    prints the rule of the denominator or we reconstructed it; `note` says where print and counts
    differ. `published` is a year or a year and month; texts that are absent are empty.
    """

    figure_id: str
    measure: str
    dimension: str
    member: str
    numerator: int | None
    denominator: int | None
    value: float
    unit: str
    denominator_rule: Denominator | None
    rule_basis: str
    scope: str
    source: str
    page: int | None
    published: str
    note: str


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _read_figure(row: Mapping[str, str]) -> PublishedFigure:
    rule = row["denominator_rule"]
    return PublishedFigure(
        figure_id=row["figure_id"],
        measure=row["measure"],
        dimension=row["dimension"],
        member=row["member"],
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        value=float(row["value"]),
        unit=row["unit"],
        denominator_rule=Denominator(rule) if rule else None,
        rule_basis=row["rule_basis"],
        scope=row["scope"],
        source=row["source"],
        page=_number(row["page"]),
        published=row["published"],
        note=row["note"],
    )


PUBLISHED: Final[Mapping[str, PublishedFigure]] = MappingProxyType(
    {row["figure_id"]: _read_figure(row) for row in reference.rows("published_figures")}
)
"""Id (`BP-007`) → figure, in the order of the file."""


def published_figures(
    measure: str | None = None, dimension: str | None = None
) -> tuple[PublishedFigure, ...]:
    """Figures of one measure and one dimension, in file order; None takes all."""
    return tuple(
        figure
        for figure in PUBLISHED.values()
        if measure in {None, figure.measure} and dimension in {None, figure.dimension}
    )


def published_table(measure: str | None = None, dimension: str | None = None) -> pl.DataFrame:
    """The same figures as a table: one row a figure, columns as in `PublishedFigure`."""
    figures = published_figures(measure, dimension)
    return pl.DataFrame([asdict(figure) for figure in figures], schema=_SCHEMA)


_NUMBERS: Final = {"numerator": pl.Int64(), "denominator": pl.Int64(), "page": pl.Int64()}
_SCHEMA: Final = pl.Schema(
    {field.name: pl.String() for field in fields(PublishedFigure)}
    | _NUMBERS
    | {"value": pl.Float64(), "denominator_rule": enum_type(Denominator)}
)
