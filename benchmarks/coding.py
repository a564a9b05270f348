"""How long reading texts takes for as many as UPR Info's database holds: all different, made up.

python -m benchmarks.coding [N]

prints seconds for N texts (120,000 unless said): the action category, and the S.M.A.R.T. reading.
"""

import sys
import time
from collections.abc import Callable
from itertools import cycle, islice, product

import polars as pl

from upr_data.ingest.coding.lexicon import lexicon
from upr_data.ingest.coding.rules import code_texts
from upr_data.ingest.coding.smart import read_smart

_OBJECTS = (
    "measures to protect the rights of sample persons, including by amending sample legislation",
    "its efforts in the field of education, with a view to better access for all children",
    "the sample convention and its optional protocol, in line with earlier recommendations",
    "a national plan of action on sample matters by 2030, in cooperation with civil society",
)


def made_up(n: int) -> pl.Series:
    """So many different texts, about as long as real ones."""
    pairs = cycle(product(sorted(lexicon().categories), _OBJECTS))
    return pl.Series(
        f"{verb.capitalize()} {rest} {number}"
        for number, (verb, rest) in enumerate(islice(pairs, n))
    )


def main() -> None:
    """Time one run of each reading and print it."""
    texts = made_up(int(sys.argv[1]) if len(sys.argv) > 1 else 120_000)
    readings: dict[str, Callable[[pl.Series], pl.DataFrame]] = {
        "action category by rules": code_texts,
        "S.M.A.R.T. reading": read_smart,
    }
    for name, read in readings.items():
        start = time.perf_counter()
        read(texts)
        seconds = time.perf_counter() - start
        print(f"{name}: {len(texts):,} texts in {seconds:.1f} s")


if __name__ == "__main__":
    main()
