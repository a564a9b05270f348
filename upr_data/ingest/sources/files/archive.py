"""Word and Excel files are zip archives of XML: what is safe to unpack and to parse."""

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.files.door import DAMAGED, READING_ERRORS, in_words, refusal
from upr_data.language import _, number

ZIP_SIGNATURE: Final = b"PK\x03\x04"
SMALL: Final = 32_000_000
"""Bytes that any archive may unpack to, however well they were packed."""
MAX_RATIO: Final = 40
"""Unpacked over packed size: real exports reach 20 over the whole file, hostile ones 300."""
MAX_PARTS: Final = 5_000
"""Files in the archive; documents with many pictures have some hundred."""
MAX_ELEMENTS: Final = 300_000
MAX_DEPTH: Final = 100
MAX_CHARACTERS: Final = 16_000_000
"""Of one XML part; of real lists the largest has 33,000 elements, 9 deep, in 1.2 million bytes."""
_PORTION: Final = 1 << 16


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
    if len(archive.infolist()) > MAX_PARTS:
        raise refusal(
            path,
            _("it holds more than {max_parts} files; save it anew.").format(
                max_parts=number(MAX_PARTS)
            ),
        )
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = path.stat().st_size
    if unpacked > limit or (unpacked > SMALL and unpacked > MAX_RATIO * packed):
        raise refusal(
            path,
            _(
                "it unpacks to {size} MB, far more than a file of its kind and size; "
                "export it again, or save it as CSV UTF-8."
            ).format(size=number(round(unpacked / 1000000.0))),
        )


def check_sums(archive: zipfile.ZipFile, path: Path) -> None:
    """Raise `BadInputError` if a part is not what its checksum says."""
    if archive.testzip():
        raise refusal(path, _(DAMAGED))


def has_part(path: Path, name: str) -> bool:
    """Whether the file is an archive that holds a part of this name."""
    try:
        with zipfile.ZipFile(path) as archive:
            return name in archive.namelist()
    except READING_ERRORS:
        return False


def parse_part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """One XML part of the archive as a tree; `BadInputError` if it is larger than any real one.

    Portions are parsed as they are unpacked, so that a small file that asks for much ends early.
    """
    parser = ET.XMLParser(target=_Limited())  # noqa: S314 the target refuses document types
    try:
        with archive.open(name) as part:
            while portion := part.read(_PORTION):
                parser.feed(portion)
    except _TooMuchError as error:
        raise refusal(Path(archive.filename or ""), f"{error}.") from error
    root: ET.Element = parser.close()
    return root


class _TooMuchError(Exception):
    """An XML part that no Office program writes; the message says what it has."""


class _Limited(ET.TreeBuilder):
    """Builds the tree within limits; a document type is what entity attacks need: refused."""

    def __init__(self) -> None:
        super().__init__()
        self._n, self._depth, self._n_characters = 0, 0, 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        """Count an element."""
        self._n += 1
        self._depth += 1
        if self._n > MAX_ELEMENTS:
            said = _("it has more than {n} elements; save it anew, in parts")
            message = said.format(n=number(MAX_ELEMENTS))
            raise _TooMuchError(message)
        if self._depth > MAX_DEPTH:
            said = _("its elements are nested more than {n} deep; save it anew")
            message = said.format(n=MAX_DEPTH)
            raise _TooMuchError(message)
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        """Leave an element."""
        self._depth -= 1
        return super().end(tag)

    def data(self, data: str) -> None:
        """Count the characters of a text."""
        self._n_characters += len(data)
        if self._n_characters > MAX_CHARACTERS:
            said = _("it has more than {n} characters; save it anew, in parts")
            message = said.format(n=number(MAX_CHARACTERS))
            raise _TooMuchError(message)
        super().data(data)

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        """Refuse."""
        said = _("it declares a document type ({name}), which Office files never do")
        raise _TooMuchError(said.format(name=name[:30]))
