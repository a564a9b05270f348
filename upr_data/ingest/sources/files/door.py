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
from upr_data.language import N_, _, number, titled

HEAD_BYTES: Final = 65_536
"""How much of a file is looked at to tell what it is."""

_REASONS: Final = {
    errno.ENOENT: N_("there is no such file; check the name and the folder"),
    errno.ENOTDIR: N_("there is no such file; check the name and the folder"),
    errno.EACCES: N_(
        "you have no permission to read it; ask its owner, or copy it to your own folder"
    ),
    errno.EPERM: N_(
        "you have no permission to read it; ask its owner, or copy it to your own folder"
    ),
    errno.ELOOP: N_("it is a link that leads back to itself; name the file itself"),
    errno.ENAMETOOLONG: N_("its name is too long; rename it"),
    errno.EISDIR: N_("it is a folder; name the files in it"),
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

DAMAGED: Final = N_(
    "it is damaged, cut off, protected by a password or far too large; download it again, or "
    "save it anew in the program it comes from (tables as CSV UTF-8)."
)


_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_NO_ROOM: Final = N_("the disk of this computer has no room to unpack it; make room and try again.")


@contextmanager
def in_words(file: object) -> Iterator[None]:
    """Whatever reading the file raises ends in one sentence: `BadInputError`."""
    try:
        yield
    except READING_ERRORS as error:
        is_full = isinstance(error, OSError) and error.errno in _FULL
        raise refusal(file, _(_NO_ROOM if is_full else DAMAGED)) from error


def refusal(file: object, sentence: str) -> BadInputError:
    """The error that says which file is refused, why, and what to do."""
    return BadInputError(titled(str(file), sentence))


def take_sample(path: Path) -> Sample:
    """Path, size and first bytes of a file; raises `BadInputError` if it cannot be read at all."""
    try:
        status = path.stat()
        _refuse_what_is_no_file(path, status.st_mode)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        known = _REASONS.get(error.errno or 0)
        said = _("it cannot be read ({reason}).").format(reason=error.strerror)
        raise refusal(path, f"{_(known)}." if known else said) from error
    except ValueError as error:
        raise refusal(repr(path), _("this is not a file name; check it.")) from error
    if not head:
        raise refusal(path, _("it is empty; download or export it again."))
    return Sample(path, status.st_size, head)


def check_size(sample: Sample, limit: int) -> None:
    """Raise `BadInputError` for a file of more bytes than any export of its kind has."""
    if sample.size > limit:
        raise refusal(
            sample.path,
            _(
                "it has {size} MB, and an export of this kind has at most {limit} MB; "
                "export it again, in parts if need be."
            ).format(
                size=number(round(sample.size / 1000000.0)), limit=number(round(limit / 1000000.0))
            ),
        )


def read_whole(sample: Sample, limit: int) -> bytes:
    """All bytes of a file; raises `BadInputError` if it has more than `limit` or is unreadable."""
    check_size(sample, limit)
    try:
        return sample.path.read_bytes()
    except OSError as error:
        raise refusal(
            sample.path, _("it cannot be read ({reason}).").format(reason=error.strerror)
        ) from error


def _refuse_what_is_no_file(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise refusal(path, _("it is a folder; name the files in it."))
    if not stat.S_ISREG(mode):
        raise refusal(path, _("it is not a regular file; name a file on a disk."))
