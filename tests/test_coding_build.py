"""What becomes of texts on the way into a snapshot: coded where the source did not, marked so."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from commands import Run
from upr_info_files import csv_2018, record

from upr_data.domain.agreement import rules_agreement
from upr_data.figures.records import Records
from upr_data.ingest import building, guarded
from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.coding.rules import RULES_VERSION
from upr_data.operating import child
from upr_data.snapshot import list_snapshots

TEXTS = (
    ("Ratify the sample treaty by 2030", "4"),
    ("Ratify the sample treaty soon", ""),
    ("Continue its sample work", ""),
    ("The weather of the north", ""),
    ("Ratifier la convention sur les droits", ""),
)
TRAINING = (
    ("Ratify the first treaty", "5"), ("Ratify the second treaty", "5"),
    ("Continue the first work", "2"), ("Continue the second work", "2"),
)  # fmt: skip


def export(path: Path, texts: Sequence[tuple[str, str]], session: str = "20") -> Path:
    rows = [record(text=text, action=action, session=session) for text, action in texts]
    path.write_bytes(csv_2018(rows))
    return path


def prepared(inputs: Inputs) -> Prepared:
    return building.prepare(inputs, child.no_progress)


@pytest.fixture
def partly_coded(tmp_path: Path) -> Path:
    return export(tmp_path / "partly.csv", TEXTS)


@pytest.fixture
def hand_coded(tmp_path: Path) -> list[Path]:
    """Two reviews, coded by hand throughout."""
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    return [export(first, TRAINING), export(second, TRAINING, session="48")]


def coded(frame: pl.DataFrame) -> list[tuple[Any, ...]]:
    return frame.select("action_category", "action_category_basis").rows()


def test_the_rules_code_what_the_source_left_out(partly_coded: Path) -> None:
    found = prepared(Inputs(files=(partly_coded,)))
    assert coded(found.tables.recommendations) == [
        (4, "source"), (5, "rules"), (2, "rules"), (None, None), (None, None),
    ]  # fmt: skip
    assert found.tables.features["category_rule"].to_list() == [
        None, "first_verb", "first_verb", "no_verb", "not_english",
    ]  # fmt: skip
    assert found.tables.features["category_words"].to_list() == [None, "ratify", "continue", "", ""]


def test_no_coder_leaves_it_out(partly_coded: Path) -> None:
    found = prepared(Inputs(files=(partly_coded,), coded_by_rules=False))
    assert coded(found.tables.recommendations) == [(4, "source"), *[(None, None)] * 4]
    assert "coder" not in dict(found.notes)


def test_the_papers_name_the_coder_and_its_agreement(partly_coded: Path, tmp_path: Path) -> None:
    found = prepared(Inputs(files=(partly_coded,)))
    built = building.publish_prepared(found, "sample", tmp_path / "store")
    (listed,) = list_snapshots(tmp_path / "store")
    assert listed.manifest
    told = listed.manifest.notes["coder"]
    agreement = told.pop("agreement")
    assert told == {"basis": "rules", "version": RULES_VERSION, "n_coded": 2, "n_uncoded": 2}
    assert agreement == json.loads(json.dumps(rules_agreement().to_json()))
    assert built.manifest.id == listed.manifest.id


def test_what_the_source_coded_throughout_stays_as_it_is(hand_coded: list[Path]) -> None:
    found = prepared(Inputs(files=tuple(hand_coded)))
    assert set(found.tables.recommendations["action_category_basis"]) == {"source"}
    assert dict(found.notes)["coder"]["n_coded"] == 0


def test_a_child_process_reads_texts_as_well(partly_coded: Path) -> None:
    inputs = Inputs(files=(partly_coded,))
    theirs, ours = guarded.prepare(inputs), prepared(inputs)
    assert theirs.tables.features.equals(ours.tables.features)
    assert json.dumps(theirs.notes) == json.dumps(ours.notes)


def test_what_is_measurable_and_time_bound_is_read_of_every_english_text(
    partly_coded: Path,
) -> None:
    features = prepared(Inputs(files=(partly_coded,))).tables.features
    assert features["is_time_bound"].to_list() == [True, False, False, False, None]
    assert features["time_bound_words"].to_list()[:2] == ["by 2030", None]


def test_the_demonstration_leaves_uncoded_what_it_has_uncoded(demonstration: Records) -> None:
    rows = demonstration.rows.select("action_category").collect()
    assert rows["action_category"].null_count() > 0
    assert "coder" not in demonstration.manifest.notes


# Commands


def test_evaluate_coder_has_the_shape_of_the_contract(run: Run, partly_coded: Path) -> None:
    ran = run("evaluate-coder", str(partly_coded), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert list(ran.json) == [
        "n", "accuracy", "kappa", "macro_f1", "per_category", "confusion", "n_uncoded",
        "intervals_95",
    ]  # fmt: skip
    assert (ran.json["n"], ran.json["confusion"]["4"]["5"]) == (1, 1)
    assert set(ran.json["per_category"]["4"]) == {"precision", "recall", "f1", "n"}


def test_evaluate_coder_for_people(run: Run, hand_coded: list[Path]) -> None:
    ran = run("evaluate-coder", *map(str, hand_coded))
    assert ran.code == 0
    assert "Cohen's kappa 1.000" in ran.out
    assert "5 Specific action" in ran.out


def test_nothing_to_compare_with_is_said(run: Run, tmp_path: Path) -> None:
    blank = export(tmp_path / "blank.csv", [("Sample text", "")])
    ran = run("evaluate-coder", str(blank))
    assert (ran.code, ran.out) == (2, "")
    assert "No row of these files has an action category" in ran.err


def test_evaluate_coder_prints_the_agreement_as_we_ship_it(run: Run, partly_coded: Path) -> None:
    ran = run("evaluate-coder", str(partly_coded), "--against", "made-up texts")
    assert (ran.code, ran.err) == (0, "")
    assert set(ran.json) == set(rules_agreement().to_json())
    assert (ran.json["against"], ran.json["n"], ran.json["confusion"]["4"]["5"]) == (
        "made-up texts", 1, 1.0,
    )  # fmt: skip


def test_the_rules_are_the_only_coder(run: Run, partly_coded: Path) -> None:
    ran = run("import", str(partly_coded), "--name", "sample", "--coder", "model")
    assert (ran.code, ran.out) == (2, "")
    assert "invalid choice: 'model'" in ran.err


def test_a_coder_is_for_export_files(run: Run) -> None:
    ran = run("import", "--assessments", "filled.csv", "--coder", "rules")
    assert (ran.code, ran.out) == (2, "")
    assert "--coder is for export files" in ran.err
