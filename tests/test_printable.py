"""What sources, names and reasons hold never commands a terminal."""

import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from frames import recommendations, tables
from hypothesis import given
from hypothesis import strategies as st

from upr_data.cli import main
from upr_data.cli.parts import show_file
from upr_data.cli.printable import printable, printable_json
from upr_data.domain.printing import one_line
from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, publish

ESCAPE = "\x1b]0;title\x07\x1b[2J"
OVERRIDE = "\u202egnp.exe\u2066"
NASTY = f"{ESCAPE}{OVERRIDE}\r\x9b31m\u2028"
FORBIDDEN = "\x1b\x07\r\x9b\u202e\u2066\u2028"


def is_harmless(text: str) -> bool:
    return not set(text) & set(FORBIDDEN)


def test_each_unsafe_character_is_shown_as_its_escape() -> None:
    assert printable(NASTY) == ("\\x1b]0;title\\x07\\x1b[2J\\u202egnp.exe\\u2066\\r\\x9b31m\\u2028")


def test_letters_of_every_script_stay_as_they_are() -> None:
    text = "Türkiye\t中国 می\u200cخو\u0627\u0647م – ×\nnext 👩\u200d⚖️"
    assert printable(text) == text


def test_a_line_that_is_quoted_stays_one_line() -> None:
    assert one_line("a\nRemoved everything.") == "a Removed everything."


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_says_the_same_in_harmless_characters(value: object) -> None:
    text = printable_json(value)
    assert json.loads(text) == value
    assert is_harmless(text)


@given(st.text(alphabet=st.characters()))
def test_what_is_printed_can_be_written_and_commands_nothing(text: str) -> None:
    written = printable(text).encode().decode()
    assert is_harmless(written)
    assert "\n" not in one_line(text)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a snapshot, and damaged folders with names that command."""
    store = tmp_path / "store"
    publish(tables(recommendations({})), Draft("a", SnapshotKind.REAL, "2026-01-01"), store)
    for name in (f"2026-02-01-{NASTY}", "2026-02-02-a\nb"):
        shutil.copytree(store / "2026-01-01-a", store / name)
    return store


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("list", "--json"),
        ("verify",),
        ("verify", "--json"),
        ("figures",),
        ("figures", f"q={NASTY}"),
        ("figures", f"cycle={NASTY}"),
        ("figures", f"{NASTY}=1"),
        ("figures", "--snapshot", NASTY),
        ("figures", "--by", NASTY),
        ("figures", "--format", "csv", f"q={NASTY}"),
        ("compare", NASTY, "a"),
        ("remove", NASTY),
        ("import", f"/absent/{NASTY}", "--name", "x"),
        ("import", "--name", NASTY),
        (NASTY,),
        ("list", f"--{NASTY}"),
    ],
)
@pytest.mark.usefixtures("store")
def test_no_command_prints_what_commands_a_terminal(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command)
    assert ran.out + ran.err
    assert is_harmless(ran.out + ran.err)


def test_a_name_with_a_line_end_is_one_line_of_the_list(run: Run, store: Path) -> None:
    assert store.is_dir()
    assert "2026-02-02-a b" in run("list").out


def test_names_and_reasons_of_an_import_are_shown_not_obeyed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "SuR;Rgrp;Org;Recommendation;RS;Rgrp;Org;Response;Action;Issue;Session"
    good = "Slovenia;EEG;EU;Sample text 1;France;WEOG;EU;Supported;5;Justice;20"
    bad = good.replace("Slovenia", f"Nowhere{ESCAPE}{OVERRIDE}")
    file = tmp_path / f"{OVERRIDE}.csv"
    file.write_text(f"{header}\n{good}\n{bad}", encoding="utf-8")
    for more in ([], ["--json"]):
        main(["--store", str(tmp_path / "store"), "import", str(file), "--name", "a", *more])
        ran = capsys.readouterr()
        assert ran.out + ran.err
        assert is_harmless(ran.out + ran.err)


class Terminal(io.StringIO):
    """A stdout with people before it."""

    def isatty(self) -> bool:
        """Whether people read it."""
        return True


def test_a_file_written_to_a_terminal_is_shown_not_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    show_file(f"a;{NASTY}\n".encode())
    assert is_harmless(sys.stdout.getvalue())  # type: ignore[attr-defined]


def test_a_file_written_to_a_program_keeps_its_bytes(capfdbinary: Any) -> None:  # noqa: ANN401
    show_file(f"a;{NASTY}\n".encode())
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == f"a;{NASTY}\n".encode()
