"""A snapshot made ready for counting: narrow rows in memory, groups and statuses joined on.

The shared frames are handed out lazily only. Enum columns of a frame that several threads
convert at once can freeze the process, so what leaves this module is collected afresh.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from upr_data.domain.folding import searchable
from upr_data.domain.states import names_in
from upr_data.figures.memo import LASTING, TABLES, Memo
from upr_data.figures.narrow import READ_FROM_TEXT, narrow
from upr_data.figures.statuses import read_statuses, with_status
from upr_data.language import LANGUAGES, _, language, speaking
from upr_data.model import (
    OWN_BASES,
    AssessorType,
    Col,
    Dimension,
    Milestone,
    Table,
    Unit,
)
from upr_data.snapshot import Manifest, Snapshot, Terms

_FROM_FIRST_ROW: Final = (
    Col.KIND,
    Col.CYCLE,
    Col.SESSION,
    Col.STATE_UNDER_REVIEW,
    Col.RESPONSE,
    Col.ACTION_CATEGORY,
    Col.ACTION_CATEGORY_BASIS,
    Col.ISSUES,
    Col.ISSUE_MASK,
    Col.THEMES,
    Col.SDGS,
    Col.AFFECTED_PERSONS,
    *READ_FROM_TEXT,
)
"""What a recommendation takes from its first row in file order, where its rows differ."""

_TOPICS: Final = {
    Dimension.ISSUE: Col.ISSUES,
    Dimension.THEME: Col.THEMES,
    Dimension.SDG: Col.SDGS,
    Dimension.AFFECTED: Col.AFFECTED_PERSONS,
}


@dataclass(frozen=True, slots=True)
class Records:
    """One snapshot in memory.

    `rows` are recommendation × recommending State; `by_recommendation` the same rows with every
    property of a recommendation taken from its first row. Both carry IRI and status at mid-term
    by all assessors. `words` are the assessments; `index` numbers the recommendations.
    `has_own_coding` is whether any action category was given by this program, not by the source.
    `names` (by language) and `terms` name the codes of this snapshot, `groups` are the regional
    groups of its States;
    `topics` are the vocabularies of content that any of its rows uses.
    """

    snapshot: Snapshot
    rows: pl.LazyFrame
    by_recommendation: pl.LazyFrame
    words: pl.LazyFrame
    index: pl.LazyFrame
    has_assessments: bool
    has_own_coding: bool
    names: Mapping[str, Mapping[str, str]]
    groups: Mapping[str, str | None]
    terms: Terms
    topics: tuple[Dimension, ...]
    memo: Memo = field(  # what figures of one page share
        default_factory=Memo, repr=False, compare=False
    )
    tables: Memo = field(  # figures of selections, small
        default_factory=lambda: Memo(TABLES), repr=False, compare=False
    )
    lasting: Memo = field(  # what no selection changes, so that no number of them drives it out
        default_factory=lambda: Memo(LASTING), repr=False, compare=False
    )
    told: Memo = field(  # of each row, one bit: whether it fulfils a condition, or has a term
        default_factory=lambda: Memo(TABLES), repr=False, compare=False
    )
    undated: Memo = field(  # what is large, the same as known on any day, and not always looked at
        default_factory=Memo, repr=False, compare=False
    )

    @property
    def state_names(self) -> Mapping[str, str]:
        """Code → name of the States of this snapshot, in the language of this run."""
        return self.names[language()]

    @property
    def manifest(self) -> Manifest:
        """The papers of the snapshot."""
        return self.snapshot.manifest

    @property
    def texts(self) -> pl.LazyFrame:
        """The searchable texts, in file order: folded when somebody first searches."""

        def fold() -> pl.LazyFrame:
            texts = self.snapshot.scan(Table.RECOMMENDATIONS).select(Col.TEXT).collect()[Col.TEXT]
            return pl.LazyFrame([searchable(texts)])

        folded: pl.LazyFrame = self.undated.recall(("texts",), fold)
        return folded

    def of(self, unit: Unit) -> pl.LazyFrame:
        """The rows that this unit counts."""
        return self.rows if unit is Unit.ROW else self.by_recommendation

    def memo_of(self, assessors: tuple[AssessorType | None, ...]) -> Memo:
        """Where to keep what depends on assessors: any choice of some goes with the selections."""
        return self.memo if assessors else self.lasting

    def table(self, name: Table) -> pl.LazyFrame:
        """One of the short tables of the snapshot, read once: States, reviews, registers."""
        held: pl.LazyFrame = self.lasting.recall(
            ("table", name), lambda: self.snapshot.scan(name).collect().lazy()
        )
        return held

    def with_status(
        self, unit: Unit, milestone: Milestone, assessors: tuple[AssessorType | None, ...]
    ) -> pl.LazyFrame:
        """The rows of this unit with the status at a milestone by the words of some assessors.

        No assessors chosen means all of them together.
        """
        if milestone is Milestone.MID_TERM and not assessors:
            return self.of(unit)

        def make() -> pl.LazyFrame:
            return with_status(self.of(unit), self.statuses(milestone, assessors)).lazy()

        rows: pl.LazyFrame = self.memo_of(assessors).recall(
            ("status", unit, milestone, assessors), make
        )
        return rows

    def statuses(
        self, milestone: Milestone, assessors: tuple[AssessorType | None, ...] = ()
    ) -> pl.DataFrame:
        """IRI and status per commented recommendation: `recommendation_index`, `iri`, `status`."""
        made: pl.DataFrame = self.memo_of(assessors).recall(
            ("statuses", milestone, assessors),
            lambda: read_statuses(self.snapshot, self.index, milestone, assessors),
        )
        return made


def load(snapshot: Snapshot) -> Records:
    """Read a verified snapshot into memory."""
    main = snapshot.scan(Table.RECOMMENDATIONS)
    states = snapshot.scan(Table.STATES).collect()
    index = (
        main.select(Col.RECOMMENDATION_ID)
        .unique(maintain_order=True)
        .with_row_index(Col.RECOMMENDATION_INDEX)
        .collect()
        .lazy()
    )
    statuses = read_statuses(snapshot, index, Milestone.MID_TERM, ())
    rows = with_status(narrow(snapshot, index), statuses)
    return Records(
        snapshot=snapshot,
        rows=rows.lazy(),
        by_recommendation=_by_recommendation(rows).lazy(),
        words=snapshot.scan(Table.ASSESSMENTS),
        index=index,
        has_assessments=snapshot.manifest.files[Table.ASSESSMENTS].n_rows > 0,
        has_own_coding=_has_own_coding(rows),
        names=_names(dict(states.select(Col.STATE, Col.STATE_NAME).iter_rows())),
        groups=dict(states.select(Col.STATE, pl.col(Col.GROUP).cast(pl.String)).iter_rows()),
        terms=snapshot.terms(),
        topics=_topics(rows),
    )


def _by_recommendation(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `_FROM_FIRST_ROW`; where rows never differ, a column is held once for both."""
    first = rows.select(pl.col(_FROM_FIRST_ROW).first().over(Col.RECOMMENDATION_INDEX))
    return rows.with_columns(one for one in first if not one.equals(rows[one.name]))


def _names(own: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """The names that the snapshot has are English; those of real States are known in others."""
    found: dict[str, Mapping[str, str]] = {LANGUAGES[0]: own}
    for one in LANGUAGES[1:]:
        with speaking(one):
            named, mark = names_in(one), _("invented")
            found[one] = {
                code: named.get(code, name.replace("(invented)", f"({mark})"))
                for code, name in own.items()
            }
    return found


def _topics(rows: pl.DataFrame) -> tuple[Dimension, ...]:
    """Issues, themes, SDGs, affected persons: those that any row has; issues if there are none."""
    used = rows.select((pl.col(column).list.len() > 0).any() for column in _TOPICS.values())
    has = used.row(0, named=True)
    return tuple(one for one, column in _TOPICS.items() if has[column]) or (Dimension.ISSUE,)


def _has_own_coding(rows: pl.DataFrame) -> bool:
    basis = rows[Col.ACTION_CATEGORY_BASIS].cast(pl.String)
    return basis.is_in([one.value for one in OWN_BASES]).any()
