"""The figures once more, by DuckDB from the Parquet files: written apart from `metrics`."""

from pathlib import Path
from typing import Any

import duckdb

from upr_data.model import Dimension, Unit

_SCALAR = {
    Dimension.CYCLE: "cycle",
    Dimension.SESSION: "session",
    Dimension.STATE_UNDER_REVIEW: "state_under_review",
    Dimension.RECOMMENDING_STATE: "recommending_state",
    Dimension.SUR_GROUP: "sur_group",
    Dimension.RS_GROUP: "rs_group",
    Dimension.RESPONSE: "response",
    Dimension.ACTION_CATEGORY: "action_category",
    Dimension.STATUS: "status",
    Dimension.KIND: "kind",
    Dimension.NONE: "NULL",
}
_LISTED = {
    Dimension.ISSUE: "issues",
    Dimension.THEME: "themes",
    Dimension.SDG: "sdgs",
    Dimension.AFFECTED: "affected_persons",
    Dimension.SUR_ORG: "sur_orgs",
    Dimension.RS_ORG: "rs_orgs",
}
_OF_RECOMMENDATION = (
    "kind", "cycle", "session", "state_under_review", "response", "action_category", "issues",
    "themes", "sdgs", "affected_persons",
)  # fmt: skip

_SQL = """
WITH base AS (
  SELECT * FROM read_parquet('{path}/recommendations.parquet', file_row_number = true)
), attributed AS (
  SELECT recommendation_id, recommending_state, {attributes} FROM base
), status_now AS (
  SELECT * FROM read_parquet('{path}/statuses.parquet')
  WHERE milestone = 'mid_term' AND assessor_type = 'all'
), joined AS (
  SELECT a.*, coalesce(s.status::VARCHAR, 'uncommented') AS status, s.iri,
    sur."group"::VARCHAR AS sur_group, rs."group"::VARCHAR AS rs_group,
    sur.organisations AS sur_orgs, rs.organisations AS rs_orgs
  FROM attributed a
  LEFT JOIN status_now s USING (recommendation_id)
  LEFT JOIN read_parquet('{path}/states.parquet') sur ON sur.state = a.state_under_review
  LEFT JOIN read_parquet('{path}/states.parquet') rs ON rs.state = a.recommending_state
), keyed AS (
  SELECT {key} AS key, * FROM joined WHERE {where}
), entities AS (
  {entities}
)
SELECT key,
  sum(n)::BIGINT AS n_rows,
  count(DISTINCT recommendation_id) AS n_recommendations,
  count(*) AS made,
  count(*) FILTER (response = 'supported') AS n_supported,
  count(*) FILTER (response = 'noted') AS n_noted,
  count(*) FILTER (response = 'partially_supported') AS n_partially_supported,
  count(*) FILTER (response = 'pending') AS n_pending,
  count(*) FILTER (response = 'unknown') AS n_unknown_response,
  count(*) FILTER (action_category = 5) AS n_category_5,
  count(*) FILTER (action_category IS NULL) AS n_category_unknown,
  count(*) FILTER (action_category < 5) / nullif(count(action_category), 0) AS vague_share,
  n_supported / nullif(n_supported + n_noted + n_partially_supported, 0) AS acceptance_rate,
  count(*) FILTER (status <> 'uncommented') AS n_commented,
  count(*) FILTER (status = 'not_assessed') AS n_not_assessed,
  count(iri) AS n_assessed,
  count(*) FILTER (status IN ('fully', 'partially')) AS n_triggered,
  n_triggered / nullif(n_commented, 0) AS triggered_rate,
  n_triggered / nullif(made, 0) AS triggered_lower,
  (made - count(*) FILTER (status = 'not_implemented')) / nullif(made, 0) AS triggered_upper,
  n_commented / nullif(made, 0) AS coverage,
  avg(iri) AS mean_iri
FROM entities GROUP BY key ORDER BY key NULLS LAST
"""


def figures(snapshot: Path, by: Dimension, unit: Unit, where: str = "true") -> list[dict[str, Any]]:
    """What DuckDB counts of the rows that fulfil an SQL condition."""
    own = unit is Unit.ROW
    first = "first_value({0}) OVER (PARTITION BY recommendation_id ORDER BY file_row_number) AS {0}"
    query = _SQL.format(
        path=snapshot,
        attributes=", ".join(c if own else first.format(c) for c in _OF_RECOMMENDATION),
        key=_key(by),
        where=where,
        entities="SELECT *, 1 AS n FROM keyed"
        if own
        else (
            "SELECT key, recommendation_id, count(*) AS n, any_value(response) AS response, "
            "any_value(action_category) AS action_category, any_value(status) AS status, "
            "any_value(iri) AS iri FROM keyed GROUP BY key, recommendation_id"
        ),
    )
    with duckdb.connect() as connection:
        result = connection.execute(query)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _key(by: Dimension) -> str:
    if by in _LISTED:
        column = _LISTED[by]
        return f"unnest(CASE WHEN len({column}) > 0 THEN {column} ELSE [NULL] END)"
    return (
        f"{_SCALAR[by]}"
        if by in (Dimension.CYCLE, Dimension.SESSION, Dimension.ACTION_CATEGORY)
        else f"{_SCALAR[by]}::VARCHAR"
    )
