"""Which snapshot of a store is shown: plain rules, on a clock set wrong as well."""

import errno
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from snapshots import DEMO, ids, publish_one

from upr_data.snapshot import (
    NoSnapshotError,
    choose,
    clock,
    clock_remarks,
    list_snapshots,
    matching,
    remove,
)


def test_by_default_the_newest_real_one_else_the_demonstration(tmp_path: Path) -> None:
    publish_one(tmp_path, DEMO)
    assert choose(tmp_path).snapshot.manifest.id == "2026-02-01-demonstration"
    publish_one(tmp_path, created="2026-01-05T00:00:00+00:00", name="b")
    publish_one(tmp_path, created="2026-01-03T00:00:00+00:00", name="c")
    assert choose(tmp_path).snapshot.manifest.id == "2026-01-05-b"


def test_of_one_moment_the_higher_number_is_newer(tmp_path: Path) -> None:
    for _ in range(10):
        publish_one(tmp_path)
    assert ids(tmp_path)[:2] == ["2026-01-01-sample-10", "2026-01-01-sample-9"]
    assert choose(tmp_path, "sample").snapshot.manifest.id == "2026-01-01-sample-10"


def test_an_id_means_that_one(tmp_path: Path) -> None:
    publish_one(tmp_path)
    publish_one(tmp_path)
    assert choose(tmp_path, "2026-01-01-sample").snapshot.manifest.id == "2026-01-01-sample"


def test_a_name_that_ends_in_a_number_is_no_other_name(tmp_path: Path) -> None:
    publish_one(tmp_path, name="upr-info-2018")
    assert choose(tmp_path, "upr-info-2018").snapshot.manifest.name == "upr-info-2018"
    with pytest.raises(NoSnapshotError):
        choose(tmp_path, "upr-info")


@pytest.mark.parametrize("wanted", ["other", "", ".", "..", "../elsewhere", "/", "\0", "a\nb"])
def test_what_is_not_in_the_store_is_not_found(tmp_path: Path, wanted: str) -> None:
    publish_one(tmp_path / "elsewhere")
    shutil.copytree(tmp_path / "elsewhere" / "2026-01-01-sample", tmp_path / "elsewhere" / "x")
    store = tmp_path / "store"
    publish_one(store, name="inside")
    for ask in (choose, matching, remove):
        with pytest.raises(NoSnapshotError, match="2026-01-01-inside"):
            ask(store, wanted)


@pytest.mark.parametrize("store", ["empty", "absent"])
def test_an_empty_store_has_nothing(tmp_path: Path, store: str) -> None:
    (tmp_path / "empty").mkdir()
    assert list_snapshots(tmp_path / store) == []
    with pytest.raises(NoSnapshotError, match="holds no snapshot"):
        choose(tmp_path / store)


def test_other_files_in_the_store_are_passed_over(tmp_path: Path) -> None:
    publish_one(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "folder").mkdir()
    assert ids(tmp_path) == ["2026-01-01-sample"]


def test_a_folder_that_should_be_a_snapshot_is_listed_without_papers(tmp_path: Path) -> None:
    publish_one(tmp_path)
    (tmp_path / "2026-03-01-half").mkdir()
    newest, good = list_snapshots(tmp_path)
    assert newest.problems == (
        "2026-03-01-half: it has no manifest.json, so nobody can say what it holds.",
    )
    assert (good.path.name, good.is_valid) == ("2026-01-01-sample", True)
    assert choose(tmp_path).passed_over == newest.problems


def test_a_damaged_one_answers_to_the_name_that_its_id_holds(tmp_path: Path) -> None:
    snapshot = publish_one(tmp_path, name="upr-info-2018")
    (snapshot / "manifest.json").unlink()
    (found,) = matching(tmp_path, "upr-info-2018")
    assert found.path == snapshot


def test_a_store_out_of_reach_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    for ask in (list_snapshots, choose):
        with pytest.raises(NoSnapshotError, match=r"cannot be read: Permission denied\."):
            ask(tmp_path)


def test_a_snapshot_dated_after_today_hides_no_other(tmp_path: Path) -> None:
    publish_one(tmp_path, name="good")
    publish_one(tmp_path, name="early", created="2999-01-01T00:00:00+00:00")
    assert ids(tmp_path) == ["2026-01-01-good", "2999-01-01-early"]
    assert choose(tmp_path).snapshot.manifest.name == "good"
    assert choose(tmp_path, "early").snapshot.manifest.name == "early"
    (remark,) = clock_remarks(tmp_path)
    assert remark.startswith("2999-01-01-early is dated 2999-01-01T00:00:00+00:00, but the clock")


def test_what_is_published_by_a_clock_set_back_is_shown_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_one(tmp_path, name="good")
    monkeypatch.setattr(clock, "now", lambda: datetime(1990, 1, 1, tzinfo=UTC))
    publish_one(tmp_path, name="late", created="1990-01-01T00:00:00+00:00")
    assert choose(tmp_path).snapshot.manifest.name == "late"
    assert ids(tmp_path) == ["1990-01-01-late", "2026-01-01-good"]
    assert "the clock of this machine says 1990-01-01" in clock_remarks(tmp_path)[0]


def test_clocks_that_agree_need_no_remark(tmp_path: Path) -> None:
    tomorrow = datetime.now(UTC) + timedelta(hours=23)
    publish_one(tmp_path, created=tomorrow.isoformat())
    assert clock_remarks(tmp_path) == []
