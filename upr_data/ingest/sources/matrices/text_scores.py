"""How like the texts of a matrix are to those of a review: every row against every text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from upr_data.ingest.sources.matrices.stock import Known, Stock

_BATCH: Final = 500


class Scores:
    """How like each row's key is to each recommendation's, 0-100 (`token_sort_ratio`)."""

    def __init__(self, keys: Sequence[str], stock: Stock) -> None:
        """Compare all of them, some rows at a time."""
        self._stock = stock
        self._keys = keys
        self._places = {known.id: place for place, known in enumerate(stock.known)}
        self._table = self._compared()

    def _compared(self) -> npt.NDArray[np.float32]:
        """By row and recommendation; the keys are sorted already, so that the ratio is enough."""
        texts = [text for text, _ in self._stock.texts]
        owner = np.array([place for _, place in self._stock.texts], dtype=np.int64)
        table = np.zeros((len(self._keys), len(self._stock.known)), dtype=np.float32)
        for start in range(0, len(self._keys), _BATCH):
            keys = self._keys[start : start + _BATCH]
            scores = process.cdist(keys, texts, scorer=fuzz.ratio, dtype=np.float32)
            for column, place in enumerate(owner):
                part = table[start : start + _BATCH, place]
                np.maximum(part, scores[:, column], out=part)
        return table

    def has_text(self, place: int) -> bool:
        """Whether a row has a text that can bear its number out."""
        return bool(self._keys[place])

    def of(self, place: int, known: Known) -> float:
        """Likeness of one row and one recommendation."""
        return float(self._table[place, self._places[known.id]])

    def by_number(self, place: int) -> Mapping[str, float]:
        """Likeness to the recommendations of each number; nothing for a row without a text."""
        if not self.has_text(place):
            return {}
        return _ByNumber(self, place, self._stock)

    def ranked(self, place: int) -> list[tuple[Known, float]]:
        """The likest few recommendations, the likest first."""
        row = self._table[place]
        order = np.argsort(-row, kind="stable")[:6]
        return [(self._stock.known[one], float(row[one])) for one in order]


class _ByNumber(Mapping[str, float]):
    """Likeness by number, looked up when it is asked for."""

    def __init__(self, scores: Scores, place: int, stock: Stock) -> None:
        self._scores, self._place, self._stock = scores, place, stock

    def __getitem__(self, number: str) -> float:
        return max(self._scores.of(self._place, one) for one in self._stock.by_number[number])

    def __iter__(self) -> Iterator[str]:
        return iter(self._stock.by_number)

    def __len__(self) -> int:
        return len(self._stock.by_number)
