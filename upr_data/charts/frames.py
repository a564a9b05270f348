"""The marks of drawings as columns: one frame a kind of mark, in pixels and colours.

A picture has thousands of marks, so the fields of a kind are taken together and reckoned as arrays.
A browser gets them as streams of Arrow, with short numbers; each colour, and what all marks of a
kind share, once.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, Final

import numpy as np
import polars as pl
import polars.selectors as cs
import pyarrow as pa

from upr_data.charts.marks import Band, Box, Dot, Drawing, Hit, Line, Text
from upr_data.charts.paint import Paint, hue

_BOX: Final = {"x": "x", "y": "y", "x2": "w", "y2": "h"}
_EDGE: Final = {"stroke": "stroke", "stroke_width": "stroke_width", "opacity": "opacity"}
_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "boxes": _BOX | {"fill": "fill", "radius": "radius"} | _EDGE,
    "bands": {name: name for name in ("x", "y", "x2", "y2", "fill", "band", "opacity")},
    "lines": {"x": "x", "y": "y", "x2": "x2", "y2": "y2", "dashed": "dashed"}
    | _EDGE
    | {"stroke": "paint", "stroke_width": "width"},
    "covers": _BOX | {"fill": "fill", "radius": "radius"} | _EDGE,
    "dots": {"x": "x", "y": "y", "area": "r", "fill": "fill"} | _EDGE,
    "texts": {"x": "x", "y": "y", "text": "text", "fill": "paint"}
    | {name: name for name in ("size", "weight", "align", "angle", "opacity")},
    "hits": _BOX | {"says": "says", "code": "code"},
}
"""The columns of each kind and the fields of a mark they are of, kinds as they are drawn."""

_MANY: Final = 60
"""Rows from which on a list of values beside them takes fewer bytes than saying them again."""

_RANGE: Final = ("least", "most", "layout")
"""Between which widths a mark is drawn, and the width it was laid out for."""

COLUMNS: Final = {kind: (*columns, *_RANGE) for kind, columns in _FIELDS.items()}
"""The frames of a drawing, in the order in which they are drawn."""

ANY_WIDTH: Final = (0.0, 100_000.0)

Length = type[np.float32] | type[np.float64]
"""How exact lengths are: as pixels need them, or as they were laid out."""

Laid = tuple[Drawing, tuple[float, float]]
"""A drawing, and the widths from and below which it is the one that is drawn."""

_KIND: Final[Mapping[type[Box | Line | Dot | Text | Hit], str]] = {
    Box: "boxes", Line: "lines", Dot: "dots", Text: "texts", Hit: "hits",
}  # fmt: skip
_OF_MARK: Final[Mapping[str, Sequence[str]]] = {
    kind: mark._fields for mark, kind in _KIND.items()
} | {"covers": Box._fields, "bands": tuple(_FIELDS["bands"])}
"""The fields of a row of each kind, in their order: of the mark, or of one edge of a band."""

_COLOURS: Final = frozenset({"fill", "stroke"})
_PLACES: Final = frozenset({"x", "y", "x2", "y2", "area"})
_OTHERS: Final = {"dashed": pa.bool_(), "weight": pa.int32()} | {
    name: pa.string() for name in ("band", "text", "align", "says", "code")
}
"""Columns that are neither colours nor lengths."""


class Frames(Mapping[str, pl.DataFrame]):
    """The marks of drawings as one frame a kind, in colours; made when first asked for."""

    def __init__(self, laid: Sequence[Laid], *, dark: bool) -> None:
        """Drawings with their widths, and the appearance whose colours they get."""
        self._laid = laid
        self._hues = {paint.value: hue(paint, dark=dark) for paint in Paint}

    def __getitem__(self, name: str) -> pl.DataFrame:
        """The frame of one kind of mark."""
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        """The kinds of marks, in the order in which they are drawn."""
        return iter(COLUMNS)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(COLUMNS)

    def sent(self) -> dict[str, bytes]:
        """The same frames as a browser gets them: streams of Arrow, as exact as pixels need."""
        return {kind: _stream(self._batch(kind, np.float32)) for kind in self.used}

    @cached_property
    def used(self) -> tuple[str, ...]:
        """The kinds of which there is any mark; what answers to a click always."""
        return tuple(
            kind for kind in self if kind == "hits" or any(marks[kind] for marks in self._marks)
        )

    @property
    def has_hits(self) -> bool:
        """Whether anything answers to a click."""
        return any(marks["hits"] for marks in self._marks)

    @cached_property
    def _frames(self) -> dict[str, pl.DataFrame]:
        exact = {kind: pl.DataFrame(self._batch(kind, np.float64)) for kind in self}
        return {
            kind: frame.with_columns(cs.categorical().cast(pl.String))
            for kind, frame in exact.items()
        }

    @cached_property
    def _marks(self) -> list[dict[str, list[tuple[Any, ...]]]]:
        """Of each drawing, the marks of each kind."""
        return [_by_kind(drawing) for drawing, _within in self._laid]

    def _batch(self, kind: str, length: Length) -> pa.RecordBatch:
        """One frame; what all marks of a drawing share is repeated at its end."""
        of_each = [marks[kind] for marks in self._marks]
        rows, fields = list(chain.from_iterable(of_each)), _OF_MARK[kind]
        columns = zip(*rows, strict=True) if rows else ((),) * len(fields)
        values = dict(zip(fields, columns, strict=True))
        arrays = {name: self._array(name, values[of], length) for name, of in _FIELDS[kind].items()}
        arrays = _reckoned(kind, arrays) | self._ranges([len(one) for one in of_each], length)
        return pa.RecordBatch.from_pydict(
            {
                name: pa.array(values.astype(length)) if name in _PLACES else values
                for name, values in arrays.items()
            }
        )

    def _array(self, name: str, values: tuple[Any, ...], length: Length) -> Any:  # noqa: ANN401
        """One column: places as numbers to reckon with, all else as it is sent."""
        if name in _PLACES:
            return np.fromiter(values, np.float64, len(values))
        if name in _COLOURS:
            coded = pa.array(values, pa.string()).dictionary_encode()
            hues = [self._hues[paint] for paint in coded.dictionary.to_pylist()]
            return _coded(coded.indices.cast(pa.int8()), hues, pa.string())
        kind = _OTHERS.get(name) or pa.from_numpy_dtype(length)
        if name == "code":
            values = tuple(one or None for one in values)
        if values and values[0] == values[-1] and values.count(values[0]) == len(values):
            return _coded(np.zeros(len(values), np.int8), values[:1], kind)
        return pa.array(values, kind)

    def _ranges(self, n_marks: Sequence[int], length: Length) -> dict[str, pa.Array]:
        """For which widths each mark is, by the number of marks of each drawing."""
        places = np.repeat(np.arange(len(n_marks), dtype=np.int8), n_marks)
        of_each = ((*within, drawing.width) for drawing, within in self._laid)
        return {
            name: _coded(places, values, pa.from_numpy_dtype(length))
            for name, values in zip(_RANGE, zip(*of_each, strict=True), strict=True)
        }


def _coded(places: Any, values: Sequence[Any], kind: pa.DataType) -> pa.Array:  # noqa: ANN401
    """A column of few values: each sent once, and a byte a row, where that is shorter."""
    coded = pa.DictionaryArray.from_arrays(places, pa.array(values, kind))
    return coded if len(places) >= _MANY else coded.dictionary_decode()


def _by_kind(drawing: Drawing) -> dict[str, list[tuple[Any, ...]]]:
    rows: dict[str, list[tuple[Any, ...]]] = {kind: [] for kind in COLUMNS}
    for place, mark in enumerate(drawing.marks):
        if isinstance(mark, Band):
            rows["bands"] += _edges(mark, str(place))
        elif isinstance(mark, Box) and mark.above:
            rows["covers"].append(mark)
        else:
            rows[_KIND[type(mark)]].append(mark)
    return rows


def _edges(band: Band, name: str) -> Iterator[tuple[Any, ...]]:
    for x, upper, lower in band.edges:
        yield x, upper, x, lower, band.fill, name, band.opacity


def _reckoned(kind: str, arrays: dict[str, Any]) -> dict[str, Any]:
    """The ends of boxes from their sizes, and the areas of dots from their radii."""
    if _FIELDS[kind].get("x2") == "w":
        return arrays | {"x2": arrays["x"] + arrays["x2"], "y2": arrays["y"] + arrays["y2"]}
    return arrays | {"area": (2 * arrays["area"]) ** 2} if "area" in arrays else arrays


def _stream(batch: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())
