"""The door of every importer: what is looked at before a file is read."""

import errno
import stat
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import polars as pl

from upr_data.ingest.sources.base import BadInputError, Sample

HEAD_BYTES: Final = 65_536
"""How much of a file is looked at to tell what it is."""

_REASONS: Final = {
    errno.ENOENT: "there is no such file; check the name and the folder",
    errno.ENOTDIR: "there is no such file; check the name and the folder",
    errno.EACCES: "you have no permission to read it; ask its owner, or copy it to your own folder",
    errno.EPERM: "you have no permission to read it; ask its owner, or copy it to your own folder",
    errno.ELOOP: "it is a link that leads back to itself; name the file itself",
    errno.ENAMETOOLONG: "its name is too long; rename it",
    errno.EISDIR: "it is a folder; name the files in it",
}


READING_ERRORS: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    ET.ParseError,
    pl.exceptions.PolarsError,
    OSError,
    EOFError,
    ValueError,  # with UnicodeDecodeError, UnicodeEncodeError and JSONDecodeError
    LookupError,  # an encoding that nobody knows; a part that is not there
    ArithmeticError,
    RuntimeError,  # with RecursionError and NotImplementedError; a zip that asks for a password
)
"""What reading a damaged, protected or hostile file of any format may raise."""

DAMAGED: Final = (
    "it is damaged, cut off, protected by a password or far too large; download it again, or "
    "save it anew in the program it comes from (tables as CSV UTF-8)."
)


_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_NO_ROOM: Final = "the disk of this computer has no room to unpack it; make room and try again."


@contextmanager
def in_words(file: object) -> Iterator[None]:
    """Whatever reading the file raises ends in one sentence: `BadInputError`."""
    try:
        yield
    except READING_ERRORS as error:
        is_full = isinstance(error, OSError) and error.errno in _FULL
        raise refusal(file, _NO_ROOM if is_full else DAMAGED) from error


def refusal(file: object, sentence: str) -> BadInputError:
    """The error that says which file is refused, why, and what to do."""
    return BadInputError(f"{file}: {sentence}")


def take_sample(path: Path) -> Sample:
    """Path, size and first bytes of a file; raises `BadInputError` if it cannot be read at all."""
    try:
        status = path.stat()
        _refuse_what_is_no_file(path, status.st_mode)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"it cannot be read ({error.strerror})")
        raise refusal(path, f"{reason}.") from error
    except ValueError as error:
        raise refusal(repr(path), "this is not a file name; check it.") from error
    if not head:
        raise refusal(path, "it is empty; download or export it again.")
    return Sample(path, status.st_size, head)


def check_size(sample: Sample, limit: int) -> None:
    """Raise `BadInputError` for a file of more bytes than any export of its kind has."""
    if sample.size > limit:
        raise refusal(
            sample.path,
            f"it has {sample.size / 1e6:,.0f} MB, and an export of this kind has at "
            f"most {limit / 1e6:,.0f} MB; export it again, in parts if need be.",
        )


def read_whole(sample: Sample, limit: int) -> bytes:
    """All bytes of a file; raises `BadInputError` if it has more than `limit` or is unreadable."""
    check_size(sample, limit)
    try:
        return sample.path.read_bytes()
    except OSError as error:
        raise refusal(sample.path, f"it cannot be read ({error.strerror}).") from error


def _refuse_what_is_no_file(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise refusal(path, "it is a folder; name the files in it.")
    if not stat.S_ISREG(mode):
        raise refusal(path, "it is not a regular file; name a file on a disk.")
