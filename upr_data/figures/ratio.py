"""A rate of 0–1: some of all; null, in arrays NaN, where there is nothing to be a share of."""

from typing import Any

import numpy as np
import polars as pl

Numbers = np.ndarray[Any, np.dtype[Any]]


def ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """The rate as columns of a frame have it."""
    return pl.when(denominator > 0).then(numerator / denominator)


def ratios(numerator: Numbers, denominator: Numbers) -> Numbers:
    """The same of arrays, for the tables that every page makes."""
    rate: Numbers = np.full(len(denominator), np.nan)
    np.divide(numerator, denominator, out=rate, where=denominator > 0)
    return rate
