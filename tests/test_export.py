"""What leaves the app as files: complete, defused, and demonstration data marked everywhere."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
from frames import recommendations, records, tables

from upr_data.export.citation import Work, citation
from upr_data.export.delimited import BYTE_ORDER_MARK, to_csv
from upr_data.export.imprint import imprint
from upr_data.export.package import DEMONSTRATION_MARK, file_name, package
from upr_data.figures import metrics
from upr_data.figures.method import DEFINITIONS
from upr_data.figures.records import Records, load
from upr_data.model import CitationStyle, Dimension, SnapshotKind
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse
from upr_data.snapshot import Draft, choose, publish

LINK: Final = "https://example.org/themes?cycle=2&snapshot=2024-05-31-demonstration"
CYCLE_2: Final = parse("cycle=2").filters


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def frame(data: bytes) -> pl.DataFrame:
    return pl.read_csv(data, infer_schema_length=None)


def of_kind(kind: SnapshotKind, store: Path) -> Records:
    """Two rows of cycle 2, one of cycle 3."""
    main = recommendations(
        {"text": "=HYPERLINK()", "issues": ["womens_rights", "detention"]},
        {"text": "-1, and more"},
        {"cycle": 3, "session": 30},
    )
    draft = Draft(name="demonstration" if kind is SnapshotKind.DEMONSTRATION else "some-states",
                  kind=kind, created="2024-05-31")  # fmt: skip
    publish(tables(main), draft, store)
    return load(choose(store).snapshot)


@pytest.fixture
def invented(tmp_path: Path) -> Records:
    return of_kind(SnapshotKind.DEMONSTRATION, tmp_path)


@pytest.fixture
def actual(tmp_path: Path) -> Records:
    return of_kind(SnapshotKind.REAL, tmp_path)


def packed(records: Records) -> dict[str, bytes]:
    return unpacked(package(records, CYCLE_2, [Dimension.ISSUE], LINK))


def metadata(records: Records) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(packed(records)["metadata.json"])
    return read


def test_a_package_has_figures_rows_and_papers(invented: Records) -> None:
    assert list(packed(invented)) == ["figures.csv", "rows.csv", "metadata.json"]


def test_figures_are_those_of_the_selection(invented: Records) -> None:
    figures = frame(packed(invented)["figures.csv"])
    assert figures.select("key", "made").rows() == [("detention", 1), ("womens_rights", 2)]
    expected = metrics.figures(invented, CYCLE_2, [Dimension.ISSUE])
    assert figures.columns == [*expected.columns, "snapshot", "notice"]


def test_rows_are_those_of_the_selection(invented: Records) -> None:
    rows = frame(packed(invented)["rows.csv"])
    assert rows["row_id"].to_list() == ["r0|0", "r1|1"]
    assert rows["state_under_review_name"].to_list() == ["Slovenia", "Slovenia"]
    assert rows["issues"].to_list() == ["womens_rights|detention", "womens_rights"]


def test_formulas_are_defused(invented: Records) -> None:
    rows = frame(packed(invented)["rows.csv"])
    assert rows["text"].to_list() == ["'=HYPERLINK()", "'-1, and more"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_every_beginning_of_a_formula_is_defused(first: str) -> None:
    assert "'" + first in to_csv(pl.DataFrame({"text": [first + "1"], "n": [-1]}))


def test_numbers_and_other_texts_stay_as_they_are() -> None:
    assert to_csv(pl.DataFrame({"text": ["a=1"], "n": [-1]})) == "text,n\na=1,-1\n"


def test_spreadsheets_are_told_the_encoding(invented: Records) -> None:
    mark = BYTE_ORDER_MARK.encode()
    files = packed(invented)
    assert files["figures.csv"].startswith(mark)
    assert files["rows.csv"].startswith(mark)


def test_demonstration_data_says_so_everywhere(invented: Records) -> None:
    files = packed(invented)
    assert frame(files["figures.csv"])["notice"].unique().to_list() == [DEMONSTRATION_MARK]
    assert frame(files["rows.csv"])["notice"].unique().to_list() == [DEMONSTRATION_MARK]
    assert metadata(invented)["notice"] == DEMONSTRATION_MARK
    assert file_name(invented, "themes") == "upr-themes-2024-05-31-demonstration.zip"


def test_real_data_is_not_called_a_demonstration(actual: Records) -> None:
    assert b"Demonstration" not in b"".join(packed(actual).values())
    assert file_name(actual, "themes") == "upr-themes-2024-05-31-some-states.zip"


def test_papers_say_what_the_figures_are_of(invented: Records) -> None:
    papers = metadata(invented)
    assert papers["selection"] == "Cycle 2"
    assert papers["query"] == {"cycle": "2"}
    assert papers["by"] == ["issue"]
    assert papers["unit"] == "row"
    assert papers["triggered_of"] == "commented"
    assert papers["snapshot"] == "2024-05-31-demonstration"
    assert papers["link"] == LINK


def test_papers_say_who_coded_the_action_categories(tmp_path: Path) -> None:
    ours = {"action_category_basis": "rules"}
    uncoded = {"action_category": None, "action_category_basis": None}
    mixed = records(tmp_path, recommendations({}, ours, ours, uncoded, ours | {"cycle": 3}))
    papers = json.loads(packed(mixed)["metadata.json"])
    assert papers["action_category_basis"] == {"none": 1, "rules": 2, "source": 1}


def test_papers_define_every_metric(invented: Records) -> None:
    method = metadata(invented)["method"]
    assert set(method) == {definition.code for definition in DEFINITIONS}
    assert all(method.values())


def test_the_query_of_the_papers_gives_the_same_figures(invented: Records) -> None:
    filters = parse(metadata(invented)["query"]).filters
    assert metrics.figures(invented, filters).equals(metrics.figures(invented, CYCLE_2))


def test_the_same_selection_gives_the_same_bytes(invented: Records) -> None:
    assert packed(invented) == packed(invented)
    first, second = (package(invented, Filters(), [Dimension.NONE], LINK) for _ in range(2))
    assert first == second


def test_what_a_source_does_not_record_is_not_called_uncommented(actual: Records) -> None:
    files = packed(actual)
    figures, rows = frame(files["figures.csv"]), frame(files["rows.csv"])
    assert figures["made"].to_list() == [1, 2]
    for column in ("n_uncommented", "coverage", "triggered_upper"):
        assert figures[column].null_count() == figures.height
    assert rows["status"].null_count() == rows.height
    assert b"uncommented" not in files["rows.csv"]


@pytest.mark.parametrize("kind", SnapshotKind)
def test_its_kind_says_whether_data_without_sources_is_invented(
    kind: SnapshotKind, tmp_path: Path
) -> None:
    of_data = imprint(of_kind(kind, tmp_path), Filters())
    told = "\n".join(
        [*of_data.lines(), citation(Work("T", of_data, date(2026, 1, 1)), CitationStyle.APA)]
    )
    is_invented = kind is SnapshotKind.DEMONSTRATION
    assert ("every record is invented" in told) == is_invented
    assert ("Generated by this program" in told) == is_invented
    assert ("no licence needed" in told) == is_invented
    assert ("Source not stated" in told and "licence not stated" in told) != is_invented
