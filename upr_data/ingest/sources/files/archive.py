"""Word and Excel files are zip archives of XML: what is safe to unpack and to parse."""

import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.base import BadInputError

UNPACKING_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
"""What reading a damaged or protected archive may raise."""
ZIP_SIGNATURE: Final = b"PK\x03\x04"
SMALL: Final = 64 << 20
"""Bytes that any archive may unpack to, however well they were packed."""
MAX_RATIO: Final = 40
"""Unpacked over packed size: real exports reach 20 over the whole file, hostile ones 300."""


def open_archive(path: Path, limit: int) -> zipfile.ZipFile:
    """Open the archive if, by its own word, it unpacks to no more than `limit` bytes.

    Raises `BadInputError` for a broken archive and for one that unpacks to far more than it is.
    """
    try:
        archive = zipfile.ZipFile(path)
    except UNPACKING_ERRORS as error:
        message = f"{path.name} is damaged: it is no complete Word or Excel file; get it again."
        raise BadInputError(message) from error
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > limit or (unpacked > SMALL and unpacked > MAX_RATIO * path.stat().st_size):
        archive.close()
        message = f"{path.name} unpacks to {unpacked:,} bytes: too much for a file of its kind."
        raise BadInputError(message)
    return archive


def check_sums(archive: zipfile.ZipFile) -> None:
    """Raise `BadInputError` if a part is not what its checksum says."""
    try:
        broken = archive.testzip()
    except UNPACKING_ERRORS:
        broken = "a part that cannot be unpacked"
    if broken:
        name = Path(archive.filename or "").name
        message = f"{name} is damaged ({broken}); download it again."
        raise BadInputError(message)


def has_part(path: Path, name: str) -> bool:
    """Whether the file is an archive that holds a part of this name."""
    try:
        with zipfile.ZipFile(path) as archive:
            return name in archive.namelist()
    except UNPACKING_ERRORS:
        return False


class _NoDoctype(ET.TreeBuilder):
    """Builds the tree, but refuses a document type: it is what entity attacks need."""

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        message = f"The file declares a document type ({name}), which Office files never do."
        raise BadInputError(message)


def parse_part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """One XML part of the archive as a tree; `BadInputError` if it is broken or not safe."""
    parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314 the target refuses document types
    try:
        parser.feed(archive.read(name))
        root: ET.Element = parser.close()
    except (ET.ParseError, KeyError, *UNPACKING_ERRORS) as error:
        message = f"{Path(archive.filename or '').name} is damaged in {name}; get it again."
        raise BadInputError(message) from error
    return root
