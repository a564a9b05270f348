"""The command line: exit codes, what goes to stdout and what to stderr, the contract's JSON."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from commands import Run
from frames import recommendations, tables, words
from uhri_files import uhri_record, write_json
from upr_info_files import csv_2018, record

from upr_data.cli import main
from upr_data.figures.metrics import FIGURE_COLUMNS
from upr_data.ingest import building
from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, publish

HEADER = "SuR;Rgrp;Org;Recommendation;RS;Rgrp;Org;Response;Action;Issue;Session"
ROWS = (
    "Slovenia;EEG;EU;Sample text 1;France;WEOG;EU;Supported;5;Justice;20",
    "Slovenia;EEG;EU;Sample text 2;Spain;WEOG;EU;Noted;4;;20",
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two snapshots: `first` of three rows, and `second`, newer, of one."""
    store = tmp_path / "store"
    main_table = recommendations(
        {"id": "a", "recommending_state": "FRA"},
        {"id": "b", "recommending_state": "ESP", "cycle": 1, "session": 4},
        {"id": "c", "recommending_state": None, "response": "noted"},
    )
    first = tables(main_table, words(("a", "state", "fully"), ("b", "nhri", "not")))
    second = tables(recommendations({}))
    publish(first, Draft("first", SnapshotKind.REAL, "2026-01-01T00:00:00+00:00"), store)
    publish(second, Draft("second", SnapshotKind.REAL, "2026-01-02T00:00:00+00:00"), store)
    return store


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A small export of UPR Info."""
    path = tmp_path / "export.csv"
    path.write_bytes(("\ufeff" + "\r\n".join([HEADER, *ROWS])).encode())
    return path


# figures


@pytest.mark.usefixtures("store")
def test_figures_as_json_are_those_of_the_contract(run: Run) -> None:
    ran = run("figures", "--by", "cycle", "--snapshot", "first", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert [row["key"] for row in ran.json] == [1, 2]
    assert list(ran.json[0]) == list(FIGURE_COLUMNS)
    assert (
        ran.json[0] | {"key": 1, "label": "Cycle 1", "made": 1, "triggered_rate": 0.0}
        == (ran.json[0])
    )
    assert ran.json[1]["triggered_rate"] == 1.0


@pytest.mark.usefixtures("store")
def test_two_dimensions_have_a_list_as_key(run: Run) -> None:
    ran = run("figures", "--by", "recommending_state,cycle", "--snapshot", "first",
              "--format", "json")  # fmt: skip
    assert [row["key"] for row in ran.json] == [["ESP", 1], ["FRA", 2], [None, 2]]


@pytest.mark.usefixtures("store")
def test_without_a_dimension_the_whole_is_counted(run: Run) -> None:
    (row,) = run("figures", "cycle=1", "--snapshot", "first", "--format", "json").json
    assert (row["key"], row["made"]) == (None, 1)


@pytest.mark.usefixtures("store")
def test_figures_as_csv(run: Run) -> None:
    ran = run("figures", "--by", "cycle", "--snapshot", "first", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["label"] for row in rows] == ["Cycle 1", "Cycle 2"]
    assert list(rows[0]) == list(FIGURE_COLUMNS)


@pytest.mark.usefixtures("store")
def test_what_the_source_does_not_record_is_said_in_words(run: Run) -> None:
    table = run("figures", "--snapshot", "second").out
    assert "not recorded by this source" in table
    assert "uncommented" not in table
    assert " – " not in table


@pytest.mark.usefixtures("store")
def test_figures_as_a_table_say_of_what_they_are(run: Run) -> None:
    ran = run("figures", "--by", "cycle", "response=supported", "--snapshot", "first")
    assert ran.code == 0
    assert "Supported" in ran.out
    assert "2026-01-01-first" in ran.out
    assert "100.0\N{NO-BREAK SPACE}% (1 of 1)" in ran.out


@pytest.mark.usefixtures("store")
def test_an_empty_selection_is_no_error(run: Run) -> None:
    whole = run("figures", "cycle=3", "--snapshot", "first", "--format", "json")
    assert (whole.code, whole.json[0]["made"], whole.json[0]["acceptance_rate"]) == (0, 0, None)
    by_cycle = run("figures", "--by", "cycle", "cycle=3", "--snapshot", "first", "--format", "json")
    assert (by_cycle.code, by_cycle.json) == (0, [])


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "by", ["assessor_type", "assessor_type,cycle", "cycle,assessor_type", "issue,assessor_type"]
)
def test_by_assessor_where_there_is_no_assessment_is_an_empty_list(run: Run, by: str) -> None:
    ran = run("figures", "--by", by, "--snapshot", "second", "--format", "json")
    assert (ran.code, ran.json) == (0, [])


@pytest.mark.usefixtures("store")
def test_by_assessor_and_cycle(run: Run) -> None:
    ran = run("figures", "--by", "cycle,assessor_type", "--snapshot", "first", "--format", "json")
    found = {tuple(row["key"]): row["n_commented"] for row in ran.json}
    assert found == {(1, "nhri"): 1, (1, "state"): 0, (2, "nhri"): 0, (2, "state"): 1}


@pytest.mark.usefixtures("store")
def test_the_newest_snapshot_is_the_default(run: Run) -> None:
    assert run("figures", "--format", "json").json[0]["made"] == 1


@pytest.mark.usefixtures("store")
def test_the_query_names_a_snapshot_and_the_option_wins_over_it(run: Run) -> None:
    in_query = run("figures", "snapshot=first", "--format", "json").json
    assert in_query[0]["made"] == 3
    option = run("figures", "snapshot=first", "--snapshot", "second", "--format", "json").json
    assert option[0]["made"] == 1


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "country"], "country"),
        (["--by", ""], "choose from"),
        (["--by", "cycle,cycle"], "two different"),
        (["--by", "cycle,session,kind"], "two different"),
        (["--by", "cycle,none"], "none"),
        (["cycle=9"], "“9”"),
        (["cycle=2,9"], "“9”"),
        (["country=SVN"], "country"),
        (["--snapshot", "third"], "third"),
        (["snapshot=third"], "third"),
        (["snapshot=../store/2026-01-01-first"], "2026-01-01-first"),
        (["--format", "xml"], "xml"),
        (["--snapshot"], "--snapshot"),
        (["cycle=2", "session=20"], "session=20"),
    ],
)
def test_wrong_use_exits_2_and_prints_no_figures(run: Run, arguments: list[str], said: str) -> None:
    ran = run("figures", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_an_empty_store_exits_2(run: Run) -> None:
    ran = run("figures")
    assert (ran.code, ran.out) == (2, "")
    assert "holds no snapshot" in ran.err


def test_a_damaged_snapshot_is_passed_over_and_named_on_stderr(run: Run, store: Path) -> None:
    (store / "2026-01-02-second" / "states.parquet").write_bytes(b"")
    ran = run("figures", "--format", "json")
    assert (ran.code, ran.json[0]["made"]) == (0, 3)
    assert "2026-01-02-second" in ran.err


# list, verify, remove


@pytest.mark.usefixtures("store")
def test_list_is_newest_first(run: Run) -> None:
    ran = run("list", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json[1] == {
        "id": "2026-01-01-first",
        "name": "first",
        "kind": "real",
        "created": "2026-01-01T00:00:00+00:00",
        "n_rows": 3,
        "valid": True,
    }
    assert [row["id"] for row in ran.json] == ["2026-01-02-second", "2026-01-01-first"]


def test_list_of_an_empty_store(run: Run) -> None:
    assert run("list", "--json").json == []
    assert "No snapshots" in run("list").out


def test_a_damaged_one_is_listed_as_not_valid(run: Run, store: Path) -> None:
    (store / "2026-01-01-first" / "manifest.json").write_text("{}")
    (store / "2026-01-02-second" / "states.parquet").unlink()
    assert [row["valid"] for row in run("list", "--json").json] == [False, False]
    assert run("list").out.count("damaged") == 2


def test_a_folder_without_papers_is_listed_as_such(run: Run, store: Path) -> None:
    (store / "2026-01-02-second" / "manifest.json").unlink()
    assert "no papers" in run("list").out
    assert run("list", "--json").json[0] == {
        "id": "2026-01-02-second", "name": None, "kind": None, "created": None, "n_rows": None,
        "valid": False,
    }  # fmt: skip
    assert ": it has no manifest.json" in run("verify").out
    assert run("verify").out.count("2026-01-02-second") == 1


def test_verify_tells_what_is_damaged_and_fails(run: Run, store: Path) -> None:
    assert run("verify").code == 0
    (store / "2026-01-02-second" / "states.parquet").write_bytes(b"")
    ran = run("verify")
    assert (ran.code, ran.err) == (1, "")
    assert "2026-01-02-second: states.parquet does not match" in ran.out
    assert run("verify", "first").code == 0
    assert run("verify", "2026-01-02-second").code == 1


@pytest.mark.usefixtures("store")
def test_verify_and_remove_of_what_is_not_there_exit_2(run: Run) -> None:
    for command in ("verify", "remove"):
        ran = run(command, "third")
        assert (ran.code, ran.out) == (2, "")
        assert "third" in ran.err


@pytest.mark.usefixtures("store")
def test_remove(run: Run) -> None:
    ran = run("remove", "first")
    assert (ran.code, ran.out) == (0, "")
    assert "2026-01-01-first" in ran.err
    assert [row["name"] for row in run("list", "--json").json] == ["second"]


# import


def test_import_makes_a_snapshot_and_reports(run: Run, export: Path) -> None:
    ran = run("import", str(export), "--name", "sample", "--json")
    assert (ran.code, ran.err) == (0, "")
    report = ran.json
    assert report.pop("snapshot").endswith("-sample")
    assert report == {
        "n_read": 2, "n_kept": 2, "n_set_aside": 0, "n_rows": 2, "repairs": {},
        "notices": {"issues_missing": 1}, "set_aside": [],
    }  # fmt: skip
    (row,) = run("figures", "--format", "json").json
    assert (row["n_supported"], row["n_noted"]) == (1, 1)


def test_import_prints_notices_in_words_with_an_example(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(csv_2018([record(response="Perhaps"), record(response="Perhaps")]))
    lines = run("import", str(path), "--name", "sample").out.splitlines()
    assert "  noticed: responses that are not understood: 2 (line 2: 'Perhaps')" in lines


def test_import_says_why_nothing_is_left(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(csv_2018([record(sur="Slovenja")]))
    ran = run("import", str(path), "--name", "sample")
    assert ran.code == 2
    assert ran.err.strip() == (
        "No recommendation is left to import: every record was set aside; the first, export.csv, "
        "line 2: “Slovenja” is not a State under review we know; did you mean Slovenia?"
    )


@pytest.mark.parametrize(
    ("name", "start"), [("a.csv", "key,label,unit"), ("a", "key,label,unit"), ("a.json", "[\n")]
)
def test_figures_are_written_to_a_file(
    run: Run, export: Path, tmp_path: Path, name: str, start: str
) -> None:
    run("import", str(export), "--name", "sample")
    ran = run("figures", "--by", "response", "-o", str(tmp_path / name))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.strip() == f"Wrote {tmp_path / name}."
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_format_that_is_said_wins_over_the_name(run: Run, export: Path, tmp_path: Path) -> None:
    run("import", str(export), "--name", "sample")
    run("figures", "--format", "json", "-o", str(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("[\n")


def test_import_names_what_was_set_aside(run: Run, export: Path) -> None:
    export.write_text("\n".join([HEADER, *ROWS, ROWS[0].replace("Slovenia", "Ruritania")]))
    report = run("import", str(export), "--name", "sample", "--json").json
    assert (report["n_read"], report["n_kept"] + report["n_set_aside"]) == (3, 3)
    if report["n_set_aside"]:
        assert set(report["set_aside"][0]) == {"file", "line", "reason"}


BAD_FILES: Mapping[str, bytes] = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "wrong columns": b"a;b;c\n1;2;3\n",
    "header only": HEADER.encode(),
    "page": b"<!DOCTYPE html><html><body>Not found</body></html>",
    "demonstration": "\n".join([HEADER, ROWS[0].replace("Slovenia", "QMA")]).encode(),
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=list(BAD_FILES))
def test_a_bad_file_ends_with_one_sentence_and_no_trace(
    run: Run, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    ran = run("import", str(path), "--name", "sample", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("name", ["Sample", "a b", "../x", "demonstration", "", "a--b", "a" * 65])
def test_a_bad_name_ends_with_one_sentence_and_no_trace(
    run: Run, tmp_path: Path, export: Path, name: str
) -> None:
    ran = run("import", str(export), f"--name={name}")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "store").exists()


def test_two_files_with_the_same_records_are_refused(
    run: Run, tmp_path: Path, export: Path
) -> None:
    again = tmp_path / "again.csv"
    again.write_bytes(export.read_bytes())
    ran = run("import", str(export), str(again), "--name", "sample")
    assert (ran.code, ran.out) == (2, "")
    assert "export.csv" in ran.err
    assert "again.csv" in ran.err


def test_a_store_that_cannot_be_written_to_exits_1(run: Run, tmp_path: Path, export: Path) -> None:
    (tmp_path / "store").write_text("a file")
    ran = run("import", str(export), "--name", "sample")
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be written to" in ran.err


# As a program


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "upr_data", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603


def test_the_program_prints_results_on_stdout_only(store: Path) -> None:
    ran = program("figures", "--store", str(store), "--by", "cycle", "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)[0]["key"] == 2


def test_the_program_exits_2_on_wrong_use(store: Path) -> None:
    assert program("figures", "--store", str(store), "cycle=9").returncode == 2
    assert program("unknown").returncode == 2
    assert program().returncode == 2


def test_the_program_writes_utf_8_whatever_the_locale(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONCOERCECLOCALE", "0")
    ran = program("figures", "--store", str(store))
    assert ran.returncode == 0
    assert "\N{NO-BREAK SPACE}" in ran.stdout


def test_the_store_is_named_before_or_after_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    building.ensure_demonstration(tmp_path)
    for arguments in (["--store", str(tmp_path), "list"], ["list", "--store", str(tmp_path)]):
        assert main(arguments) == 0
        assert "demonstration" in capsys.readouterr().out


# compare


@pytest.mark.usefixtures("store")
def test_two_snapshots_compared(run: Run) -> None:
    ran = run("compare", "first", "second", "--json", "--rows")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["counts"]["n_rows"] == {"first": 3, "second": 1}
    assert ran.json["added"] + ran.json["same"] == 1
    assert ran.json["gone"] + ran.json["same"] == 3
    assert len([row for row in ran.json["rows"] if row["change"] == "gone"]) == ran.json["gone"]
    shown = run("compare", "first", "second").out
    assert "2026-01-01-first" in shown
    assert "gone" in shown


@pytest.mark.usefixtures("store")
def test_a_snapshot_nobody_has_cannot_be_compared(run: Run) -> None:
    assert run("compare", "first", "third").code == 2


# terms of a snapshot


def test_a_theme_the_snapshot_lacks_exits_2(run: Run, tmp_path: Path) -> None:
    write_json(tmp_path / "index.json", [uhri_record()])
    assert run("import", str(tmp_path / "index.json"), "--name", "index").code == 0
    known = run("figures", "theme=sample_theme", "--by", "theme", "--format", "json")
    assert [(row["key"], row["label"]) for row in known.json] == [("sample_theme", "Sample theme")]
    unknown = run("figures", "theme=womens_rights", "--format", "json")
    assert (unknown.code, unknown.out) == (2, "")
    assert "womens_rights" in unknown.err


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("dimension", ["sdg", "affected"])
def test_dimensions_of_pages_are_none_of_the_command_line(run: Run, dimension: str) -> None:
    assert run("figures", "--by", dimension).code == 2


def test_a_file_is_no_store(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(export), "list"]) == 1
    out, err = capsys.readouterr()
    message = f"{export} is no folder; as a store it cannot be written to or read.\n"
    assert (out, err) == ("", message)


def test_a_full_disk_under_the_output_is_a_sentence(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.stdout, "write", full)
    assert main(["--store", str(store), "figures", "--by", "cycle"]) == 1
    monkeypatch.undo()
    assert capsys.readouterr().err == ("The result cannot be written: No space left on device.\n")


def test_an_import_of_nothing_says_what_to_name(run: Run) -> None:
    ran = run("import")
    assert (ran.code, ran.out) == (2, "")
    assert "name export files" in ran.err
