"""What a talk, a story or a brief says, before anybody draws it: sections with their evidence.

A section has one idea. Renderers (`story`, `slides`, `brief`) draw the same sections in their own
ways; figures stand here once, as counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from upr_data.charts.picture import Picture
from upr_data.export.imprint import Imprint
from upr_data.model import ChartKind

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one meaning (a place of `charts.theme.MEANINGS`), one for each category.

    `bounds` are the ends of the 95 % interval of each value, where a chart draws them.
    """

    name: str
    values: tuple[float | None, ...]
    meaning: str
    bounds: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as numbers that others can edit; or one that is a picture alone.

    Values are counts, or rates of 0-1 where `is_rate`. Of kind *parts* they are counts whose shares
    of the whole are drawn; of kind *curves* they stand at `years`, and there are no categories.
    `alt` says the finding to those who do not see it. A chart without series is its `picture`: one
    of a page that somebody collected.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    picture: Picture | None = None
    is_rate: bool = False
    years: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is read: heads, rows of text and numbers; `shares` are columns of rates 0-1."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    shares: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()

    @property
    def numeric(self) -> frozenset[int]:
        """Columns of numbers: these stand to the right, their heads as well."""
        return frozenset(
            n
            for n in range(len(self.heads))
            if any(not isinstance(row[n], str) for row in self.rows)
        )


@dataclass(frozen=True, slots=True)
class BigFigure:
    """One figure to be seen from afar, of what it is, and its counts: never one without others."""

    value: str
    of: str
    counts: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One idea: a finding as title, of what, its evidence, its caveat, what a speaker may say.

    `source` is for what does not come from the data edition, such as a published figure: it stands
    in the place of the imprint, and nothing of it is invented. `imprint` is for a section of
    another selection than its document: it stands in the place of the document's. `register` is
    what else the section is from: the public register and its day. Where there are a chart and a
    table, a brief shows the chart alone unless the section `keeps_table`; the table is for those
    who do not see it.
    """

    title: str
    subtitle: str = ""
    paragraphs: tuple[str, ...] = ()
    figures: tuple[BigFigure, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    caveat: str = ""
    source: str = ""
    imprint: Imprint | None = None
    register: str = ""
    keeps_table: bool = False
    notes: tuple[str, ...] = ()

    @property
    def alone(self) -> tuple[str, ...]:
        """Paragraphs that are all its evidence: a slide shows them, not its notes alone."""
        return () if self.figures or self.chart or self.table else self.paragraphs


@dataclass(frozen=True, slots=True)
class Document:
    """Sections under one title, with what every file says of itself.

    `method` are definitions (name and text) for the box at the end of a brief.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    imprint: Imprint
    lang: str = "en"
    method: tuple[tuple[str, str], ...] = field(default=())

    def foot(self, section: Section) -> tuple[str, ...]:
        """What stands below a section: where it comes from, a line each."""
        if section.source:
            return (section.source,)
        lines = (section.imprint or self.imprint).lines()
        return (*lines[:-1], section.register, lines[-1]) if section.register else lines

    def watermark(self, section: Section) -> str:
        """What stands across a section: that it is invented; empty where it is not."""
        return "" if section.source else (section.imprint or self.imprint).watermark


def sections(*some: Section | None) -> tuple[Section, ...]:
    """Those sections that there are."""
    return tuple(one for one in some if one is not None)


def outline(document: Document) -> Sequence[str]:
    """The titles, in order."""
    return [one.title for one in document.sections]
