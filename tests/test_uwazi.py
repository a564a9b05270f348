"""UPR Info's database of today: fetched records and the CSV export, with placeholder texts."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stand_in import uwazi_row
from uhri_files import sample_of

from upr_data.ingest.sources.base import BadInputError, Reading
from upr_data.ingest.sources.upr_info.uwazi import UwaziJson
from upr_data.ingest.sources.upr_info.uwazi_cells import issue_labels
from upr_data.ingest.sources.upr_info.uwazi_csv import UwaziCsv
from upr_data.model import Col

HEADER = (
    "Title,Date added,Template,Recommendation,State Under Review,Recommending State,Response,"
    "Session,Cycle,Action Category,Issues,Geolocation,Documents,Attachments,Published"
)


def silent(_done: int, _of: int) -> None:
    """No progress."""


def fetched(folder: Path, rows: Sequence[dict[str, Any]], n: int | None = None) -> Reading:
    head = {
        "format": "upr-info-uwazi",
        "version": 1,
        "server": "https://example.org",
        "retrieved": "2026-11-20",
        "n": len(rows) if n is None else n,
    }
    path = folder / "upr-info.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in [head, *rows]), encoding="utf-8")
    assert UwaziJson().recognises(sample_of(path))
    return UwaziJson().read(sample_of(path), silent)


def exported(folder: Path, *lines: str, header: str = HEADER) -> Reading:
    path = folder / "export.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    assert UwaziCsv().recognises(sample_of(path))
    return UwaziCsv().read(sample_of(path), silent)


SESSION = "20 - October 2014"
LINE = (
    "Title 1,2024-01-01,Recommendation,Sample text 1,Slovenia,Spain,Not Supported,"
    "20 - October 2014,2,5 - Specific action,Justice|Minorities,,,,true"
)
READ = [
    Col.STATE_UNDER_REVIEW, Col.RECOMMENDING_STATE, Col.RESPONSE, Col.RESPONSE_AS_GIVEN,
    Col.SESSION, Col.ACTION_CATEGORY, Col.ISSUES, Col.TEXT,
]  # fmt: skip
EXPECTED = (
    "SVN", "ESP", "noted", "Not Supported", 20, 5, ["justice", "minorities"], "Sample text 1",
)  # fmt: skip


def test_a_fetched_record(tmp_path: Path) -> None:
    row = uwazi_row("1", SESSION, response="Not Supported", issues="Justice|Minorities")
    found = fetched(tmp_path, [row])
    assert found.recommendations.select(READ).rows() == [EXPECTED]
    assert found.recommendations.select("recommendation_id", "id_basis", "source_url").rows() == [
        ("1", "source", "https://example.org/entity/1")
    ]
    assert (found.source.retrieved, found.source.n_read) == ("2026-11-20", 1)


def test_an_exported_record(tmp_path: Path) -> None:
    found = exported(tmp_path, LINE)
    assert found.recommendations.select(READ).rows() == [EXPECTED]
    assert found.recommendations[Col.RECOMMENDATION_ID].to_list() == [None]


def test_an_answer_of_the_interface_saved_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "search.json"
    path.write_text(json.dumps({"rows": [uwazi_row("1", SESSION)], "totalRows": 1}))
    assert UwaziJson().recognises(sample_of(path))
    assert UwaziJson().read(sample_of(path), silent).recommendations.height == 1


def test_several_recommending_states_are_several_rows(tmp_path: Path) -> None:
    rows = [uwazi_row("1", SESSION, recommending_state="Spain|Peru"), uwazi_row("2", SESSION)]
    found = fetched(tmp_path, rows)
    assert found.recommendations.select("recommendation_id", "recommending_state").rows() == [
        ("1", "ESP"),
        ("1", "PER"),
        ("2", "ESP"),
    ]
    assert (found.source.n_read, found.source.n_kept) == (2, 2)


def test_keys_stay_with_their_records_when_some_are_set_aside(tmp_path: Path) -> None:
    rows = [
        uwazi_row("1", SESSION),
        uwazi_row("2", SESSION, state_under_review="Nowhere", recommending_state="Spain|Peru"),
        uwazi_row("3", SESSION),
    ]
    found = fetched(tmp_path, rows)
    assert found.recommendations[Col.RECOMMENDATION_ID].to_list() == ["1", "3"]
    assert (found.source.n_read, found.source.n_kept, found.source.n_set_aside) == (3, 2, 1)


def test_an_issue_with_a_comma_stays_whole() -> None:
    assert issue_labels("Torture and other cruel, inhuman or degrading treatment|Justice") == (
        "Torture and other CID treatment,Justice"
    )


def test_columns_that_no_alias_fits_are_shown(tmp_path: Path) -> None:
    header = HEADER.replace("Action Category", "Kategorie")
    with pytest.raises(BadInputError, match=r"no column fits: action category\. .*Kategorie"):
        exported(tmp_path, LINE, header=header)


def test_a_fetched_file_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="it has 1 of 2 records"):
        fetched(tmp_path, [uwazi_row("1", SESSION)], n=2)


@given(
    st.lists(st.sampled_from(["Spain", "Peru", "Timor-Leste"]), min_size=1, unique=True),
    st.lists(st.sampled_from(["Justice", "Minorities", "Torture"]), unique=True),
)
def test_lists_come_apart(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], issues: list[str]
) -> None:
    row = uwazi_row("1", SESSION, recommending_state="|".join(names), issues="|".join(issues))
    found = fetched(tmp_path_factory.mktemp("uwazi"), [row]).recommendations
    assert found[Col.RECOMMENDING_STATE_AS_GIVEN].to_list() == names
    assert {len(listed or []) for listed in found[Col.ISSUES].to_list()} == {len(issues)}


def only(found: Reading) -> tuple[object, ...]:
    return found.recommendations.select(READ).rows()[0]


def rules(found: Reading) -> dict[str, int]:
    return dict(found.report.select("rule", "n").iter_rows())


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("Recommendation,", "Recommendation__en,", 1).replace("Title", "Title__es"),
        HEADER.replace("Title", "Título").replace("Date added", "Fecha de creación"),
        HEADER.replace("Title", "Titre").replace("Published", "Publié"),
        HEADER.lower().replace(" ", "_"),
        HEADER.upper(),
    ],
)
def test_headings_in_other_forms(tmp_path: Path, header: str) -> None:
    assert only(exported(tmp_path, LINE, header=header)) == EXPECTED


@pytest.mark.parametrize(
    ("session", "category"),
    [
        ("20th session", "5"),
        ("UPR 20 (October 2014)", "Specific action"),
        ("Session 20: October 2014", "5: Specific"),
    ],
)
def test_labels_in_other_forms(tmp_path: Path, session: str, category: str) -> None:
    line = LINE.replace(SESSION, session).replace("5 - Specific action", category)
    assert only(exported(tmp_path, line)) == EXPECTED


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_a_mark(tmp_path: Path, delimiter: str) -> None:
    lines = [line.replace(",", delimiter) for line in (f"\ufeff{HEADER}", LINE)]
    assert only(exported(tmp_path, lines[1], header=lines[0])) == EXPECTED


def test_a_column_in_another_language_gives_way_to_the_english_one(tmp_path: Path) -> None:
    header = "Recommendation__es,Recommendation__en," + HEADER.replace("Recommendation,", "", 1)
    line = "Texto de muestra,Sample text 1," + LINE.replace("Sample text 1,", "", 1)
    found = exported(tmp_path, line, header=header)
    assert only(found) == EXPECTED
    assert rules(found)["column_not_read"] == 2


def test_groups_before_labels_are_left_out(tmp_path: Path) -> None:
    line = LINE.replace("Justice|Minorities", "Civil and political::Justice|Other::Minorities")
    found = exported(tmp_path, line.replace("Slovenia", "Eastern Europe::Slovenia"))
    assert only(found) == EXPECTED
    assert rules(found)["group_before_label"] == 2


@pytest.mark.parametrize("word", ["Unpublished", "false", "No publicado", "Non publié"])
def test_unpublished_copies_are_set_aside(tmp_path: Path, word: str) -> None:
    found = exported(tmp_path, LINE, LINE.removesuffix("true") + word)
    assert found.recommendations.height == 1
    assert (found.source.n_read, found.source.n_set_aside) == (2, 1)
    assert found.report.filter(pl.col("rule") == "unpublished")["line"].to_list() == [3]


def test_internal_codes_are_said_with_their_count(tmp_path: Path) -> None:
    code = "0a1b2c3d-1111-2222-3333-444455556666"
    found = exported(tmp_path, LINE.replace("Justice", code).replace("Spain", code))
    assert rules(found)["internal_code_instead_of_label"] == 2
    assert found.recommendations["recommending_state"].to_list() == [None]


def test_the_key_of_a_flat_table_is_the_id(tmp_path: Path) -> None:
    found = exported(tmp_path, f"abc1,{LINE}", header=f"sharedId,{HEADER}")
    assert found.recommendations["recommendation_id"].to_list() == ["abc1"]


def test_a_title_that_stands_for_the_text_is_noticed(tmp_path: Path) -> None:
    header = HEADER.replace("Title,", "", 1).replace("Recommendation,", "Title,", 1)
    found = exported(tmp_path, LINE.removeprefix("Title 1,"), header=header)
    assert only(found)[-1] == "Sample text 1"
    assert rules(found)["text_from_title"] == 1
