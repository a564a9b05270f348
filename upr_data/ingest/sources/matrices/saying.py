"""From a matched row to words: what each level column says of each recommendation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import polars as pl

from upr_data.domain import calendar
from upr_data.domain.states import normalise
from upr_data.ingest.sources.matrices.grid import Fill
from upr_data.ingest.sources.matrices.matching import Match
from upr_data.ingest.sources.matrices.plan import Plan, word_key
from upr_data.ingest.sources.matrices.records import Record, Said
from upr_data.ingest.sources.matrices.stock import Known
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.words.days import day_of
from upr_data.ingest.sources.words.levels import Sort, Word, read_level
from upr_data.model import AssessorType, Col, Level, Milestone
from upr_data.templates.closed_lists import ASSESSOR_TYPES, MILESTONES

_SAME: Final = (
    Col.RECOMMENDATION_ID, Col.ASSESSOR, Col.ASSESSOR_TYPE, Col.MILESTONE, Col.ASSESSED_ON,
    Col.EVIDENCE_UNTIL, Col.LEVEL,
)  # fmt: skip
"""What makes two words one that is said twice."""

_UNSAID: Final = Word(Sort.UNCLEAR, Level.UNCLEAR, None, "a comment without a level")
_SEVERAL: Final = Word(Sort.UNCLEAR, Level.UNCLEAR, None, "several different words")


@dataclass(frozen=True, slots=True)
class _About:
    """One word: of which row, column and recommendation, and how these were matched."""

    record: Record
    said: Said
    word: Word
    known: Known
    match: Match


class Writer:
    """Makes the words of one matrix, each once; what a reader should know goes to the report."""

    def __init__(
        self,
        plan: Plan,
        state_names: Mapping[str, str],
        assessments: pl.DataFrame,
        report: Report,
    ) -> None:
        """Begin with the words that a snapshot has: they are not said again."""
        names = assessments[Col.ASSESSOR].drop_nulls().unique(maintain_order=True).to_list()
        self._plan = plan
        self._state_names = state_names
        self._report = report
        self._said = set(assessments.select(_SAME).iter_rows())
        self._levels: dict[tuple[Any, ...], str] = {}
        self._spellings = {normalise(name): name for name in reversed(names)}
        self._words: dict[tuple[str, Fill | None], Word] = {
            (word_key(word.word), word.fill): Word(word.sort, word.level, word.nuance, word.why)
            for word in plan.words
        }
        self._today = datetime.now(UTC).date()

    def rows(self, record: Record, match: Match) -> Iterator[dict[Col, Any]]:
        """A row of `assessments` for each word of a matched row on each recommendation.

        A level of merged cells is of the first row alone, and that is said.
        """
        if any(said.is_merged for said in record.said):
            self._notice("level_merged_with_row_above", record)
        if record.is_silent:
            self._notice("left_blank", record)
            return
        spoken = [said for said in record.said if said.words or said.fill]
        for said in spoken or record.said[:1]:
            for place, known in enumerate(match.known):
                word = self._word(record, said, place, len(match.known))
                if word:
                    yield from self._once(_About(record, said, word, known, match))

    def _once(self, about: _About) -> Iterator[dict[Col, Any]]:
        row = self._row(about)
        key = tuple(row[column] for column in _SAME)
        if key in self._said:
            self._notice("repeated", about.record)
            return
        self._said.add(key)
        if self._levels.setdefault(key[:-1], row[Col.LEVEL]) != row[Col.LEVEL]:
            self._notice("two_levels_for_one", about.record, about.said.given)
        yield row

    def _word(self, record: Record, said: Said, place: int, n: int) -> Word | None:
        """What a cell says of one of the `n` recommendations of its row; None for nothing at all.

        A comment without a level is unclear, and counted.
        """
        word = self._coloured(said.fill) if said.fill else self._written(said, place, n)
        if word:
            return word
        if said.fill or said.words:
            rule = "fills_not_taken" if said.fill else "marked_no_comment"
            self._notice(rule, record, said.given)
        if not record.comment:
            return None
        self._notice("blank_level_with_comment", record)
        return _UNSAID

    def _coloured(self, fill: Fill) -> Word | None:
        """What a colour says, where the plan takes colours."""
        return self._words.get(("", fill)) if self._plan.takes_fills else None

    def _written(self, said: Said, place: int, n: int) -> Word | None:
        """What is written: a list of as many words as recommendations gives each its own.

        Of several words on one recommendation all must say the same.
        """
        own = (said.words[place],) if len(said.words) == n else said.words
        read = [self._read(word, said) for word in own]
        if not read:
            return None
        if len({(word.level, word.nuance) for word in read}) > 1:
            return _SEVERAL
        return read[0] if read[0].level else None

    def _read(self, word: str, said: Said) -> Word:
        column = said.column
        return self._words.get((word_key(word), None)) or read_level(
            word, column.scale, is_assessment=column.is_assessment
        )

    def _row(self, about: _About) -> dict[Col, Any]:
        record, said, plan = about.record, about.said, self._plan
        named = ASSESSOR_TYPES.find(record.assessor_type) if record.assessor_type else None
        kind = named or said.column.assessor_type or plan.assessor_type or AssessorType.OTHER
        milestone = MILESTONES.find(record.milestone) if record.milestone else None
        until = said.column.evidence_until or plan.evidence_until
        return {
            Col.RECOMMENDATION_ID: about.known.id,
            Col.ASSESSOR: self._assessor(about, kind),
            Col.ASSESSOR_TYPE: kind.value,
            Col.LEVEL: (about.word.level or Level.UNCLEAR).value,
            Col.LEVEL_AS_GIVEN: said.given or (said.fill and f"({said.fill} cell)") or None,
            Col.NUANCE: about.word.nuance.value if about.word.nuance else None,
            Col.ASSESSED_ON: self._day(record, about.known),
            Col.EVIDENCE_UNTIL: date.fromisoformat(until) if until else None,
            Col.MILESTONE: (milestone or plan.milestone or Milestone.MID_TERM).value,
            Col.SOURCE_URL: record.link or plan.source_url,
            Col.COMMENT: record.comment or None,
            Col.MATCHED_BY: about.match.by.value if about.match.by else None,
            Col.MATCH_SCORE: about.match.score,
        }

    def _assessor(self, about: _About, kind: AssessorType) -> str:
        """The assessor's name, spelt as it was first; a State that gives none is its own."""
        name = about.record.assessor or about.said.column.assessor or self._plan.assessor
        if not name and kind is AssessorType.STATE and about.known.review:
            name = self._state_names.get(about.known.review.state)
        name = " ".join(str(name or kind.value).split())
        spelt: str = self._spellings.setdefault(normalise(name), name)
        return spelt

    def _day(self, record: Record, known: Known) -> date | None:
        """The day of the row's own date; one before the review or in the future is not believed."""
        day = day_of(record.day)
        if day is None or day.exact is None:
            if record.day:
                self._notice("date_not_exact", record, record.day)
            return None
        session = calendar.SESSIONS.get(known.session or 0)
        begun = day_of(session.starts) if session else None
        if (begun and day.last < begun.first) or day.first > self._today:
            self._notice("date_not_believed", record, record.day)
            return None
        return day.exact

    def _notice(self, rule: str, record: Record, words: str = "") -> None:
        self._report.noticed(rule, [Change(record.wanted.line, words, "")])
