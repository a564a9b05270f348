"""The one command of the benchmarks: its parts have the README's names, and failures are told."""

import re
import subprocess
from pathlib import Path

import pytest

from benchmarks import __main__ as report

README = Path(report.__file__).with_name("README.md")


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run; whatever is of many people fails."""
    commands: list[list[str]] = []

    def run(command: list[str], *, check: bool) -> "subprocess.CompletedProcess[bytes]":
        commands.append(command[2:])
        assert not check
        return subprocess.CompletedProcess(command, int("benchmarks.people" in command))

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_the_readme_names_the_parts() -> None:
    table = README.read_text("utf-8").split("| part | says |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(report.PARTS)


@pytest.mark.parametrize("name", ["typo", "slow"])
def test_a_part_that_nobody_knows_is_an_error_that_lists_them(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        report.main(["--only", name])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert all(part in said for part in report.PARTS)


def test_another_checkout_is_compared_first(
    ran: list[list[str]], demonstration_store: Path, tmp_path: Path
) -> None:
    store = ["--store", str(demonstration_store)]
    report.main([*store, "--only", "queries", "slow_line"])
    assert ran == [["benchmarks.queries"], ["benchmarks.slow_line", *store]]
    ran.clear()
    with pytest.raises(SystemExit):
        report.main([*store, "--beside", str(tmp_path)])
    assert ran[0] == ["benchmarks.same", *store, "--beside", str(tmp_path)]
    assert len(ran) == len(report.PARTS)


def test_without_another_checkout_nothing_is_compared(
    ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        report.main(["--only", "same"])
    assert stopped.value.code == 2
    assert "--beside" in capsys.readouterr().err
    assert ran == []


def test_parts_that_fail_are_named_when_all_have_run(
    ran: list[list[str]], demonstration_store: Path
) -> None:
    with pytest.raises(SystemExit) as stopped:  # a text is code 1, and printed
        report.main(["--store", str(demonstration_store), "--soak", "7"])
    assert stopped.value.code == "failed: people, crowd, soak"
    assert len(ran) == len(report.PARTS) - 1
    assert ran[-2][-2:] == ["--seconds", "7"]
