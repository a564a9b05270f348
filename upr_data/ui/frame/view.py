"""What this run shows: the snapshot and the selection that the address names.

`app.py` makes the view of a run, once; pages fetch it with `current`.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import polars as pl
import streamlit as st

from upr_data.charts.picture import Caption
from upr_data.export.imprint import NOT_STATED, edition
from upr_data.export.package import notice
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.language import _, number
from upr_data.model import OWN_BASES, Dimension, Fig, Kind, StoryKind
from upr_data.selection import counted
from upr_data.selection.filters import Filters
from upr_data.selection.links import Parsed
from upr_data.selection.parameters import Context
from upr_data.ui.frame import address, store

STORY: Final = "present.story"
"""The name under which an address says which story the page Present tells."""


@dataclass(frozen=True, slots=True)
class View:
    """One snapshot and one selection of it.

    `records` are as they were known on the day that the selection asks for, if it asks for one;
    `now` are then those of now.
    """

    records: Records
    parsed: Parsed
    passed_over: tuple[str, ...] = ()
    path: str = ""
    now: Records | None = None

    @property
    def filters(self) -> Filters:
        """What is selected."""
        return self.parsed.filters

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the snapshot and the language was chosen."""
        untouched = Filters(snapshot=self.filters.snapshot, lang=self.filters.lang)
        return self.filters != untouched

    @property
    def context(self) -> Context:
        """What words and widgets of filters need to know of the snapshot."""
        return Context(
            state_names=self.records.state_names,
            terms=self.records.terms,
            has_assessments=self.records.has_assessments,
            has_own_coding=self.records.has_own_coding,
        )

    @property
    def is_demonstration(self) -> bool:
        """Whether the records are invented."""
        return self.records.manifest.is_demonstration

    @property
    def sentence(self) -> str:
        """The selection in words."""
        return self.filters.sentence(self.records.state_names, self.records.terms)

    @property
    def unit(self) -> str:
        """The unit of every count of this view, in words."""
        return counted.unit(self.filters)

    def figures(self, *by: Dimension) -> pl.DataFrame:
        """The figures of this selection, by dimension."""
        return figures(self.records, self.filters, by or (Dimension.NONE,))

    @property
    def is_of_recommendations(self) -> bool:
        """Whether recommendations alone are selected: titles that speak of them hold."""
        return counted.counted(self.filters) is counted.Counted.RECOMMENDATIONS

    @property
    def answered(self) -> "View":
        """The same selection of recommendations alone: nobody answers a voluntary pledge."""
        if counted.counted(self.filters) is not counted.Counted.BOTH:
            return self
        return self.changed(kinds=(Kind.RECOMMENDATION,))

    @property
    def n_coded_by_us(self) -> int:
        """How many action categories of this selection this program gave, in the unit counted."""
        asked = self.filters.category_bases
        ours = tuple(basis for basis in OWN_BASES if not asked or basis in asked)
        if not (ours and self.records.has_own_coding):
            return 0
        made = self.of(replace(self.filters, category_bases=ours)).figures()[Fig.MADE]
        return int(made[0])

    @property
    def coding_notes(self) -> list[str]:
        """What a chart of action categories says of those that the source did not code."""
        n = self.n_coded_by_us
        said = _("Action categories coded from the text, not by the source: {n} of {of}.")
        return [said.format(n=number(n), of=number(self.made))] if n else []

    def of(self, filters: Filters) -> "View":
        """The same snapshot, another selection."""
        return replace(self, parsed=replace(self.parsed, filters=filters))

    def query(self, **changes: Any) -> dict[str, str]:  # noqa: ANN401 - fields of Filters
        """The link parameters of this selection with some fields changed: where a mark leads."""
        return replace(self.filters, **changes).to_query()

    def changed(self, **changes: Any) -> "View":  # noqa: ANN401 - fields of Filters
        """The same snapshot and selection with some fields changed."""
        return self.of(replace(self.filters, **changes))

    def of_snapshot(self, wanted: str) -> "View":
        """The same selection of another snapshot. Raises `NoSnapshotError`."""
        return replace(self, records=store.as_known(store.load(wanted), self.filters.as_of))

    def as_now(self) -> "View | None":
        """The same as it is known now; None where no other day is asked for."""
        if self.now is None:
            return None
        return replace(self.changed(as_of=""), records=self.now, now=None)

    def caption(self, title: str, n: int, *notes: str) -> Caption:
        """What a chart of this view says of itself: selection, unit, n, source."""
        said = _("n = {n} {unit}").format(n=number(n), unit=self.unit)
        return self._caption(title, (self.sentence, said), notes)

    def caption_of_states(self, title: str, n: int, *notes: str) -> Caption:
        """The same for a chart that counts States."""
        said = _("n = {n} States reviewed").format(n=number(n))
        return self._caption(title, (self.sentence, said), notes)

    def caption_of(self, title: str, lines: tuple[str, ...], *notes: str) -> Caption:
        """What a chart says that counts in a unit of its own, which its lines say."""
        return self._caption(title, lines, notes)

    def _caption(self, title: str, lines: tuple[str, ...], notes: tuple[str, ...]) -> Caption:
        return Caption(title, lines, notes, self.source, is_demonstration=self.is_demonstration)

    @property
    def made(self) -> int:
        """How many the selection has, in the unit counted."""
        return int(self.figures()[Fig.MADE][0])

    @property
    def edition(self) -> str:
        """How old the data are: which sessions, which years, exported when."""
        return edition(self.records)

    @property
    def source(self) -> str:
        """Who published the records, and how old they are."""
        publishers = ", ".join(dict.fromkeys(s.publisher for s in self.records.manifest.sources))
        if self.is_demonstration:
            said = _(notice(self.records))
        elif publishers:
            said = _("Source: {publishers}.").format(publishers=publishers)
        else:
            said = f"{_(NOT_STATED)}."
        return f"{said} {self.edition}."

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What the address says of pages' own choices, by name."""
        return tuple(one for one in address.asked().items() if "." in one[0])

    @property
    def is_of_this_visit(self) -> bool:
        """Whether the page shows what only this visitor has: its address leads nobody there."""
        return (STORY, StoryKind.COLLECTED.value) in self.choices

    def link_here(self) -> str:
        """The permanent address of the page of this run."""
        return self.link(self.path)

    def link(self, path: str) -> str:
        """The permanent address of a page with this selection and this very snapshot."""
        filters = replace(self.filters, snapshot=self.records.manifest.id)
        query = "&".join(part for part in (filters.to_link(), urlencode(self.choices)) if part)
        here = urlsplit(st.context.url or "")
        base = here.path.removesuffix("/").removesuffix(path).removesuffix("/")
        return urlunsplit((here.scheme, here.netloc, f"{base}/{path}", query, ""))


_this_run: Final[ContextVar[View | None]] = ContextVar("view", default=None)


def open_view(parsed: Parsed, path: str, when_empty: Callable[[Path], object]) -> View:
    """Make the view of this run, of the link as `address.read` read it; `path` is its page.

    `when_empty` fills a store that has nothing to show. Raises `NoSnapshotError`.
    """
    records, passed_over = store.load_chosen(parsed.filters.snapshot, when_empty)
    day = parsed.filters.as_of
    known, now = store.as_known(records, day), records if day else None
    opened = View(known, address.narrow(parsed, records.terms), passed_over, path, now)
    _this_run.set(opened)
    return opened


def is_open() -> bool:
    """Whether `app.py` made the view of this run."""
    return _this_run.get() is not None


def current() -> View:
    """The view of this run."""
    view = _this_run.get()
    if view is None:
        message = "app.py has not made the view of this run: enter by the front door first"
        raise RuntimeError(message)
    return view
