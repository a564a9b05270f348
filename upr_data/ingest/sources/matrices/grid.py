"""What any file of tables comes down to: grids of cells, and the words around them."""

from dataclasses import dataclass
from enum import StrEnum


class Fill(StrEnum):
    """Colours that people give to cells for a level."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    `is_number` and `is_date` say that the file holds a number or a date, not text: 118.10 is
    118.1 then, and 12.10 a day. `is_merged` says that the cell belongs to the one above.
    """

    text: str = ""
    fill: Fill | None = None
    is_number: bool = False
    is_date: bool = False
    is_merged: bool = False


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a person's editor counts it, and the paragraph that stands over it."""

    line: int
    cells: tuple[Cell, ...]
    section: str = ""
    is_hidden: bool = False

    def text(self, place: int) -> str:
        """Text of a cell; "" where the row is shorter."""
        return self.cells[place].text if place < len(self.cells) else ""

    def cell(self, place: int) -> Cell:
        """The cell; a blank one where the row is shorter."""
        return self.cells[place] if place < len(self.cells) else BLANK

    @property
    def filled(self) -> tuple[int, ...]:
        """Places of the cells that hold text."""
        return tuple(place for place, cell in enumerate(self.cells) if cell.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or one table of a document; `n_struck` are cells with text struck through."""

    name: str
    lines: tuple[Line, ...]
    is_hidden: bool = False
    hidden_columns: tuple[int, ...] = ()
    n_struck: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A file, opened: its grids, and what page headers and first paragraphs say around them."""

    file: str
    sha256: str
    grids: tuple[Grid, ...]
    around: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    has_types: bool = False
    """Whether cells say if they are numbers; text files and old workbooks do not."""


def fill_of(colour: str) -> Fill | None:
    """The level colour that six hexadecimal digits stand for; None for grey, white and others."""
    try:
        red, green, blue = (int(colour[-6:][place : place + 2], 16) / 255 for place in (0, 2, 4))
    except ValueError:
        return None
    most, least = max(red, green, blue), min(red, green, blue)
    if most == 0 or (most - least) / most < _LEAST_COLOURED:
        return None
    hue = _hue(red, green, blue, most, most - least)
    return next((fill for fill, (start, end) in _HUES.items() if start <= hue < end), None)


def _hue(red: float, green: float, blue: float, most: float, spread: float) -> float:
    """Degrees on the circle of colours, from -20 on, so that all reds are next to each other."""
    if most == red:
        degrees = 60 * ((green - blue) / spread)
    elif most == green:
        degrees = 60 * ((blue - red) / spread + 2)
    else:
        degrees = 60 * ((red - green) / spread + 4)
    return degrees - 360 if degrees >= 340 else degrees  # noqa: PLR2004 the end of the reds


_LEAST_COLOURED = 0.1
_HUES = {Fill.RED: (-20, 15), Fill.AMBER: (15, 68), Fill.GREEN: (68, 175)}
