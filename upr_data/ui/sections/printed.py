"""Published figures in the words of this site's language: measure, group and scope as printed."""

from dataclasses import asdict
from typing import Any, Final

import polars as pl

from upr_data.domain.published import PUBLISHED, PublishedFigure, published_table
from upr_data.domain.states import lookup, names_in
from upr_data.language import _, language
from upr_data.language.labels import label

_WORDS: Final = ("measure", "dimension", "unit", "rule_basis", "scope", "note")


def member(figure: PublishedFigure) -> str:
    """The group that a figure is of: a State by its name, what has none by what is printed."""
    if language() != "en" and figure.dimension in {"State under review", "recommending State"}:
        return names_in(language()).get(lookup(figure.member) or "", figure.member)
    return _(figure.member)


def scope(figure: PublishedFigure) -> str:
    """The reviews that a figure is of."""
    return _(figure.scope)


def table() -> pl.DataFrame:
    """Every published figure, columns as in `published_table`, without its id."""
    rows = [_said(figure) for figure in PUBLISHED.values()]
    kept = published_table().drop("figure_id").schema
    return pl.DataFrame(rows, schema=kept | {"denominator_rule": pl.String()})


def _said(figure: PublishedFigure) -> dict[str, Any]:
    rule = figure.denominator_rule
    printed = asdict(figure)
    words = {name: printed[name] and _(printed[name]) for name in _WORDS}
    own = {"member": member(figure), "denominator_rule": rule and label(rule)}
    return {name: value for name, value in (printed | words | own).items() if name != "figure_id"}
