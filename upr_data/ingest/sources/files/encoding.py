"""The encoding of a text file, told from its bytes: marks first, then evidence."""

import codecs
import re
from itertools import islice
from typing import Final

from upr_data.ingest.sources.files.door import refusal
from upr_data.language import _

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_UTF8: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_QUOTES: Final = "\u2018\u2019\u201c\u201d"
_PUNCTUATION: Final = "\u2013\u2014\u2026\u2022\xab\xbb\xb0\xa7\xa0"
_MAX_EVIDENCE: Final = 20_000
_WIDE_SHARE: Final = 0.3
_NOISE_SHARE: Final = 0.01


def wide_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark, or the zeros of unmarked UTF-16, give away."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) / 2 * _WIDE_SHARE or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def is_text(head: bytes) -> bool:
    """Whether bytes are text at all: next to no control characters."""
    wide = wide_encoding(head)
    if wide and wide.startswith("utf-16"):
        return True
    n_control = len(head) - len(head.translate(None, _CONTROL))
    return n_control <= len(head) * _NOISE_SHARE


def encoding_of(data: bytes, file: str) -> str:
    """Encoding of a text: UTF-8 or UTF-16, else Windows-1252 or Mac Roman by evidence.

    Raises `BadInputError` for what is mostly UTF-8 and yet is broken: read as anything else, it
    would turn every accented letter into two wrong ones.
    """
    if wide := wide_encoding(data[:4096]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            line = n_line_ends(data[: error.start]) + 1
            raise refusal(
                file,
                _(
                    "line {line} has bytes that are not UTF-8 like the rest of the file, "
                    "so it is damaged or cut off; export it again."
                ).format(line=line),
            ) from error
        return max(_old_encodings(data), key=lambda encoding: _plausibility(data, encoding))
    return "utf-8"


def n_line_ends(data: bytes) -> int:
    """How many line ends there are: CRLF, CR alone and LF alone."""
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def _old_encodings(data: bytes) -> tuple[str, str]:
    """Candidates, the likelier first: where both read as well, line ends of old Macs decide."""
    return ("cp1252", "mac_roman") if b"\n" in data else ("mac_roman", "cp1252")


def _is_mostly_utf8(data: bytes) -> bool:
    sequences = list(islice(_UTF8.finditer(data), _MAX_EVIDENCE))
    looked_at = data if len(sequences) < _MAX_EVIDENCE else data[: sequences[-1].end()]
    n_high = len(looked_at) - len(looked_at.translate(None, bytes(range(128, 256))))
    return len(sequences) > n_high - sum(len(one[0]) for one in sequences)


def _plausibility(data: bytes, encoding: str) -> int:
    """How well the bytes beyond ASCII read in an encoding, each beside its neighbours."""
    places = [found.start() for found in islice(_HIGH.finditer(data), _MAX_EVIDENCE)]
    return sum(_fit(*_with_neighbours(data, place, encoding)) for place in places)


def _with_neighbours(data: bytes, place: int, encoding: str) -> tuple[str, str, str]:
    """The character at a place, and those before and after it; "" at the ends."""
    parts = (data[max(place - 1, 0) : place], data[place : place + 1], data[place + 1 : place + 2])
    before, char, after = (part.decode(encoding, errors="replace") for part in parts)
    return before, char, after


def _fit(before: str, char: str, after: str) -> int:
    """+1 for a character that belongs where it stands, -1 for one that does not, 0 if unsure."""
    if char == "\ufffd":
        return -5
    if char.isalpha():
        return _fit_letter(before, char, after)
    if char in _QUOTES:
        return 1 if before.isalpha() or after.isalpha() else 0
    if char in _PUNCTUATION:
        return 0 if before.isalpha() or after.isalpha() else 1
    return -1


def _fit_letter(before: str, char: str, after: str) -> int:
    """A small letter belongs in a word, a capital at its start or among capitals."""
    if char.islower():
        return 1 if before.isalpha() or after.islower() else -1
    is_first = not before.isalpha() and after.isalpha()
    is_among = before.isupper() and not after.islower()
    return 1 if char.isupper() and (is_first or is_among) else -1
