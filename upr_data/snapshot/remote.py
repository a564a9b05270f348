"""Snapshots in an object store that speaks S3, through obstore.

One snapshot is one prefix. Its manifest is written last and deleted first, so that a reader sees a
whole snapshot or none; its checksum is written first, and only where there is none yet, which
claims the id. Keys and endpoint come from the environment, as for every S3 client (`AWS_…`).
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from upr_data.model import Table
from upr_data.snapshot.manifest import CHECKSUM_FILE, MANIFEST_FILE

if TYPE_CHECKING:
    from obstore.store import S3Store

_FILES: Final = (*(f"{table}.parquet" for table in Table), CHECKSUM_FILE, MANIFEST_FILE)
_LEFT_BEHIND: Final = timedelta(days=1)
_TRIED_FOR: Final = timedelta(seconds=30)
_CHUNK: Final = 8 * 1024**2
_URL: Final = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,62}(/[A-Za-z0-9_][A-Za-z0-9._-]*)*/?")
_ENDPOINTS: Final = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_SERVER: Final = re.compile(
    r"https?://([\w.-]+|\[[\da-fA-F:.]+\])(:(\d{1,5}))?(/[!-~]*)?", re.ASCII
)
_LAST_PORT: Final = 65_535
_CODE: Final = re.compile(r"<Code>(\w+)</Code>")


class RemoteError(OSError):
    """The object store refused, or did not answer; the message says which and why."""

    def __init__(self, message: str) -> None:
        """Say what happened, in one sentence without its full stop."""
        super().__init__(errno.EIO, message)

    def __str__(self) -> str:
        """The sentence."""
        return f"{self.strerror}."


@dataclass(frozen=True, slots=True)
class Remote:
    """A snapshot as the object store lists it: sizes of its files, and which manifest it has."""

    sizes: dict[str, int]
    version: str | None
    touched: datetime


def is_address(text: str) -> bool:
    """Whether this names a bucket and perhaps a prefix: `s3://bucket/prefix`."""
    return bool(_URL.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Bucket:
    """The snapshots under one address."""

    address: str

    def listed(self) -> dict[str, Remote]:
        """Every id with its files; those without a manifest (`version` None) are on their way."""
        found: dict[str, Remote] = {}
        with self._open() as store:
            for chunk in store.list():
                for one in chunk:
                    snapshot_id, _, name = one["path"].partition("/")
                    if name not in _FILES:
                        continue
                    known = found.get(snapshot_id, Remote({}, None, one["last_modified"]))
                    version = one["e_tag"] if name == MANIFEST_FILE else known.version
                    touched = max(known.touched, one["last_modified"])
                    found[snapshot_id] = Remote(known.sizes | {name: one["size"]}, version, touched)
        return found

    def claim(self, snapshot_id: str, checksum: bytes) -> bool:
        """Take an id by writing its checksum; False where somebody has it already."""
        from obstore.exceptions import AlreadyExistsError  # noqa: PLC0415 - only where S3 is used

        with self._open() as store:
            try:
                store.put(f"{snapshot_id}/{CHECKSUM_FILE}", checksum, mode="create")
            except AlreadyExistsError:
                return False
        return True

    def upload(self, snapshot_id: str, folder: Path) -> str | None:
        """Write the tables, then the manifest, which makes it a snapshot; which manifest that is.

        Where that fails, what was written is taken away, and the id is free again.
        """
        try:
            with self._open() as store:
                for table in Table:
                    name = f"{table}.parquet"
                    store.put(f"{snapshot_id}/{name}", folder / name)
                put = store.put(f"{snapshot_id}/{MANIFEST_FILE}", folder / MANIFEST_FILE)
        except BaseException:
            with suppress(RemoteError):
                self.remove(snapshot_id)
            raise
        return put["e_tag"]

    def download(self, snapshot_id: str, name: str, file: Path) -> None:
        """One file of a snapshot."""
        with self._open() as store, file.open("wb") as opened:
            for chunk in store.get(f"{snapshot_id}/{name}").stream(min_chunk_size=_CHUNK):
                opened.write(chunk)

    def remove(self, snapshot_id: str) -> None:
        """Delete a snapshot: the manifest first, so that nobody sees half of it."""
        with self._open() as store:
            store.delete([f"{snapshot_id}/{MANIFEST_FILE}"])
            store.delete([f"{snapshot_id}/{name}" for name in _FILES])

    def sweep(self) -> None:
        """Delete what publications and removals left that were killed more than a day ago.

        Ages are told by the object store's own clock, of which the newest object gives the time.
        """
        found = self.listed()
        latest = max((one.touched for one in found.values()), default=None)
        for snapshot_id, one in found.items():
            if latest and one.version is None and latest - one.touched > _LEFT_BEHIND:
                self.remove(snapshot_id)

    @contextmanager
    def _open(self) -> Iterator["S3Store"]:
        """The client; whatever goes wrong in the block is a `RemoteError`."""
        from obstore.exceptions import BaseError  # noqa: PLC0415 - only where S3 is used
        from obstore.store import S3Store  # noqa: PLC0415

        plain_http = os.environ.get("AWS_ALLOW_HTTP", "").lower() == "true"
        self._check_endpoint()
        try:
            yield S3Store.from_url(
                self.address.rstrip("/"),
                retry_config={"max_retries": 3, "retry_timeout": _TRIED_FOR},
                client_options={
                    "timeout": "120s",
                    "connect_timeout": "5s",
                    "allow_http": plain_http,
                },
            )
        except (BaseError, FileNotFoundError, PermissionError) as error:
            raise self._unusable(_reason(error)) from error
        except BaseException as error:
            if isinstance(error, Exception | KeyboardInterrupt | SystemExit | GeneratorExit):
                raise
            reason = "its client failed"  # a panic of Rust's
            raise self._unusable(reason) from error

    def _check_endpoint(self) -> None:
        """The client takes the process down where the address of a server is none."""
        for name in _ENDPOINTS:
            found = _SERVER.fullmatch(given) if (given := os.environ.get(name)) else None
            if given and not (found and int(found[3] or 0) <= _LAST_PORT):
                reason = f"{name} has to be http:// or https:// and the name of a server"
                raise self._unusable(reason)

    def _unusable(self, reason: str) -> RemoteError:
        return RemoteError(f"The store {self.address} cannot be used ({reason})")


def _reason(error: Exception) -> str:
    """What the server called it; else what obstore did."""
    text = str(error)
    code = _CODE.search(text)
    if code:
        return code[1]
    if "BadScheme" in text:
        return "its endpoint is plain http, which needs AWS_ALLOW_HTTP=true"
    return "no answer" if "error sending request" in text else type(error).__name__
