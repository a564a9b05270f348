"""Records of a JSON file of any size, one at a time, in whichever way they are wrapped.

They may stand in an array, one after the other (JSON lines, or one record alone), or in an array
somewhere in an object, as interfaces answer: `{"total": 2, "rows": [{…}, {…}]}`.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.encoding import wide_encoding
from upr_data.language import N_, _, number

CHUNK: Final = 4 << 20
MAX_RECORD: Final = 1 << 20
"""Characters of one record; a longer one means that the file is broken, not long."""
LOOKED_INTO: Final = 2 << 20
"""Bytes within which the first record of a wrapped answer must start."""
MAX_DEPTH: Final = 64
"""Objects and lists in one another; the deepest export seen has five."""
MAX_DIGITS: Final = 18
_BLANK: Final = " \t\r\n"
_BETWEEN: Final = " \t\r\n,"
_TOKEN: Final = re.compile(r'"((?:[^"\\]|\\.)*+)("?)|[{}\[\],:]', re.DOTALL)
"""Strings (a broken one runs to the end, so that no character is looked at twice) and signs."""

_TOO_DEEP: Final = N_("too many lists stand in one another; no export is like that: get it again.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where records stand: in an array, at the end of `path`, or, if `is_bare`, side by side.

    `keys` are those of the first record, as far as they were looked at.
    """

    path: tuple[str, ...]
    is_bare: bool
    keys: frozenset[str]


NO_PLACE: Final = Place((), is_bare=True, keys=frozenset())


def is_json(head: bytes) -> bool:
    """Whether a file starts as JSON objects or arrays do."""
    return _start_of(head)[:1] in {"{", "["}


def _start_of(data: bytes) -> str:
    """The start of a file as text, without its mark; UTF-8 as a rule, UTF-16 if it says so."""
    encoding = wide_encoding(data[:4096]) or "utf-8"
    return data.decode(encoding, errors="ignore").lstrip(f"\ufeff{_BLANK}")


def place_of(sample: Sample, marks: AbstractSet[str]) -> Place | None:
    """Where records that have one of the keys `marks` stand; None if there is none.

    Without marks, the first object that can be a record.
    """
    start = _start_of(sample.head)
    if start[:1] not in {"{", "["}:
        return None
    found = _find(start, marks)
    if found or start.startswith("[") or sample.size <= len(sample.head):
        return found
    with sample.path.open("rb") as file:
        return _find(_start_of(file.read(LOOKED_INTO)), marks)


@dataclass(slots=True)
class _Level:
    """An object or list that is open while the text is looked through."""

    is_object: bool
    name: str = ""
    keys: set[str] = field(default_factory=set)


def _find(text: str, marks: AbstractSet[str]) -> Place | None:
    """Look through the text for the first object with one of the keys."""
    levels: list[_Level] = []
    found: Place | None = None
    word, depth = "", 0
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if sign == '"':
            word = token[1]
        elif sign in "{[":
            levels.append(_Level(sign == "{"))
            if len(levels) > MAX_DEPTH:
                break
        elif sign == ":" and levels and levels[-1].is_object:
            levels[-1].name = word
            levels[-1].keys.add(word)
            is_mark = word in marks or not marks
            if found is None and is_mark and (place := _place(levels)):
                found, depth = place, len(levels)
        elif sign in "}]" and levels:
            if found and len(levels) == depth:
                return replace(found, keys=frozenset(levels[-1].keys))
            levels.pop()
    return found and replace(found, keys=frozenset(levels[depth - 1].keys))


def _place(levels: list[_Level]) -> Place | None:
    """Where the innermost object stands, if it can be a record: by itself, or in an array."""
    *around, _record = levels
    if not around:
        return Place((), is_bare=True, keys=frozenset())
    if around[-1].is_object or any(not level.is_object for level in around[:-1]):
        return None
    return Place(tuple(level.name for level in around[:-1]), is_bare=False, keys=frozenset())


class JsonRecords:
    """The records of a file, in turn; `facts` are numbers and words that stand beside them.

    Facts are whole when all records were taken. Iterating raises `BadInputError`, naming the
    record, for a file that is cut off, damaged, or nested without end.
    """

    def __init__(self, path: Path, place: Place, told: Callable[[int], None]) -> None:
        """Read the file at `path`; `told` hears how many bytes are read so far."""
        self.facts: dict[str, object] = {}
        self._file, self._place = path, place
        self._text = _Text(path, told)

    def __iter__(self) -> Iterator[object]:
        """Records, whatever they are: who reads them checks their types."""
        self._text.skip("\ufeff" + _BLANK)
        if self._place.is_bare:
            yield from self._side_by_side()
            return
        # Several answers may have been saved one after the other.
        while not self._text.is_over(_BETWEEN):
            yield from self._within(self._place.path)

    def _side_by_side(self) -> Iterator[object]:
        n = 0
        while not self._text.is_over(_BETWEEN):
            n += 1
            yield self._text.take_value(n)

    def _within(self, path: tuple[str, ...]) -> Iterator[object]:
        """Records at the end of the path; what stands beside it is read for its facts."""
        if not path:
            yield from self._array()
            return
        if not self._text.next_is("{"):
            raise self._damaged()
        while True:
            self._text.skip(_BETWEEN)
            if self._text.next_is("}"):
                return
            name = self._text.take_value(0)
            self._text.skip(_BLANK)
            if not self._text.next_is(":"):
                raise self._damaged()
            self._text.skip(_BLANK)
            if name == path[0] and self._text.peeks("{" if path[1:] else "["):
                yield from self._within(path[1:])
            else:
                self._keep(str(name), self._text.take_value(0))

    def _keep(self, name: str, value: object) -> None:
        if value is None or isinstance(value, str | int | float):
            self.facts[name] = value

    def _array(self) -> Iterator[object]:
        if not self._text.next_is("["):
            raise self._damaged()
        n = 0
        while True:
            self._text.skip(_BETWEEN)
            if self._text.next_is("]"):
                return
            n += 1
            yield self._text.take_value(n)

    def _damaged(self) -> Exception:
        return refusal(self._file, _("it is damaged or cut off; get it again."))


class _Text:
    """The characters of a file, read ahead as far as they are needed."""

    def __init__(self, path: Path, told: Callable[[int], None]) -> None:
        self._path, self._told = path, told
        self._chunks = self._read()
        self._buffer, self._place = "", 0
        self._decode = json.JSONDecoder(parse_int=_number).raw_decode

    def _read(self) -> Iterator[str]:
        with self._path.open("rb") as file:
            encoding = wide_encoding(file.read(4096)) or "utf-8"
            file.seek(0)
            decoder = codecs.getincrementaldecoder(encoding)()
            while data := file.read(CHUNK):
                self._told(file.tell())
                try:
                    yield decoder.decode(data)
                except UnicodeDecodeError as error:
                    words = _("no text in Unicode near byte {n}; get it again.").format(
                        n=number(file.tell())
                    )
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

    def is_over(self, characters: str) -> bool:
        """Whether nothing but these characters is left."""
        self.skip(characters)
        return self._place >= len(self._buffer)

    def peeks(self, character: str) -> bool:
        """Whether this character is next; it stays."""
        return self._buffer.startswith(character, self._place)

    def next_is(self, character: str) -> bool:
        """Whether this character is next; if so it is taken."""
        found = self.peeks(character)
        self._place += found
        return found

    def take_value(self, n: int) -> object:
        """Decode the next value, reading on while it is not whole; `n` is the record's number."""
        while True:
            try:
                value, end = self._decode(self._buffer, self._place)
            except RecursionError as error:
                raise refusal(self._path, _(_TOO_DEEP)) from error
            except ValueError as error:
                if len(self._buffer) - self._place > MAX_RECORD or not self._more():
                    words = _("it is damaged or cut off; get it again.")
                    if n:
                        said = _("record {n} is damaged or cut off; get it again.")
                        words = said.format(n=number(n))
                    raise refusal(self._path, words) from error
            else:
                # A number at the very end may go on in what is not read yet.
                if end == len(self._buffer) and self._more():
                    continue
                self._place = end
                return value


def _number(digits: str) -> int | str:
    """Whole numbers; one that no count can reach stays text."""
    return int(digits) if len(digits) <= MAX_DIGITS else digits
