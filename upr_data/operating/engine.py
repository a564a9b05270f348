"""How Polars works in a server that counts many small tables."""

import polars as pl


def settle() -> None:
    """Collect in memory: Polars' streaming engine costs four times as much for a small table.

    How many threads it has is said before it starts, in `POLARS_MAX_THREADS`: one for a replica,
    since what one page counts is too little to be shared out.
    """
    pl.Config.set_engine_affinity("in-memory")
