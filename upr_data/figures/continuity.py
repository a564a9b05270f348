"""From one review of a State to the next: what was raised again, and what was said to it then.

Two ways to see it, never mixed: *by issue* (the same issue is raised again at all) and *by
likeness* (a text of the next review is much like it). Likeness is rapidfuzz's `token_sort_ratio`,
0–100, of the folded texts; from `ALIKE` on two texts are shown beside each other. It is a help for
readers, not a finding: the score is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from upr_data.domain.folding import searchable
from upr_data.figures.records import Records
from upr_data.figures.rows import with_fields
from upr_data.figures.selected import choice_of, selected
from upr_data.model import Col, Response
from upr_data.selection.filters import Filters

ALIKE: Final = 70.0
"""From this score on a recommendation counts as raised again by likeness of text."""

_MOST: Final = 2_000
"""Texts of one review that are compared; no review has more."""


@dataclass(frozen=True, slots=True)
class Later:
    """A recommendation and the one of the next review that is most like it.

    `score` is 0–100; `again` is None, and the score 0, where no text reaches `ALIKE`.
    """

    row_id: str
    text: str
    issues: tuple[str, ...]
    response: Response
    by: str | None
    score: float
    again: str | None
    again_text: str | None
    again_response: Response | None

    @property
    def change(self) -> str:
        """Raised again or not, and how the answer changed: a code of `CHANGES`."""
        if self.again is None:
            return "not_raised_again"
        if (self.response, self.again_response) == (Response.NOTED, Response.SUPPORTED):
            return "noted_then_supported"
        if (self.response, self.again_response) == (Response.SUPPORTED, Response.NOTED):
            return "supported_then_noted"
        return "raised_again"


CHANGES: Final = (
    "raised_again",
    "noted_then_supported",
    "supported_then_noted",
    "not_raised_again",
)
"""What became of a recommendation in the next review; the first without a change of answer."""


def later(records: Records, filters: Filters, state: str, cycle: int) -> list[Later]:
    """The recommendations to a State in a cycle, each with the most alike of the cycle after.

    Texts that several States gave in the same words count once. Empty where either review is not
    in the selection.
    """
    first, second = (_texts(records, filters, state, one) for one in (cycle, cycle + 1))
    if first.is_empty() or second.is_empty():
        return []
    scores = process.cdist(
        first[_SORTED].to_list(),
        second[_SORTED].to_list(),
        scorer=fuzz.ratio,
        score_cutoff=ALIKE,
        dtype=np.float32,
    )
    best = scores.argmax(axis=1)
    return [
        _later(row, second.row(int(place), named=True), float(scores[n, place]))
        for n, (row, place) in enumerate(zip(first.to_dicts(), best, strict=True))
    ]


def issues_raised_again(
    records: Records, filters: Filters, state: str, cycle: int
) -> Mapping[str, tuple[int, int]]:
    """By issue of a cycle: how many recommendations raised it then, and in the cycle after."""
    counts: dict[str, list[int]] = {}
    for place, one in enumerate((cycle, cycle + 1)):
        for issues in _texts(records, filters, state, one)[Col.ISSUES]:
            for issue in issues if issues is not None else ():
                counts.setdefault(issue, [0, 0])[place] += 1
    return {issue: (then, after) for issue, (then, after) in counts.items() if then}


def _later(row: Mapping[str, Any], other: Mapping[str, Any], score: float) -> Later:
    is_alike = score >= ALIKE
    return Later(
        row_id=str(row[Col.ROW_ID]),
        text=str(row[Col.TEXT] or ""),
        issues=tuple(row[Col.ISSUES] or ()),
        response=Response(row[Col.RESPONSE]),
        by=row[Col.RECOMMENDING_STATE],
        score=score if is_alike else 0.0,
        again=str(other[Col.ROW_ID]) if is_alike else None,
        again_text=str(other[Col.TEXT] or "") if is_alike else None,
        again_response=Response(other[Col.RESPONSE]) if is_alike else None,
    )


_SORTED: Final = "sorted"
"""The words of a text in order: `fuzz.ratio` of two is `token_sort_ratio` of their texts."""


def _texts(records: Records, filters: Filters, state: str, cycle: int) -> pl.DataFrame:
    """The different texts of a review, each with its first row in file order; for one page."""
    chosen = replace(filters, states_under_review=(state,), cycles=(cycle,))

    def find() -> pl.DataFrame:
        rows = selected(records, chosen).select(Col.ROW_INDEX).collect()
        shown = with_fields(records, rows).head(_MOST * 50).select(_FIELDS)
        folded = searchable(shown[Col.TEXT]).str.strip_chars().alias("folded")
        texts = shown.with_columns(folded).unique("folded", keep="first", maintain_order=True)
        words = [" ".join(sorted(text.split())) for text in texts["folded"]]
        return texts.drop("folded").with_columns(pl.Series(_SORTED, words, pl.String)).head(_MOST)

    found: pl.DataFrame = records.memo.recall(("texts", choice_of(chosen)), find)
    return found


_FIELDS: Final = (Col.ROW_ID, Col.TEXT, Col.ISSUES, Col.RESPONSE, Col.RECOMMENDING_STATE)
