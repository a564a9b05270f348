"""Snapshots that are removed, superseded or gone: what is real is missed, never replaced."""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from snapshots import DEMO, edit_manifest, ids, lose_a_record, publish_one, truncate

from upr_data.snapshot import (
    NoSnapshotError,
    StoreNotWritableError,
    choose,
    list_snapshots,
    may_demonstrate,
    remove,
    superseded_by,
)


def test_real_data_that_has_gone_is_missed_not_replaced(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish_one(store, DEMO)
    real = publish_one(store)
    assert choose(store).snapshot.manifest.kind == "real"
    shutil.rmtree(real)
    with pytest.raises(NoSnapshotError, match="held real data and holds none any more"):
        choose(store)
    assert choose(store, "demonstration").snapshot.manifest.kind == "demonstration"
    shutil.rmtree(store)
    with pytest.raises(NoSnapshotError, match="has gone: there is no such folder"):
        choose(store)
    assert not may_demonstrate(store)


def test_real_data_that_was_removed_on_purpose_is_not_missed(tmp_path: Path) -> None:
    publish_one(tmp_path, DEMO)
    real = publish_one(tmp_path)
    choose(tmp_path)
    remove(tmp_path, real.name)
    assert choose(tmp_path).snapshot.manifest.kind == "demonstration"


def test_a_new_store_may_have_the_demonstration_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert may_demonstrate(tmp_path)
    assert may_demonstrate(tmp_path / "absent")
    monkeypatch.setenv("UPR_ALLOW_DEMO", "0")
    assert not may_demonstrate(tmp_path)


def test_an_older_demonstration_may_be_made_anew(tmp_path: Path) -> None:
    edit_manifest(publish_one(tmp_path, DEMO), schema_version=1)
    assert may_demonstrate(tmp_path)


@pytest.mark.parametrize("damage", [truncate, lose_a_record, lambda s: edit_manifest(s, odd=1)])
def test_damaged_real_data_are_not_replaced_by_the_demonstration(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    damage(publish_one(tmp_path))
    with pytest.raises(NoSnapshotError):
        choose(tmp_path)
    assert not may_demonstrate(tmp_path)


def test_a_folder_with_anything_else_in_it_is_not_removed(tmp_path: Path) -> None:
    snapshot = publish_one(tmp_path)
    (snapshot / "thesis.docx").write_text("mine")
    with pytest.raises(NoSnapshotError, match=r"holds thesis\.docx"):
        remove(tmp_path, snapshot.name)
    assert (snapshot / "thesis.docx").exists()


def test_a_removal_that_fails_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = publish_one(tmp_path)

    def refused(*_args: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(StoreNotWritableError, match=r"could not be removed: Permission denied\.$"):
        remove(tmp_path, snapshot.name)


def test_a_linked_snapshot_is_removed_and_what_it_links_to_is_not(tmp_path: Path) -> None:
    elsewhere = publish_one(tmp_path / "elsewhere")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / elsewhere.name).symlink_to(elsewhere)
    remove(tmp_path / "store", elsewhere.name)
    assert list((tmp_path / "store").iterdir()) == []
    assert list_snapshots(tmp_path / "elsewhere")[0].is_valid


def test_remove_takes_one_away(tmp_path: Path) -> None:
    publish_one(tmp_path)
    publish_one(tmp_path)
    assert remove(tmp_path, "2026-01-01-sample") == "2026-01-01-sample"
    assert [path.name for path in tmp_path.iterdir()] == ["2026-01-01-sample-2"]


def test_remove_does_not_guess_among_several_of_a_name(tmp_path: Path) -> None:
    publish_one(tmp_path)
    publish_one(tmp_path)
    with pytest.raises(NoSnapshotError, match="full id"):
        remove(tmp_path, "sample")
    assert len(ids(tmp_path)) == 2


def test_a_damaged_one_can_be_removed(tmp_path: Path) -> None:
    snapshot = publish_one(tmp_path)
    (snapshot / "manifest.json").write_text("")
    remove(tmp_path, snapshot.name)
    assert list(tmp_path.iterdir()) == []


def test_who_supersedes_whom(tmp_path: Path) -> None:
    old = publish_one(tmp_path).name
    new = publish_one(tmp_path, name="with-assessments", supersedes=old).name
    assert superseded_by(tmp_path) == {old: new}
