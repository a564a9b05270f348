"""Who disagrees, how long nobody speaks, what was known on a day: counted once more by DuckDB."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from frames import recommendations, records, words

from upr_data.domain.provenance import LICENCE_OF_FACTS, SourceRecord
from upr_data.export.imprint import edition
from upr_data.figures import rows
from upr_data.figures.follow_up import (
    as_of,
    disagreement_by_types,
    disagreements,
    moved,
    n_undated,
    silence_curve,
    silences,
)
from upr_data.figures.follow_up.as_of import last_day
from upr_data.figures.memo import Memo
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.model import Dimension, Table, conform
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse


def asked(records: Records, query: str) -> list[tuple[Any, ...]]:
    """What DuckDB finds in the Parquet files of a snapshot."""
    path = records.snapshot.path
    found: list[tuple[Any, ...]] = duckdb.sql(query.replace("{path}", str(path))).fetchall()
    return found


_LICENCES = {"register": LICENCE_OF_FACTS}
LATEST = """
WITH latest AS (
  SELECT recommendation_id, assessor_type::VARCHAR AS kind, level::VARCHAR AS level,
    row_number() OVER (PARTITION BY recommendation_id, assessor_type, assessor
      ORDER BY assessed_on DESC NULLS LAST, level DESC) AS nth
  FROM read_parquet('{path}/assessments.parquet') WHERE milestone = 'mid_term'
    AND recommendation_id IN (SELECT recommendation_id
      FROM read_parquet('{path}/recommendations.parquet') WHERE kind = 'recommendation')
), index_by_type AS (
  SELECT recommendation_id, kind,
    avg(CASE level WHEN 'fully' THEN 1.0 WHEN 'partially' THEN 0.5 WHEN 'not' THEN 0.0 END) AS iri
  FROM latest WHERE nth = 1 GROUP BY ALL
), graded AS (
  SELECT recommendation_id, kind, CASE WHEN iri < 0.33 THEN 0 WHEN iri < 0.66 THEN 1 ELSE 2 END
    AS grade FROM index_by_type WHERE iri IS NOT NULL
)
"""
APART = """
SELECT recommendation_id, max(grade) - min(grade) AS spread, count(*) AS n
FROM graded GROUP BY recommendation_id HAVING spread > 0
ORDER BY spread DESC, recommendation_id
"""
STATE_AND_CIVIL_SOCIETY = """
SELECT count(*), sum((a.grade = b.grade)::INT), sum((a.grade > b.grade)::INT),
  sum((a.grade < b.grade)::INT), sum((abs(a.grade - b.grade) = 2)::INT)
FROM graded a JOIN graded b USING (recommendation_id)
WHERE a.kind = 'state' AND b.kind = 'civil_society'
"""
KNOWN = """
SELECT count(DISTINCT recommendation_id) FROM read_parquet('{path}/assessments.parquet') JOIN (
  SELECT DISTINCT recommendation_id FROM read_parquet('{path}/recommendations.parquet')
  WHERE kind = 'recommendation') USING (recommendation_id)
WHERE milestone = 'mid_term' AND assessed_on <= DATE '2012-06-30'
"""


def test_disagreements_of_the_demonstration_to_the_row(demonstration: Records) -> None:
    expected = asked(demonstration, LATEST + APART)
    found = disagreements(demonstration, Filters())
    assert found.select("recommendation_id", "spread", "n_types").rows() == expected
    assert len(expected) > 100


def test_pairs_of_assessors_of_the_demonstration(demonstration: Records) -> None:
    expected = asked(demonstration, LATEST + STATE_AND_CIVIL_SOCIETY)
    found = disagreement_by_types(demonstration, parse("unit=recommendation").filters)
    pair = found.filter((pl.col("one") == "state") & (pl.col("other") == "civil_society"))
    counts = ("n_both", "n_agree", "n_one_higher", "n_one_lower", "n_contradicted")
    assert pair.select(counts).rows() == expected
    assert found.height == 15


@pytest.fixture
def planted(tmp_path: Path) -> Records:
    """Five recommendations of session 20, which began on 27 October 2014; data of 2026-01-01."""
    main = recommendations(*({"id": one} for one in "abcde"))
    said = words(("a", "state", "fully"), ("a", "nhri", "not"), ("b", "state", "fully"),
                 ("b", "civil_society", "partially"), ("c", "state", "partially"),
                 ("d", "un", "fully"))  # fmt: skip
    days = [date(2016, 1, 1), date(2017, 11, 15), date(2016, 1, 1), None, date(2020, 1, 1), None]
    until = [None, None, None, date(2015, 1, 1), None, None]
    dated = said.with_columns(
        pl.Series("assessed_on", days, pl.Date), pl.Series("evidence_until", until, pl.Date)
    )
    return records(tmp_path / "planted", main, conform(Table.ASSESSMENTS, dated))


def test_planted_disagreements(planted: Records) -> None:
    found = disagreements(planted, Filters())
    assert found.select("recommendation_id", "state", "civil_society", "nhri", "spread").rows() == [
        ("a", "fully", None, "not_implemented", 2),
        ("b", "fully", "partially", None, 1),
    ]


def test_planted_silences(planted: Records) -> None:
    found = silences(planted, Filters()).select(
        "recommendation_id", "is_silent", "months_silent", "months_since_last"
    )
    assert found.rows() == [
        ("e", True, 134, None),
        ("c", False, 62, 72),
        ("a", False, 14, 97),
        ("b", False, 2, 120),
        ("d", False, None, None),
    ]


def test_the_curve_of_silence_is_censored(planted: Records) -> None:
    curve = silence_curve(planted, Filters())
    steps = curve.filter(pl.col("n_spoken") + pl.col("n_censored") > 0)
    assert steps.rows() == [
        (2, 4, 1, 0, 0.75, 1), (14, 3, 1, 0, 0.5, 1), (62, 2, 1, 0, 0.25, 1),
        (134, 1, 0, 1, 0.25, 1),
    ]  # fmt: skip
    assert curve.height == 135


def test_silence_of_one_assessor_type(planted: Records) -> None:
    found = silences(planted, parse("assessor=nhri").filters)
    assert found.filter(pl.col("is_silent"))["recommendation_id"].sort().to_list() == list("bcde")


def test_silent_recommendations_of_the_demonstration(demonstration: Records) -> None:
    expected = asked(
        demonstration,
        """
        SELECT DISTINCT recommendation_id FROM read_parquet('{path}/recommendations.parquet')
        WHERE kind = 'recommendation' AND recommendation_id NOT IN (
          SELECT recommendation_id FROM read_parquet('{path}/assessments.parquet'))
        ORDER BY 1
        """,
    )
    found = silences(demonstration, Filters())
    silent = found.filter(pl.col("is_silent"))["recommendation_id"].sort().to_list()
    assert silent == [one for (one,) in expected]


@pytest.mark.parametrize(
    ("sources", "known", "said"),
    [
        ([], "2026-11-25", "imported 25 November 2026"),
        ([("export", "2018-07-25")], "2018-07-25", "exported 25 July 2018"),
        (
            [("export", "2018-07-25"), ("words", None)],
            "2026-11-25",
            "newest dated source 25 July 2018, without a date: 1",
        ),
        ([("export", "2018-07-25"), ("words", "2019-02-01")], "2019-02-01", "1 February 2019"),
        ([("export", "2018-07-25"), ("register", "2026-02-03")], "2018-07-25", "25 July 2018"),
    ],
)
def test_the_data_are_as_old_as_their_sources_not_as_their_import(
    planted: Records, sources: list[tuple[str, str | None]], known: str, said: str
) -> None:
    read = tuple(
        SourceRecord(name, name, "", None, _LICENCES.get(name, ""), retrieved, "", 1, 1, 0)
        for name, retrieved in sources
    )
    manifest = replace(planted.manifest, created="2026-11-25T20:26:58+00:00", sources=read)
    aged = replace(planted.snapshot, manifest=manifest)
    assert last_day(aged).isoformat() == known
    assert edition(replace(planted, snapshot=aged, memo=Memo())).endswith(said)


def test_the_sessions_of_the_data_are_those_of_what_is_counted(tmp_path: Path) -> None:
    """A pledge of session 30 makes no recommendation younger; alone, it is what there is."""
    pledge = {"kind": "voluntary_pledge", "recommending_state": None, "cycle": 3, "session": 30}
    both = records(tmp_path / "both", recommendations({}, pledge))
    assert edition(both).startswith("Session 20 · 2014 · ")
    assert edition(records(tmp_path / "one", recommendations(pledge))).startswith("Session 30 · ")


def test_what_was_known_on_a_day(planted: Records) -> None:
    then = as_of(planted, "2016-12-31")
    found = figures(then, Filters(), (Dimension.NONE,)).row(0, named=True)
    assert (found["n_commented"], found["n_fully"], found["n_assessed"]) == (2, 2, 2)
    assert n_undated(planted.snapshot) == 1


def test_what_has_moved_since(planted: Records) -> None:
    then = as_of(planted, "2016-12-31")
    assert moved(then, planted, Filters()).rows() == [
        ("a", "fully", "partially"),
        ("c", "uncommented", "partially"),
        ("d", "uncommented", "fully"),
    ]


def test_as_of_the_demonstration_is_what_its_words_up_to_then_say(demonstration: Records) -> None:
    then = as_of(demonstration, "2012-06-30")
    ((expected,),) = asked(demonstration, KNOWN)
    found = figures(then, parse("unit=recommendation").filters, (Dimension.NONE,))
    assert found["n_commented"].item() == expected > 0


def test_the_words_behind_a_selection(planted: Records) -> None:
    found = rows.words(planted, parse("assessor=state,nhri").filters)
    assert found.select("recommendation_id", "assessor_type", "level").rows() == [
        ("a", "state", "fully"), ("a", "nhri", "not"), ("b", "state", "fully"),
        ("c", "state", "partially"),
    ]  # fmt: skip
    assert {"level_as_given", "nuance", "evidence_until", "matched_by", "match_score"} <= set(
        found.columns
    )
