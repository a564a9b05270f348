"""What is on its way into the store or out of it, and what killed processes left of that.

Both lie in hidden folders. One that a living process writes is locked by it; the lock goes with
the process, so an unlocked one is left over and can be swept at once.
"""

import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

INCOMING: Final = ".incoming-"
REMOVED: Final = ".removed-"

_LEFT_BEHIND: Final = 24 * 3600
"""Seconds until a folder is taken for left over, where the file system has no locks."""


@contextmanager
def incoming(store: Path) -> Iterator[Path]:
    """A hidden folder to write a snapshot in; gone afterwards, unless it was moved into place."""
    folder, handle = _locked_folder(store)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def take_out(folder: Path) -> None:
    """Remove a folder of the store: out of sight at once, then from the disk."""
    if folder.is_symlink():
        folder.unlink()
        return
    hidden = folder.with_name(f"{REMOVED}{secrets.token_hex(8)}")
    folder.rename(hidden)
    shutil.rmtree(hidden, ignore_errors=True)  # another process may be sweeping it


def sweep(store: Path) -> None:
    """Remove what killed publications and removals left."""
    for left in store.glob(f"{REMOVED}*"):
        shutil.rmtree(left, ignore_errors=True)
    for left in store.glob(f"{INCOMING}*"):
        _sweep_one(left)


def _sweep_one(left: Path) -> None:
    try:
        handle = _open(left)
    except OSError:
        return  # moved into place, or swept, in this very moment
    try:
        if _is_abandoned(left, handle):
            take_out(left)
    except OSError:
        return
    finally:
        if handle is not None:
            os.close(handle)


def _locked_folder(store: Path) -> tuple[Path, int | None]:
    """A new folder that nobody sweeps; another one, if a sweeper came before the lock."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=INCOMING, dir=store))
        try:
            handle = _open(folder)
        except FileNotFoundError:
            continue
        if _lock(handle) is not False and folder.exists():
            return folder, handle
        if handle is not None:
            os.close(handle)


def _is_abandoned(left: Path, handle: int | None) -> bool:
    locked = _lock(handle)
    return time.time() - left.stat().st_mtime > _LEFT_BEHIND if locked is None else locked


def _open(folder: Path) -> int | None:
    """A handle to lock a folder by; Windows has none."""
    return os.open(folder, os.O_RDONLY) if sys.platform != "win32" else None


def _lock(handle: int | None) -> bool | None:
    """Whether the folder is ours now; None where the file system has no locks."""
    if sys.platform == "win32" or handle is None:
        return None
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
