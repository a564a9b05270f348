"""What texts name, counted by eye: specific, measurable, time-bound, each by itself."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frames import recommendations, tables

from upr_data.figures.features import smart_shares
from upr_data.figures.records import Records, load
from upr_data.figures.rows import rows
from upr_data.ingest.coding.texts import with_texts_read
from upr_data.model import Dimension, SnapshotKind
from upr_data.selection.links import parse
from upr_data.snapshot import Draft, choose, publish

ROWS: tuple[dict[str, Any], ...] = (
    {"id": "a", "text": "Ratify CEDAW by 2030", "issues": ["womens_rights", "detention"]},
    {"id": "a", "text": "Ratify CEDAW by 2030", "recommending_state": "ESP"},
    {"id": "b", "text": "Build 20 schools", "action_category": None, "issues": []},
    {"id": "c", "text": "Protect women", "action_category": 4},
    {"id": "d", "text": "Ratifier la convention sur les droits", "action_category": 4},
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Records:
    store: Path = tmp_path_factory.mktemp("features")
    read = with_texts_read(tables(recommendations(*ROWS)), coded_by_rules=False)
    publish(read, Draft("sample", SnapshotKind.REAL, "2026-01-01"), store)
    return load(choose(store).snapshot)


def shares(sample: Records, query: str, by: Dimension) -> dict[str | None, dict[str, Any]]:
    table = smart_shares(sample, parse(query).filters, by)
    return {row["key"]: row for row in table.to_dicts()}


def test_each_feature_has_its_own_denominator(sample: Records) -> None:
    french = shares(sample, "", Dimension.RECOMMENDING_STATE)["FRA"]
    assert (french["label"], french["made"]) == ("France", 4)
    assert (french["n_specific"], french["n_coded"]) == (1, 3)
    assert (french["n_measurable"], french["n_time_bound"], french["n_read"]) == (2, 1, 3)
    assert french["specific_share"] == pytest.approx(1 / 3)
    assert french["measurable_share"] == pytest.approx(2 / 3)
    assert french["time_bound_share"] == pytest.approx(1 / 3)


def test_a_row_counts_in_each_of_its_issues_or_in_none(sample: Records) -> None:
    issues = shares(sample, "", Dimension.ISSUE)
    assert {key: row["made"] for key, row in issues.items()} == {
        "womens_rights": 4, "detention": 1, None: 1,
    }  # fmt: skip
    assert issues[None]["specific_share"] is None


def test_of_nothing_there_are_no_shares(sample: Records) -> None:
    assert shares(sample, "session=46", Dimension.ISSUE) == {}
    nothing = shares(sample, "session=46", Dimension.NONE)[None]
    assert (nothing["n_read"], nothing["measurable_share"]) == (0, None)


def test_a_recommendation_counts_once(sample: Records) -> None:
    issues = shares(sample, "unit=recommendation", Dimension.ISSUE)
    assert issues["womens_rights"]["made"] == 3
    states = shares(sample, "unit=recommendation", Dimension.RECOMMENDING_STATE)
    assert {key: row["made"] for key, row in states.items()} == {"ESP": 1, "FRA": 4}


def test_the_selection_is_kept(sample: Records) -> None:
    assert set(shares(sample, "rs=ESP", Dimension.RECOMMENDING_STATE)) == {"ESP"}


def test_every_row_carries_the_words_that_were_seen(sample: Records) -> None:
    seen = rows(sample, parse("").filters).select(
        "measurable_words", pl.col("measured_by").cast(pl.String), "time_bound_words"
    )
    assert seen.row(0) == ("CEDAW", "instrument", "by 2030")
    assert seen.row(2) == ("20", "number", None)
    assert seen.row(4) == (None, None, None)
