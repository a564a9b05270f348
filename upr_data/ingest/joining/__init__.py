"""Several sources of the same reviews onto one row, so that nothing is counted twice.

The first source (OHCHR's) gives the rows of a review, their numbers and positions; the other
(UPR Info's) adds what the first lacks: categories and issues. Rows are joined by document,
paragraph and recommending State where both have them, else by review, recommending State and
likeness of the texts; one to one, except where a source has cut one text into several rows.
"""

from upr_data.ingest.joining.whole import Whole, join_all, joins_table

__all__ = ["Whole", "join_all", "joins_table"]
