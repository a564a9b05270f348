"""Papers changed in any way: the same reading or a sentence, for every command; never a trace."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from frames import recommendations, tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from upr_data.cli import main
from upr_data.model import SnapshotKind
from upr_data.snapshot import (
    DamagedSnapshotError,
    Draft,
    list_snapshots,
    open_snapshot,
    publish,
)

OLDER = Draft("older", SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")
NEWER = Draft("newer", SnapshotKind.REAL, "2026-01-02T00:00:00+00:00", notes=(("coder", {"n": 1}),))
ID = "2026-01-02-newer"
COMMANDS = (
    ("list",),
    ("list", "--json"),
    ("verify",),
    ("verify", "newer"),
    ("figures", "--format", "json"),
    ("figures", "--snapshot", ID, "--format", "json"),
    ("compare", "older", "newer"),
    ("remove", ID),
)
PATIENT = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two snapshots; the newer one's papers are to be changed."""
    store = tmp_path_factory.mktemp("original")
    for draft in (OLDER, NEWER):
        publish(tables(recommendations({})), draft, store)
    return store


@pytest.fixture
def store(original: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copytree(original, tmp_path / "store"))


@st.composite
def mutations(draw: st.DrawFn, content: bytes) -> bytes:
    """The bytes with one stretch replaced by others, cut short, or made longer."""
    start = draw(st.integers(0, len(content)))
    stop = min(len(content), start + draw(st.integers(0, 40)))
    return content[:start] + draw(st.binary(max_size=40)) + content[stop:]


def answers(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command ends with a code of its own and without a trace; the older one is served."""
    for command in COMMANDS:
        code = main(["--store", str(store), *command])
        out, err = capsys.readouterr()
        assert code in (0, 1, 2), command
        assert "Traceback" not in out + err
        if command[0] == "remove":
            assert code == 0
    assert [one.path.name for one in list_snapshots(store)] == ["2026-01-01-older"]


@PATIENT
@given(data=st.data())
def test_bytes_of_the_papers_changed_in_any_way_are_found(
    original: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = open_snapshot(original / ID)
    file = data.draw(st.sampled_from(["manifest.json", "manifest.sha256"]))
    copy = tmp_path_factory.mktemp("changed") / ID
    shutil.copytree(original / ID, copy)
    content = (copy / file).read_bytes()
    changed = data.draw(mutations(content))
    (copy / file).write_bytes(changed)
    if changed == content:
        assert open_snapshot(copy).manifest == whole.manifest
    else:
        with pytest.raises(DamagedSnapshotError, match=ID):
            open_snapshot(copy)


@settings(PATIENT, max_examples=12)
@given(data=st.data())
def test_no_command_is_taken_down_by_changed_bytes(
    original: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    data: st.DataObject,
) -> None:
    store = tmp_path_factory.mktemp("changed") / "store"
    shutil.copytree(original, store)
    file = store / ID / data.draw(st.sampled_from(["manifest.json", "manifest.sha256"]))
    file.write_bytes(data.draw(mutations(file.read_bytes())))
    answers(store, capsys)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Every place in a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:  # noqa: ANN401
    if not path:
        return new
    copy = list(value) if isinstance(value, list) else dict(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8),
    st.just([]), st.just({}), st.sampled_from(["\x1b[31m", "\u202e", "../x", "9" * 5000, "real"]),
)  # fmt: skip


@settings(PATIENT, max_examples=25)
@given(data=st.data())
def test_no_command_is_taken_down_by_other_values_with_a_checksum_that_fits(
    original: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    data: st.DataObject,
) -> None:
    store = tmp_path_factory.mktemp("changed") / "store"
    shutil.copytree(original, store)
    file = store / ID / "manifest.json"
    papers = json.loads(file.read_text())
    where = data.draw(st.sampled_from(sorted(places(papers), key=str)))
    content = json.dumps(put(papers, where, data.draw(ODD))).encode()
    file.write_bytes(content)
    line = f"{hashlib.sha256(content).hexdigest()}  manifest.json\n"
    (store / ID / "manifest.sha256").write_text(line)
    answers(store, capsys)


@pytest.mark.parametrize("files", [(), ("manifest.json",), ("manifest.sha256",)])
def test_no_command_is_taken_down_by_a_folder_without_papers(
    store: Path, capsys: pytest.CaptureFixture[str], files: tuple[str, ...]
) -> None:
    for file in ("manifest.json", "manifest.sha256"):
        if file not in files:
            (store / ID / file).unlink()
    answers(store, capsys)


def test_a_demonstration_edited_to_be_real_is_found(tmp_path: Path) -> None:
    draft = Draft("sample", SnapshotKind.DEMONSTRATION, "2026-01-01")
    path = tmp_path / publish(tables(recommendations({})), draft, tmp_path).id
    file = path / "manifest.json"
    file.write_text(file.read_text().replace('"demonstration"', '"real"'))
    with pytest.raises(DamagedSnapshotError, match="does not match its SHA-256"):
        open_snapshot(path)
