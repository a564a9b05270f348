"""Filled templates of assessments: each line one assessor's word on one recommendation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import polars as pl

from upr_data.domain import calendar
from upr_data.domain.states import normalise
from upr_data.ingest.sources.additions.matching import Matcher, Recommendation
from upr_data.ingest.sources.additions.template import read_template
from upr_data.ingest.sources.additions.unusable import Rule, UnusableError
from upr_data.ingest.sources.base import Reading
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.words.days import Day, day_of
from upr_data.ingest.sources.words.levels import Sort, Word, read_level
from upr_data.model import (
    AssessorType,
    Col,
    Level,
    MatchedBy,
    Milestone,
    Nuance,
    Table,
    conform,
    empty,
)
from upr_data.operating.child import Progress
from upr_data.templates.closed_lists import ASSESSOR_TYPES, MILESTONES, NUANCES
from upr_data.templates.layouts import ASSESSMENTS

_PLAIN: Final = frozenset({*(level.value for level in Level), *"abcde"})
"""Levels that are codes and say no more than the level itself."""

EXACT: Final = 100.0
"""The score of a match by id or number (0-100); texts may score less."""

_ONE_DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class Known:
    """What lines are held against: recommendations, and the words said so far, of all files."""

    matcher: Matcher
    said: dict[tuple[Any, ...], str]
    spellings: dict[str, str]
    today: date = field(default_factory=lambda: datetime.now(UTC).date())


class _Line(NamedTuple):
    """A line of the file, in the order of the layout."""

    line: int
    recommendation: str
    document: str
    paragraph: str
    assessor: str
    assessor_type: str
    level: str
    nuance: str
    assessed_on: str
    evidence_until: str
    milestone: str
    source_url: str
    comment: str


def known(matcher: Matcher, assessments: pl.DataFrame) -> Known:
    """What the lines of files are held against, for the words a snapshot has already."""
    names = assessments[Col.ASSESSOR].drop_nulls().unique(maintain_order=True)
    spellings = {normalise(name): name for name in reversed(names.to_list())}
    keys = (
        Col.RECOMMENDATION_ID, Col.ASSESSOR, Col.ASSESSOR_TYPE,
        Col.MILESTONE, Col.ASSESSED_ON, Col.LEVEL,
    )  # fmt: skip
    said = dict.fromkeys(assessments.select(keys).iter_rows(), "the snapshot has it already")
    return Known(matcher, said, spellings)


def read_assessments(path: Path, against: Known, progress: Progress) -> Reading:
    """One filled template, its lines matched with the recommendations of a snapshot.

    Lines without a level and a comment were left blank, and lines that say "n/a" or "not assessed"
    hold no word: both are counted in the report and are neither read nor set aside. `against`
    learns what the file says, so that a second file cannot repeat it. Raises `BadInputError` for a
    file that is no such template.
    """
    _, filled = read_template(path, (ASSESSMENTS,))
    lines = [_Line(*row) for row in filled.cells.select(Col.LINE, *ASSESSMENTS.columns).iter_rows()]
    spoken = [line for line in lines if _word_of(line).sort is not Sort.NO_COMMENT]
    report = filled.report
    silent = [line for line in lines if _word_of(line).sort is Sort.NO_COMMENT]
    marked = [line for line in silent if line.level or line.comment]
    blank = [line for line in silent if not (line.level or line.comment)]
    report.noticed("left_blank", [Change(line.line, "", "") for line in blank])
    report.noticed(
        "marked_no_comment", [Change(line.line, line.level or line.comment, "") for line in marked]
    )
    progress(0, len(lines))
    words = list(_words(spoken, against, report))
    progress(len(lines), len(lines))
    n_read = len(spoken) + filled.n_ragged
    return Reading(
        source=filled.finished_source(n_read, len(words)),
        recommendations=empty(Table.RECOMMENDATIONS),
        assessments=_as_table(words),
        terms=empty(Table.TERMS),
        report=report.frame(),
    )


def _as_table(words: list[dict[Col, Any]]) -> pl.DataFrame:
    if not words:
        return empty(Table.ASSESSMENTS)
    return conform(Table.ASSESSMENTS, pl.DataFrame(words, infer_schema_length=None))


def _words(lines: Iterable[_Line], against: Known, report: Report) -> Iterable[dict[Col, Any]]:
    for line in lines:
        try:
            yield _word(line, against, report)
        except UnusableError as error:
            report.set_aside(line.line, error.rule, error.reason)


def _word(line: _Line, against: Known, report: Report) -> dict[Col, Any]:
    """The word that a line says, as a row of `assessments`; raises `UnusableError`."""
    about, by_place = against.matcher.find(line.recommendation, line.document, line.paragraph)
    kind = _assessor_type(line)
    milestone = _milestone(line)
    day = day_of(line.assessed_on)
    _check_calendar(line, day, about, against.today)
    said = _word_of(line)
    word = {
        Col.RECOMMENDATION_ID: about.id,
        Col.ASSESSOR: _assessor(line, kind, about, against, report),
        Col.ASSESSOR_TYPE: kind.value,
        Col.LEVEL: said.level,
        Col.LEVEL_AS_GIVEN: line.level or line.comment,
        Col.NUANCE: _nuance(line) or said.nuance,
        Col.ASSESSED_ON: day.exact if day else None,
        Col.EVIDENCE_UNTIL: _evidence_until(line, report),
        Col.MILESTONE: milestone.value,
        Col.SOURCE_URL: line.source_url or None,
        Col.COMMENT: _comment(line),
        Col.MATCHED_BY: MatchedBy.PARAGRAPH if by_place else MatchedBy.ID,
        Col.MATCH_SCORE: EXACT,
    }
    _refuse_repeated(line, word, against, report.file)
    _notice(line, said, day, report, by_place=by_place)
    return word


def _word_of(line: _Line) -> Word:
    """What the level says, or the comment where there is none; "n/a" with a comment is unclear."""
    word = read_level(line.level or line.comment)
    if word.sort is Sort.NO_COMMENT and line.level and line.comment:
        return Word(Sort.UNCLEAR, Level.UNCLEAR, word.nuance, word.why)
    return word


def _nuance(line: _Line) -> Nuance | None:
    """The nuance that the line names, which wins over that of its words."""
    if not line.nuance:
        return None
    found = NUANCES.find(line.nuance)
    if found is None:
        raise UnusableError(Rule.UNKNOWN_NUANCE, NUANCES.why_not(line.nuance, "nuance"))
    return found


def _evidence_until(line: _Line, report: Report) -> date | None:
    """The day up to which the evidence reaches; one that is no day is noticed."""
    day = day_of(line.evidence_until)
    if line.evidence_until and (day is None or day.exact is None):
        report.noticed("evidence_until_not_exact", [Change(line.line, line.evidence_until, "")])
    return day.exact if day else None


def _assessor_type(line: _Line) -> AssessorType:
    kind = ASSESSOR_TYPES.find(line.assessor_type)
    if kind:
        return kind
    if not line.assessor_type:
        choice = ", ".join(ASSESSOR_TYPES.shown())
        raise UnusableError(
            Rule.NO_ASSESSOR_TYPE, f"It names no assessor type; write one of: {choice}."
        )
    reason = ASSESSOR_TYPES.why_not(line.assessor_type, "assessor type")
    raise UnusableError(Rule.UNKNOWN_ASSESSOR_TYPE, reason)


def _milestone(line: _Line) -> Milestone:
    """The milestone named; mid-term where none is, as everywhere in this project."""
    found = MILESTONES.find(line.milestone) if line.milestone else Milestone.MID_TERM
    if found is None:
        raise UnusableError(Rule.UNKNOWN_MILESTONE, MILESTONES.why_not(line.milestone, "milestone"))
    return found


def _assessor(
    line: _Line, kind: AssessorType, about: Recommendation, against: Known, report: Report
) -> str:
    """The assessor's name, spelt as it was first; a State that gives none is its own assessor."""
    if not line.assessor:
        if kind is AssessorType.STATE and about.state_name:
            return about.state_name
        reason = "It names no assessor; without a name nobody can tell whose latest word counts."
        raise UnusableError(Rule.NO_ASSESSOR, reason)
    name = against.spellings.setdefault(normalise(line.assessor), line.assessor)
    if name != line.assessor:
        report.repaired("assessor_spelling", [Change(line.line, line.assessor, name)])
    return name


def _check_calendar(line: _Line, day: Day | None, about: Recommendation, today: date) -> None:
    """Raise `UnusableError` for a word said before the review, or not yet said."""
    session = calendar.SESSIONS.get(about.session or 0)
    if day is None:
        return
    if session and day.last < _start(session):
        raise UnusableError(
            Rule.ASSESSED_BEFORE_REVIEW,
            f"{line.assessed_on} is before the review: session {session.number} began on "
            f"{session.starts}.",
        )
    if day.first > today + _ONE_DAY:
        raise UnusableError(Rule.ASSESSED_IN_FUTURE, f"{line.assessed_on} is in the future.")


def _start(session: calendar.Session) -> date:
    """First day of a session; of its month where only that is known."""
    found = day_of(session.starts)
    return found.first if found else date.min


def _comment(line: _Line) -> str | None:
    """The comment, after the words of the level where these say more than a level."""
    is_code = normalise(line.level) in _PLAIN
    parts = [part for part in ("" if is_code else line.level, line.comment) if part]
    return "\n".join(dict.fromkeys(parts)) or None


def _refuse_repeated(line: _Line, word: Mapping[Col, Any], against: Known, file: str) -> None:
    key = (
        word[Col.RECOMMENDATION_ID], word[Col.ASSESSOR], word[Col.ASSESSOR_TYPE],
        word[Col.MILESTONE], word[Col.ASSESSED_ON], word[Col.LEVEL],
    )  # fmt: skip
    if earlier := against.said.get(key):
        raise UnusableError(Rule.REPEATED, f"It repeats a word: {earlier}.")
    against.said[key] = f"line {line.line} of {file} says the same"


def _notice(line: _Line, said: Word, day: Day | None, report: Report, *, by_place: bool) -> None:
    """Report what a reader should know of a word that is kept."""
    noticed = {
        "matched_by_paragraph": (by_place, f"{line.document} {line.paragraph}"),
        "level_read_from_comment": (not line.level, line.comment),
        "level_unclear": (said.level is Level.UNCLEAR and bool(line.level), line.level),
        "milestone_missing": (not line.milestone, ""),
        "date_missing": (not line.assessed_on, ""),
        "date_not_exact": (day is not None and day.exact is None, line.assessed_on),
        "date_not_understood": (day is None and bool(line.assessed_on), line.assessed_on),
    }
    for rule, (applies, words) in noticed.items():
        if applies:
            report.noticed(rule, [Change(line.line, words, "")])
