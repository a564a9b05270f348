"""Files of two sources imported as one snapshot: rows, papers and the joins that are kept."""

from pathlib import Path

import pytest
from uhri_files import silent, uhri_record, write_json
from upr_info_files import HEADER_2018, delimited, record

from upr_data.ingest import building
from upr_data.ingest.building import Built
from upr_data.model import Table
from upr_data.snapshot import Snapshot, open_snapshot


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """OHCHR's index with two records; UPR Info's export with one of them, and with one alone."""
    index = write_json(
        tmp_path / "index.json",
        [
            uhri_record(AnnotationId="1", Text="115.1 Adopt a sample law (Spain);"),
            uhri_record(AnnotationId="2", Text="115.2 Free the sample press (Spain);"),
        ],
    )
    rows = [
        record(text="Adopt a sample law", rs="Spain", response="Noted"),
        record(text="Other words altogether", rs="Spain"),
    ]
    export = tmp_path / "export.csv"
    export.write_text(delimited([HEADER_2018, *rows], ";", "\r\n"), encoding="utf-8-sig")
    return building.import_files([export, index.path], "joined", tmp_path / "store", silent)


@pytest.fixture
def snapshot(built: Built, tmp_path: Path) -> Snapshot:
    return open_snapshot(tmp_path / "store" / built.manifest.id)


def test_each_adds_what_the_other_lacks(snapshot: Snapshot) -> None:
    rows = snapshot.scan(Table.RECOMMENDATIONS).collect()
    columns = ("paragraph", "response", "action_category_basis", "themes")
    assert rows.select(columns).rows() == [
        ("115.1", "supported", "source", ["sample_theme"]),
        ("115.2", "supported", "rules", ["sample_theme"]),
    ]


def test_what_was_read_is_kept_or_set_aside(built: Built) -> None:
    counts = [(one.file, one.n_read, one.n_kept, one.n_set_aside) for one in built.sources]
    assert counts == [("export.csv", 2, 1, 1), ("index.json", 2, 2, 0)]
    summary = building.summary(built)
    assert (summary["n_read"], summary["n_kept"], summary["n_set_aside"]) == (4, 3, 1)
    (aside,) = summary["set_aside"]
    assert (aside["file"], aside["line"]) == ("export.csv", None)
    assert "“Other words altogether”" in aside["reason"]


def test_the_join_is_kept_with_its_score_and_conflict(snapshot: Snapshot) -> None:
    (join,) = snapshot.scan(Table.JOINS).collect().rows(named=True)
    rows = snapshot.scan(Table.RECOMMENDATIONS).collect()
    assert join == {
        "row_id": rows["row_id"][0],
        "source_file": "export.csv",
        "other_recommendation_id": None,
        "basis": "text",
        "score": 100.0,
        "response": "supported",
        "other_response": "noted",
        "is_conflict": True,
    }
