"""How long finding asks takes for as many texts as UPR Info's database holds: made up, different.

python -m benchmarks.asks [N]

prints seconds for N texts (120,000 unless said), of which one in four asks for something that a
register may answer: about as many as in real exports.
"""

import sys
import time
from itertools import cycle, islice, product

import polars as pl

from upr_data.domain import calendar
from upr_data.domain.milestones import review_days
from upr_data.ingest.record.asks import read_asks
from upr_data.model import Col

_ASKING = (
    (
        "Ratify the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or "
        "Punishment and its Optional Protocol"
    ),
    (
        "Take the necessary steps to ratify the Second Optional Protocol to the International "
        "Covenant on Civil and Political Rights, aiming at the abolition of the death penalty"
    ),
    "Consider acceding to ICPPED, ICRMW and the two Optional Protocols to CRC",
    "Establish a moratorium on executions with a view to abolishing the death penalty",
)
_OTHERS = (
    "Strengthen its efforts in the field of education, with a view to better access for all",
    "Bring sample legislation in line with the Convention on the Rights of the Child",
    "Adopt a national plan of action on sample matters by 2030, in cooperation with civil society",
)
_OPENINGS = ("", "As a matter of priority, ", "In line with its commitments, ")


def made_up(n: int) -> pl.DataFrame:
    """So many recommendations of different texts, about as long as real ones."""
    bodies = [text for asking in _ASKING for text in (asking, *_OTHERS)]
    pairs = islice(cycle(product(_OPENINGS, bodies)), n)
    texts = [f"{opening}{body}, sample {number}" for number, (opening, body) in enumerate(pairs)]
    return pl.DataFrame(
        {
            Col.RECOMMENDATION_ID: [str(number) for number in range(n)],
            Col.TEXT: texts,
            Col.LANGUAGE: ["en"] * n,
            Col.STATE_UNDER_REVIEW: ["QMA"] * n,
            Col.SESSION: pl.Series([20] * n, dtype=pl.UInt8),
        }
    )


def main() -> None:
    """Time one run and print it."""
    rows = made_up(int(sys.argv[1]) if len(sys.argv) > 1 else 120_000)
    reviewed = review_days(calendar.reviews_table())
    start = time.perf_counter()
    found = read_asks(rows, reviewed)
    seconds = time.perf_counter() - start
    asking = found[Col.RECOMMENDATION_ID].n_unique()
    print(f"asks: {rows.height:,} texts in {seconds:.1f} s; {asking:,} ask, {found.height:,} asks")


if __name__ == "__main__":
    main()
