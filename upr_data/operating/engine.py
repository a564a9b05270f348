"""How Polars and Python work in a server that counts many small tables."""

import gc
from typing import Final

import polars as pl

_COLLECTED_AFTER: Final = (5_000, 5, 5)
"""How many new objects Python lets come together before it looks for garbage among them.

A page draws thousands of marks: by Python's own number it looks five times a page, and at all that
lives every twenty-fifth, which takes 2 ms of a page. So it is 0.6, and memory after a minute is the
same.
"""


def settle() -> None:
    """Collect in memory: Polars' streaming engine costs four times as much for a small table.

    How many threads it has is said before it starts, in `POLARS_MAX_THREADS`: one for a replica,
    since what one page counts is too little to be shared out.
    """
    pl.Config.set_engine_affinity("in-memory")
    gc.set_threshold(*_COLLECTED_AFTER)
