"""The same counts by DuckDB and by pandas, each as its users would write them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd
import polars as pl

from upr_data.model import Dimension, Unit

COUNTS = (
    "n_rows", "n_recommendations", "made", "n_supported", "n_noted", "n_partially_supported",
    "n_pending", "n_category_5", "n_category_unknown", "n_commented", "n_assessed", "n_fully",
    "n_partially", "n_not_implemented", "n_triggered",
)  # fmt: skip

_KEY: Mapping[Dimension, str] = {
    Dimension.NONE: "whole",
    Dimension.CYCLE: "cycle",
    Dimension.STATE_UNDER_REVIEW: "state_under_review",
    Dimension.RECOMMENDING_STATE: "recommending_state",
    Dimension.ISSUE: "issue",
    Dimension.ACTION_CATEGORY: "action_category",
    Dimension.RESPONSE: "response",
}


class Engine(Protocol):
    """Something that counts a selection of sessions by a dimension."""

    def figures(self, sessions: tuple[int, ...], by: Dimension, unit: Unit) -> Any:  # noqa: ANN401
        """A table with `key`, `COUNTS` and `mean_iri`."""
        ...


def plain(table: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    """Any engine's table as plain rows, sorted by key, so that they can be compared."""
    frame = table if isinstance(table, pl.DataFrame) else pl.from_pandas(table)
    rows = frame.select("key", *COUNTS, pl.col("mean_iri").round(9)).rows()
    blank = [(str(row[0]) if row[0] not in (None, "") else None, *row[1:]) for row in rows]
    return sorted(blank, key=lambda row: (row[0] is None, row[0] or ""))


_ROWS = """
CREATE TABLE rows AS
SELECT dense_rank() OVER (ORDER BY r.recommendation_id) AS recommendation_id,
  r.kind::VARCHAR AS kind, r.cycle, r.session, r.state_under_review,
  r.recommending_state, r.response::VARCHAR AS response, r.action_category, r.issues,
  coalesce(s.status::VARCHAR, 'uncommented') AS status, s.iri, NULL::VARCHAR AS whole
FROM read_parquet('{path}/recommendations.parquet') r
LEFT JOIN (
  SELECT * FROM read_parquet('{path}/statuses.parquet')
  WHERE milestone = 'mid_term' AND assessor_type = 'all'
) s USING (recommendation_id)
"""

_FIGURES = """
WITH chosen AS (
  SELECT {key} AS key, * FROM rows
  WHERE kind = 'recommendation' AND session IN ({sessions})
), counted AS ({counted})
SELECT key, sum(n)::BIGINT AS n_rows, count(DISTINCT recommendation_id) AS n_recommendations,
  count(*) AS made,
  count(*) FILTER (response = 'supported') AS n_supported,
  count(*) FILTER (response = 'noted') AS n_noted,
  count(*) FILTER (response = 'partially_supported') AS n_partially_supported,
  count(*) FILTER (response = 'pending') AS n_pending,
  count(*) FILTER (action_category = 5) AS n_category_5,
  count(*) FILTER (action_category IS NULL) AS n_category_unknown,
  count(*) FILTER (status <> 'uncommented') AS n_commented,
  count(iri) AS n_assessed,
  count(*) FILTER (status = 'fully') AS n_fully,
  count(*) FILTER (status = 'partially') AS n_partially,
  count(*) FILTER (status = 'not_implemented') AS n_not_implemented,
  count(*) FILTER (status IN ('fully', 'partially')) AS n_triggered,
  avg(iri) AS mean_iri
FROM counted GROUP BY key
"""
_BY_ROW = "SELECT *, 1 AS n FROM chosen"
_BY_RECOMMENDATION = """
SELECT key, recommendation_id, count(*) AS n, any_value(response) AS response,
  any_value(action_category) AS action_category, any_value(status) AS status,
  any_value(iri) AS iri
FROM chosen GROUP BY key, recommendation_id
"""


class Duck:
    """DuckDB on tables in memory."""

    def __init__(self, path: Path) -> None:
        """Load the rows of the snapshot in this folder."""
        self._connection = duckdb.connect()
        self._connection.execute(_ROWS.format(path=path))

    def figures(self, sessions: tuple[int, ...], by: Dimension, unit: Unit) -> pl.DataFrame:
        """One SQL query."""
        issue = "unnest(CASE WHEN len(issues) > 0 THEN issues ELSE [NULL] END)"
        query = _FIGURES.format(
            key=issue if by is Dimension.ISSUE else _KEY[by],
            sessions=", ".join(map(str, sessions)),
            counted=_BY_ROW if unit is Unit.ROW else _BY_RECOMMENDATION,
        )
        return pl.DataFrame(self._connection.sql(query).to_arrow_table())


class Pandas:
    """pandas with categories for the closed lists, issues exploded beforehand."""

    def __init__(self, path: Path) -> None:
        """Load the rows of the snapshot in this folder."""
        with duckdb.connect() as connection:
            rows = connection.execute(_ROWS.format(path=path)).execute("FROM rows").df()
        rows = rows.assign(whole="")
        for column in ("kind", "state_under_review", "recommending_state", "response", "status"):
            rows[column] = rows[column].astype("category")
        issues = rows["issues"].map(list)
        self._rows = rows.drop(columns="issues")
        self._by_issue = self._rows.assign(issue=issues).explode("issue")
        self._by_issue["issue"] = self._by_issue["issue"].astype("category")

    def figures(self, sessions: tuple[int, ...], by: Dimension, unit: Unit) -> pd.DataFrame:
        """Filter, flag, group, add up."""
        rows = self._by_issue if by is Dimension.ISSUE else self._rows
        chosen = rows[(rows["kind"] == "recommendation") & rows["session"].isin(sessions)]
        key, grouped = _KEY[by], {"dropna": False, "observed": True}
        if unit is Unit.ROW:
            counted = chosen.assign(n=1)
        else:
            pairs = chosen.groupby([key, "recommendation_id"], **grouped)
            own = ["response", "action_category", "status", "iri"]
            own = [column for column in own if column != key]
            counted = pairs[own].first().join(pairs.size().rename("n")).reset_index()
        flags = pd.DataFrame(_flags(counted)).assign(key=counted[key])
        groups = flags.groupby("key", **grouped)
        table = groups.sum().rename(columns={"n": "n_rows"})
        recommendations = counted.groupby(key, **grouped)["recommendation_id"].nunique()
        table["n_recommendations"] = recommendations.to_numpy()
        table["mean_iri"] = table["iri"] / table["n_assessed"]
        table = table.reset_index()
        return table.assign(key=table["key"].astype(object).where(table["key"].notna(), None))


def _flags(rows: pd.DataFrame) -> dict[str, Any]:
    response, category, status = rows["response"], rows["action_category"], rows["status"]
    return {
        "n": rows["n"],
        "made": 1,
        "n_supported": response == "supported",
        "n_noted": response == "noted",
        "n_partially_supported": response == "partially_supported",
        "n_pending": response == "pending",
        "n_category_5": category == 5,  # noqa: PLR2004
        "n_category_unknown": category.isna(),
        "n_commented": status != "uncommented",
        "n_assessed": rows["iri"].notna(),
        "n_fully": status == "fully",
        "n_partially": status == "partially",
        "n_not_implemented": status == "not_implemented",
        "n_triggered": status.isin(["fully", "partially"]),
        "iri": rows["iri"].fillna(0.0),
    }
