"""The public record beside the words of assessors, counted by hand and by DuckDB."""

import duckdb
import polars as pl

from upr_data.figures.follow_up import beside_record, record_by_types
from upr_data.figures.record.levels import level_of_each
from upr_data.figures.records import Records
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

UNIT = parse("unit=recommendation").filters
PAIRS = """
WITH said AS (
  SELECT recommendation_id, CASE status::VARCHAR WHEN 'fully' THEN 2 WHEN 'partially' THEN 1
    ELSE 0 END AS grade
  FROM read_parquet('{path}/statuses.parquet')
  WHERE milestone = 'mid_term' AND assessor_type = 'state' AND iri IS NOT NULL
    AND recommendation_id IN (SELECT recommendation_id
      FROM read_parquet('{path}/recommendations.parquet') WHERE kind = 'recommendation')
), firm AS (
  SELECT DISTINCT recommendation_id, instrument FROM read_parquet('{path}/record_asks.parquet')
  WHERE strength = 'do'
), valued AS (
  SELECT recommendation_id, CASE outcome::VARCHAR WHEN 'fully' THEN 1.0 WHEN 'partially' THEN 0.5
    WHEN 'not' THEN 0.0 END AS value
  FROM read_parquet('{path}/record_outcomes.parquet') JOIN firm
    USING (recommendation_id, instrument) WHERE milestone = 'mid_term'
), held AS (
  SELECT recommendation_id, CASE WHEN avg(value) < 0.33 THEN 0 WHEN avg(value) < 0.66 THEN 1
    ELSE 2 END AS grade
  FROM valued WHERE value IS NOT NULL GROUP BY ALL
)
SELECT count(*), sum((s.grade = h.grade)::INT), sum((s.grade > h.grade)::INT),
  sum((s.grade < h.grade)::INT), sum((abs(s.grade - h.grade) = 2)::INT)
FROM said s JOIN held h USING (recommendation_id)
"""
COUNTS = ("n_both", "n_agree", "n_one_higher", "n_one_lower", "n_contradicted")


def test_the_states_word_beside_the_register(demonstration: Records) -> None:
    path = str(demonstration.snapshot.path)
    [expected] = duckdb.sql(PAIRS.replace("{path}", path)).fetchall()
    found = record_by_types(demonstration, UNIT).filter(pl.col("one") == "state")
    assert found.select(COUNTS).row(0) == expected
    assert expected[0] > 100


def test_each_line_has_a_word_and_the_register(demonstration: Records) -> None:
    found = beside_record(demonstration, Filters())
    levels = level_of_each(demonstration).filter(pl.col("milestone") == "mid_term")
    known = dict(levels.select("recommendation_id", "status").iter_rows())
    shown = found.select("recommendation_id", "public_record").rows()
    assert shown
    assert all(known[one] == status for one, status in shown)
    assert found["spread"].is_sorted(descending=True)
    assert set(found["spread"]) == {0, 1, 2}


def test_no_register_is_read_at_another_milestone(demonstration: Records) -> None:
    assert beside_record(demonstration, parse("milestone=other").filters).is_empty()


def test_the_register_enters_no_pair_of_assessors(demonstration: Records) -> None:
    found = record_by_types(demonstration, Filters())
    types = ["state", "civil_society", "nhri", "un", "academia", "other"]
    assert found["one"].to_list() == types
    assert found.filter(pl.col("n_both") == 0)["agree_share"].null_count() == 1
