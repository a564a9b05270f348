"""Snapshots in a bucket, against a real S3 server on this machine."""

import errno
import json
import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from apps import opener
from frames import recommendations, tables
from moto.server import ThreadedMotoServer
from obstore.store import S3Store

from upr_data.cli import main
from upr_data.model import SnapshotKind, Table
from upr_data.snapshot import (
    Draft,
    NoSnapshotError,
    StoreNotWritableError,
    choose,
    follow,
    list_snapshots,
    may_demonstrate,
    mirror,
    open_snapshot,
    publish,
    refresh,
    remove,
    store_at,
)
from upr_data.snapshot.remote import Bucket
from upr_data.ui.frame.text import plain

ADDRESS = "s3://editions/upr"
DRAFT = Draft("sample", SnapshotKind.REAL, "2026-01-01T10:00:00+00:00")
TABLES = tables(recommendations({"id": "a"}, {"id": "b", "response": "noted"}))
ID = "2026-01-01-sample"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The endpoint of an S3 server."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture(autouse=True)
def bucket(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """An empty bucket, and this process as a replica with a cache of its own."""
    ask(f"{server}/moto-api/reset", "POST")
    ask(f"{server}/editions", "PUT")
    for name, value in {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": server,
        "AWS_ALLOW_HTTP": "true",
        "UPR_CACHE": str(tmp_path / "cache"),
        "UPR_POLL": "1",
    }.items():
        monkeypatch.setenv(name, value)
    return Bucket(ADDRESS)


@pytest.fixture
def store() -> Path:
    """The local copy of this replica."""
    return store_at(ADDRESS)


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The local copy of another replica."""
    monkeypatch.setenv("UPR_CACHE", str(tmp_path / "other"))
    return store_at(ADDRESS)


def ask(address: str, method: str) -> None:
    urllib.request.urlopen(urllib.request.Request(address, method=method)).close()  # noqa: S310


def ids(store: Path) -> list[str]:
    return [one.path.name for one in list_snapshots(store)]


def test_what_one_replica_publishes_the_other_shows(store: Path, other: Path) -> None:
    assert publish(TABLES, DRAFT, store).id == ID
    assert refresh(other)
    snapshot = choose(other).snapshot
    assert snapshot.scan(Table.RECOMMENDATIONS).collect().equals(TABLES.recommendations)
    assert snapshot.checksum == open_snapshot(store / ID).checksum


def test_what_is_published_here_is_not_downloaded_again(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(TABLES, DRAFT, store)
    monkeypatch.setattr(Bucket, "download", None)
    assert refresh(store).error is None  # type: ignore[union-attr]


def test_what_one_replica_removes_the_other_stops_showing(store: Path, other: Path) -> None:
    publish(TABLES, DRAFT, store)
    publish(TABLES, replace(DRAFT, name="newer", created="2026-01-02"), store)
    refresh(other)
    remove(store, "newer")
    assert ids(other) == ["2026-01-02-newer", ID]
    refresh(other)
    assert ids(other) == [ID]


def test_replicas_that_know_nothing_of_each_other_take_different_ids(
    store: Path, other: Path
) -> None:
    assert publish(TABLES, DRAFT, store).id == ID
    assert publish(TABLES, DRAFT, other).id == f"{ID}-2"
    refresh(store)
    assert ids(store) == [f"{ID}-2", ID]


def interrupted(n: int, fault: BaseException) -> Callable[..., object]:
    """An upload of a file that works `n` times and then fails."""
    real, count = S3Store.put, iter(range(100))

    def put(self: S3Store, path: str, *more: Any, **named: Any) -> object:  # noqa: ANN401
        if next(count) >= n:
            raise fault
        return real(self, path, *more, **named)

    return put


@pytest.mark.parametrize("n", [1, 5, 13])
def test_a_snapshot_on_its_way_is_seen_by_nobody(
    store: Path, other: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, n: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(S3Store, "put", interrupted(n, KeyboardInterrupt()))
        patch.setattr(Bucket, "remove", lambda *_: None)  # who is killed tidies nothing
        with pytest.raises(KeyboardInterrupt):
            publish(TABLES, DRAFT, store)
    assert bucket.listed()[ID].version is None
    refresh(other)
    assert ids(other) == []
    assert publish(TABLES, DRAFT, store).id == f"{ID}-2"


@pytest.mark.parametrize("n", [1, 5, 13])
def test_an_upload_that_fails_leaves_the_id_free(
    store: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, n: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(S3Store, "put", interrupted(n, PermissionError("no room")))
        with pytest.raises(StoreNotWritableError, match="Permission"):
            publish(TABLES, DRAFT, store)
    assert bucket.listed() == {}
    assert ids(store) == []
    assert publish(TABLES, DRAFT, store).id == ID


def test_a_damaged_snapshot_in_the_bucket_is_named_and_not_swapped_in(
    store: Path, other: Path, bucket: Bucket
) -> None:
    publish(TABLES, DRAFT, store)
    publish(TABLES, replace(DRAFT, name="newer", created="2026-01-02"), store)
    file = store / "2026-01-02-newer" / "states.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    with bucket._open() as client:
        client.put("2026-01-02-newer/states.parquet", bytes(content))
    synced = refresh(other)
    assert synced
    assert synced.problems == (
        "2026-01-02-newer: states.parquet does not match its SHA-256: it was changed or damaged.",
    )
    assert ids(other) == [ID]


def test_an_edition_replaced_under_its_id_is_fetched_anew(store: Path, other: Path) -> None:
    publish(TABLES, DRAFT, store)
    refresh(other)
    remove(store, ID)
    publish(tables(recommendations({})), DRAFT, store)
    refresh(other)
    assert choose(other).snapshot.manifest.n_rows == 1


def test_a_local_copy_that_was_damaged_is_fetched_anew(store: Path) -> None:
    publish(TABLES, DRAFT, store)
    (store / ID / "states.parquet").write_bytes(b"")
    with pytest.raises(NoSnapshotError, match="does not match"):
        choose(store)
    refresh(store)
    assert choose(store).snapshot.manifest.id == ID


def test_a_bucket_out_of_reach_leaves_the_copy_as_it_is(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(TABLES, DRAFT, store)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    synced = refresh(store)
    assert synced
    assert synced.error == "The store s3://editions/upr cannot be used (no answer)."
    assert choose(store).snapshot.manifest.id == ID
    with pytest.raises(StoreNotWritableError, match="no answer"):
        publish(TABLES, DRAFT, store)


def logged_here(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What this thread has logged: those of other tests may still be looking into a bucket."""
    here = threading.current_thread().name
    ours = [one for one in caplog.records if one.name == "upr_data.snapshot.mirror"]
    return [one.getMessage() for one in ours if one.threadName == here]


@pytest.fixture
def silent() -> Iterator[str]:
    """The endpoint of a server that takes every call and answers none."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture
def nobody_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "_FOLLOWED", {})


@pytest.mark.usefixtures("nobody_follows")
def test_nobody_waits_for_a_bucket_that_is_silent_where_there_is_a_copy(
    store: Path, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(TABLES, DRAFT, store)
    monkeypatch.setenv("AWS_ENDPOINT_URL", silent)
    began = time.monotonic()
    assert [follow(store) for _look in range(3)] == [None] * 3
    assert choose(store).snapshot.manifest.id == ID
    assert time.monotonic() - began < 2


@pytest.mark.usefixtures("nobody_follows")
def test_a_first_copy_is_waited_for_and_not_for_ever(
    store: Path, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror, "_FIRST_COPY", 0.1)
    monkeypatch.setenv("AWS_ENDPOINT_URL", silent)
    assert follow(store) is None
    with pytest.raises(NoSnapshotError, match="has not answered yet; look again in a minute"):
        choose(store)
    assert not may_demonstrate(store)


@pytest.mark.parametrize(
    "address",
    ["minio:9000", "http://", "http://a b", "http://[::1", "http://é", "https://minio:port",
     "http://127.0.0.1:99999", "http://:9000", "ftp://minio"],
)  # fmt: skip
def test_an_address_that_no_server_can_have_is_a_sentence(
    store: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    assert "AWS_ENDPOINT_URL has to be http:// or https://" in str(refresh(store))


class Panic(BaseException):
    """What Rust raises where it gives up."""


@pytest.mark.usefixtures("nobody_follows")
def test_a_client_that_gives_up_is_a_bucket_out_of_reach(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(TABLES, DRAFT, store)
    monkeypatch.setattr(S3Store, "list", lambda _self: (_ for _ in ()).throw(Panic()))
    synced = refresh(store)
    assert synced
    assert synced.error == "The store s3://editions/upr cannot be used (its client failed)."


def test_a_damaged_edition_is_downloaded_again_only_once_it_has_changed(
    store: Path, other: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(TABLES, DRAFT, store)
    whole = (store / ID / "states.parquet").read_bytes()
    with bucket._open() as client:
        client.put(f"{ID}/states.parquet", whole[:-1])
    told = refresh(other)
    assert told
    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "download", None)
        again = refresh(other)
    assert (again and again.problems, ids(other)) == (told.problems, [])
    assert "states.parquet" in told.problems[0]
    time.sleep(1)  # an object's age is in seconds
    with bucket._open() as client:
        client.put(f"{ID}/states.parquet", whole)
    again = refresh(other)
    assert (again and again.problems, ids(other)) == ((), [ID])


def test_a_disk_that_is_full_is_no_bucket_out_of_reach(
    store: Path, other: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def download(*_file: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(other / "secret"))

    def without_room() -> str | None:
        with monkeypatch.context() as patch:
            patch.setattr(Bucket, "download", download)
            synced = refresh(other)
        return synced and synced.error

    publish(TABLES, DRAFT, store)
    with caplog.at_level("WARNING", logger="upr_data.snapshot.mirror"):
        first = without_room()
        refresh(other)
        publish(TABLES, replace(DRAFT, name="newer", created="2026-01-02"), store)
        then = without_room()
    assert first == then == "The local copy cannot be written (No space left on device)."
    assert logged_here(caplog) == [
        "copy cannot be written, and there is no copy",
        "copy cannot be written, its copy goes on",
    ]
    assert ids(other) == [ID]


def test_what_happens_to_editions_is_logged_once(
    store: Path, other: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish(TABLES, DRAFT, store)
    with caplog.at_level("INFO", logger="upr_data.snapshot.mirror"):
        refresh(other)
        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        refresh(other)
        refresh(other)
    assert logged_here(caplog) == ["edition swapped in", "bucket out of reach, its copy goes on"]


def test_an_empty_copy_of_a_bucket_out_of_reach_says_why(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    refresh(store)
    with pytest.raises(NoSnapshotError, match=r"s3://editions/upr holds no .* \(no answer\)"):
        choose(store)
    assert not may_demonstrate(store)


def test_plain_http_needs_its_flag(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ALLOW_HTTP")
    assert "AWS_ALLOW_HTTP=true" in str(refresh(store))


def test_a_bucket_that_is_not_there_is_named() -> None:
    assert "(NoSuchBucket)" in str(refresh(store_at("s3://elsewhere")))


def test_a_server_that_follows_shows_a_new_edition_without_a_restart(
    store: Path, other: Path
) -> None:
    publish(TABLES, DRAFT, store)
    assert follow(other)
    assert choose(other).snapshot.manifest.name == "sample"
    publish(TABLES, replace(DRAFT, name="newer", created="2026-01-02"), store)
    deadline = time.monotonic() + 20
    while ids(other)[0] == ID and time.monotonic() < deadline:
        time.sleep(0.1)
    assert choose(other).snapshot.manifest.name == "newer"


def test_what_a_killed_publication_left_is_swept_a_day_later(
    store: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = "2025-01-01-killed"
    bucket.claim(left, b"")
    publish(TABLES, DRAFT, store)
    found = bucket.listed()
    assert left in found
    day_old = replace(found[left], touched=found[left].touched - timedelta(hours=25))
    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "listed", lambda _self: found | {left: day_old})
        bucket.sweep()
    assert list(bucket.listed()) == [ID]


def test_a_copy_that_has_no_place_is_a_sentence_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("UPR_CACHE", str(tmp_path / "file"))
    page = opener(Path(), monkeypatch)
    monkeypatch.setenv("UPR_STORE", ADDRESS)
    (error,) = page().error
    assert error.value == plain(
        f"The local copy of {ADDRESS} cannot be written to: Not a directory."
    )
    monkeypatch.setenv("UPR_STORE", "s3://editions/upr x")
    (error,) = page().error
    assert error.value.endswith(
        plain("is no address of a store: say a folder, or s3://bucket/prefix.")
    )


@pytest.mark.parametrize(
    "address",
    ["s3://", "s3://b", "s3://bucket/../x", "s3://bucket//x", "gs://bucket", "s3://bucket/x?y"],
)
def test_an_address_that_cannot_be_one_exits_2(
    address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["--store", address, "list"]) == 2
    assert address in capsys.readouterr().err
    monkeypatch.setenv("UPR_STORE", address)
    assert main(["list"]) == 2
    assert address in capsys.readouterr().err


def test_commands_work_on_a_bucket(
    store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(TABLES, DRAFT, store)
    shutil.rmtree(store)
    monkeypatch.setenv("UPR_STORE", ADDRESS)
    assert main(["list", "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == [ID]
    assert main(["--store", ADDRESS, "verify"]) == 0
    assert main(["remove", ID]) == 0
    capsys.readouterr()
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
