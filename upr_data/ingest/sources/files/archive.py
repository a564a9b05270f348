"""Word and Excel files are zip archives of XML: what is safe to unpack and to parse."""

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.files.door import DAMAGED, READING_ERRORS, in_words, refusal

ZIP_SIGNATURE: Final = b"PK\x03\x04"
SMALL: Final = 64_000_000
"""Bytes that any archive may unpack to, however well they were packed."""
MAX_RATIO: Final = 40
"""Unpacked over packed size: real exports reach 20 over the whole file, hostile ones 300."""


@contextmanager
def open_archive(path: Path, limit: int) -> Iterator[zipfile.ZipFile]:
    """The archive, if by its own word it unpacks to no more than `limit` bytes.

    Raises `BadInputError` for a broken archive, for one that unpacks to far more than it is, and
    for whatever goes wrong while its parts are read.
    """
    with in_words(path), zipfile.ZipFile(path) as archive:
        _check_sizes(archive, path, limit)
        yield archive


def _check_sizes(archive: zipfile.ZipFile, path: Path, limit: int) -> None:
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = path.stat().st_size
    if unpacked > limit or (unpacked > SMALL and unpacked > MAX_RATIO * packed):
        raise refusal(
            path,
            f"it unpacks to {unpacked / 1e6:,.0f} MB, far more than a file of its kind and size; "
            f"export it again, or save it as CSV UTF-8.",
        )


def check_sums(archive: zipfile.ZipFile, path: Path) -> None:
    """Raise `BadInputError` if a part is not what its checksum says."""
    if archive.testzip():
        raise refusal(path, DAMAGED)


def has_part(path: Path, name: str) -> bool:
    """Whether the file is an archive that holds a part of this name."""
    try:
        with zipfile.ZipFile(path) as archive:
            return name in archive.namelist()
    except READING_ERRORS:
        return False


class _NoDoctype(ET.TreeBuilder):
    """Builds the tree, but refuses a document type: it is what entity attacks need."""

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        message = f"it declares a document type ({name[:30]}), which Office files never do."
        raise BadInputError(message)


def parse_part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """One XML part of the archive as a tree; `BadInputError` if it declares a document type."""
    parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314 the target refuses document types
    try:
        parser.feed(archive.read(name))
    except BadInputError as error:
        file = Path(archive.filename or "").name
        message = f"{error} Save it anew in Word or Excel."
        raise refusal(file, message) from error
    root: ET.Element = parser.close()
    return root
