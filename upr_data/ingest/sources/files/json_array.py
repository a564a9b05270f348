"""One large JSON array, record by record, in little memory."""

import codecs
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from upr_data.ingest.sources.files.door import refusal

CHUNK: Final = 4 << 20
MAX_RECORD: Final = 1 << 20
"""Characters of one record; a longer one means that the file is broken, not long."""
_BETWEEN: Final = " \t\r\n,"


def read_array(path: Path, told: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    """Objects of a JSON array in turn; `told` hears how many bytes are read so far.

    Raises `BadInputError`, naming the record, for a file that is cut off or no array of objects.
    """
    text = _Text(path, told)
    text.skip("\ufeff" + _BETWEEN)
    if not text.next_is("["):
        raise refusal(path, "this is no JSON array; download the export again.")
    n = 0
    while True:
        text.skip(_BETWEEN)
        if text.next_is("]"):
            return
        n += 1
        record = text.take_value(n)
        if not isinstance(record, dict):
            raise refusal(path, f"record {n:,} is no object; download it again.")
        yield record


class _Text:
    """The characters of a file, read ahead as far as they are needed."""

    def __init__(self, path: Path, told: Callable[[int], None]) -> None:
        self._path, self._told = path, told
        self._chunks = self._read()
        self._buffer, self._place = "", 0
        self._decode = json.JSONDecoder().raw_decode

    def _read(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self._path.open("rb") as file:
            while data := file.read(CHUNK):
                self._told(file.tell())
                try:
                    yield decoder.decode(data)
                except UnicodeDecodeError as error:
                    words = f"not UTF-8 near byte {file.tell():,}; get it again."
                    raise refusal(self._path, words) from error

    def _more(self) -> bool:
        """Read on, dropping what was taken; False at the end of the file."""
        chunk = next(self._chunks, None)
        if chunk is None:
            return False
        self._buffer, self._place = self._buffer[self._place :] + chunk, 0
        return True

    def skip(self, characters: str) -> None:
        """Go past these characters."""
        while True:
            rest = len(self._buffer)
            while self._place < rest and self._buffer[self._place] in characters:
                self._place += 1
            if self._place < rest or not self._more():
                return

    def next_is(self, character: str) -> bool:
        """Whether this character is next; if so it is taken."""
        found = self._buffer.startswith(character, self._place)
        self._place += found
        return found

    def take_value(self, n: int) -> object:
        """Decode the next value, reading on while it is not whole."""
        while True:
            try:
                value, self._place = self._decode(self._buffer, self._place)
            except ValueError as error:
                if len(self._buffer) - self._place > MAX_RECORD or not self._more():
                    words = f"record {n:,} is damaged or cut off; get it again."
                    raise refusal(self._path, words) from error
            else:
                return value
