"""Files from strangers: what comes back from the child, and what it may not take with it."""

import io
import subprocess
from dataclasses import fields
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from filled import lines, with_part, write_csv, write_xlsx
from frames import recommendations, tables
from upr_info_files import csv_2018, record

from upr_data.ingest import building, guarded
from upr_data.ingest.building import Inputs
from upr_data.ingest.guarded import Limits, Task
from upr_data.ingest.guarded.task import receive
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.matrices.settling import Answers
from upr_data.language import speaking
from upr_data.model import SnapshotKind, Tables
from upr_data.operating import child
from upr_data.snapshot import DamagedSnapshotError, Draft, Snapshot, open_snapshot, publish


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes(csv_2018([record(), record(text="Sample text 2")]))
    return path


@pytest.fixture
def base(tmp_path: Path) -> Snapshot:
    draft = Draft("sample", SnapshotKind.REAL, "2026-01-01")
    manifest = publish(tables(recommendations({}, {})), draft, tmp_path / "store")
    return open_snapshot(tmp_path / "store" / manifest.id)


def test_the_child_gives_what_the_parent_would_make(export: Path) -> None:
    told: list[tuple[int, int]] = []
    inputs = Inputs(files=(export,))
    prepared = guarded.prepare(inputs, lambda done, total: told.append((done, total)))
    expected = building.prepare(inputs, child.no_progress)
    assert prepared.tables.recommendations.equals(expected.tables.recommendations)
    assert prepared.tables.import_report.equals(expected.tables.import_report)
    assert prepared.report.equals(expected.report)
    assert prepared.sources == expected.sources
    size = export.stat().st_size
    assert told[-1] == (size, size)


def test_assessments_come_back_with_the_snapshot_they_are_added_to(
    base: Snapshot, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", lines({}))
    prepared = guarded.prepare(Inputs(base=base, assessments=(path,)))
    assert prepared.base == base.manifest
    built = building.publish_prepared(prepared, None, tmp_path / "store")
    assert built.manifest.supersedes == base.manifest.id
    assert [source.file for source in built.sources] == ["filled.xlsx"]


def test_a_thread_may_ask(export: Path) -> None:
    found: list[int] = []

    def ask() -> None:
        found.append(guarded.prepare(Inputs(files=(export,))).tables.recommendations.height)

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2, 2]


def refusal_of(inputs: Inputs, limits: Limits = guarded.DEFAULT) -> str:
    with pytest.raises(BadInputError) as error:
        guarded.prepare(inputs, limits=limits)
    return str(error.value)


def test_a_refusal_names_the_file_and_not_its_folder(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "other.csv", [["a", "b"], ["1", "2"]])
    sentence = refusal_of(Inputs(files=(path,)))
    assert sentence.startswith("other.csv: its columns are a, b")
    assert str(tmp_path) not in sentence


def test_a_refusal_is_said_in_the_language_of_whoever_asks(tmp_path: Path) -> None:
    """The child is told it; a terminal keeps its own."""
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    with speaking("fr"), pytest.raises(BadInputError) as error:
        guarded.prepare(Inputs(files=(path,)))
    space = "\N{NO-BREAK SPACE}"
    assert str(error.value) == (
        f"empty.csv{space}: il est vide{space}; téléchargez-le ou exportez-le de nouveau."
    )
    with pytest.raises(BadInputError, match="it is empty; download or export it again"):
        guarded.prepare(Inputs(files=(path,)))


def test_what_is_read_is_the_same_in_every_language(export: Path) -> None:
    inputs = Inputs(files=(export,))
    english = guarded.prepare(inputs)
    with speaking("fr"):
        french = guarded.prepare(inputs)
    for one in fields(Tables):
        assert getattr(french.tables, one.name).equals(getattr(english.tables, one.name)), one.name
    assert french.report.equals(english.report)
    assert (french.sources, french.notes) == (english.sources, english.notes)


def test_too_much_memory(export: Path) -> None:
    sentence = refusal_of(Inputs(files=(export,)), Limits(memory=600_000_000))
    assert "takes more than 0.6 GB of memory" in sentence


def test_too_long(export: Path) -> None:
    sentence = refusal_of(Inputs(files=(export,)), Limits(seconds=0.05))
    assert "took longer than 0.05 seconds and was stopped" in sentence


def test_100_mb_in_500_kb(base: Snapshot, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", lines({}))
    with_part(path, "xl/worksheets/sheet9.xml", bytes(100_000_000))
    assert "unpacks to 100 MB" in refusal_of(Inputs(base=base, assessments=(path,)))


def test_a_damaged_snapshot_is_not_added_to(base: Snapshot, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "filled.csv", lines({}))
    (base.path / "states.parquet").write_bytes(b"changed")
    with pytest.raises(DamagedSnapshotError, match="does not match its SHA-256"):
        guarded.prepare(Inputs(base=base, assessments=(path,)))


def test_a_reading_that_is_given_up_leaves_nothing_behind(export: Path) -> None:
    class GivenUpError(Exception):
        pass

    def give_up(_done: int, _total: int) -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        guarded.prepare(Inputs(files=(export,)), give_up)


GIVEN: dict[str, Any] = {
    "files": (Path("sample.csv"),),
    "base": None,
    "assessments": (Path("assessments.xlsx"),),
    "registers": (Path("reports.csv"), Path("plans.csv")),
    "matrix": Answers(Path("matrix.xlsx"), review="SVN:2"),
    "treaties": (Path("register.xml"),),
    "coded_by_rules": False,
}
"""A value for every field of `Inputs`, none of them its default, but for `base`."""


def test_a_task_loses_nothing_of_its_inputs(base: Snapshot) -> None:
    given = GIVEN | {"base": base}
    assert set(given) == {field.name for field in fields(Inputs)}
    defaults = Inputs()
    assert [name for name, value in given.items() if getattr(defaults, name) == value] == []
    sent = io.BytesIO()
    task = Task(Inputs(**given), Limits(1, 2))
    task.send(sent)
    received = receive(io.BytesIO(sent.getvalue()))
    assert received == task
    assert {name: getattr(received.inputs, name) for name in given} == given


def test_categories_are_left_out_where_nobody_is_to_code(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(csv_2018([record(text="Ratify the Convention", action="")]))

    def category(inputs: Inputs) -> object:
        return guarded.prepare(inputs).tables.recommendations["action_category"][0]

    assert category(Inputs(files=(path,))) == 5
    assert category(Inputs(files=(path,), coded_by_rules=False)) is None


def test_file_names_are_those_of_where_the_command_runs(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(export.parent)
    (export.parent / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    prepared = guarded.prepare(Inputs(files=(Path(export.name),)))
    assert prepared.tables.recommendations.height == 2


def test_all_files_that_are_given_are_known() -> None:
    paths = Inputs(**(GIVEN | {"base": None})).paths
    assert [path.name for path in paths] == [
        "sample.csv",
        "assessments.xlsx",
        "reports.csv",
        "plans.csv",
        "register.xml",
        "matrix.xlsx",
    ]


def test_a_reading_that_nobody_waits_for_is_ended(export: Path) -> None:
    with pytest.raises(BadInputError, match="nobody waited for it"):
        guarded.prepare(Inputs(files=(export,)), is_wanted=lambda: False)


def test_whoever_waits_is_asked_again_and_again(export: Path) -> None:
    asked: list[None] = []

    def is_wanted() -> bool:
        asked.append(None)
        return len(asked) < 2

    with pytest.raises(BadInputError, match="nobody waited for it"):
        guarded.prepare(Inputs(files=(export,)), is_wanted=is_wanted)
    assert len(asked) == 2


def test_no_child_outlives_a_reading_that_is_given_up(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
            super().__init__(*given, **named)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    with pytest.raises(BadInputError):
        guarded.prepare(Inputs(files=(export,)), is_wanted=lambda: False)
    assert [child.poll() for child in started] == [-9]


def test_a_full_disk_is_said(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(subprocess.Popen[bytes]):
        """A child who may write no file of more than some bytes, as on a full disk."""

        def __init__(self, command: list[str], **named: Any) -> None:  # noqa: ANN401
            limited = ["bash", "-c", 'ulimit -f 1; trap "" XFSZ; exec "$@"', "bash", *command]
            super().__init__(limited, **named)

    monkeypatch.setattr(subprocess, "Popen", Full)
    assert refusal_of(Inputs(files=(export,))) == (
        "The disk of this computer has no room for what was read; make room, and load the files "
        "again."
    )


def test_no_room_for_the_folder_is_said(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryDirectory", full)
    sentence = refusal_of(Inputs(files=(export,)))
    assert sentence.startswith("The files could not be read (No space left on device); make room")
