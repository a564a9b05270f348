"""Valid files, damaged and twisted: each mutation from one number, so that it can be made again."""

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any, Final

WORDS: Final = (
    "", " ", "\0", "\x1b[31m", "\ufeff", "\u202e", "\u00ad", "\U0001f600", "e\u0301" * 30, "\ufffd",
    "=HYPERLINK(0)", "'=1+1", "[x](javascript:0)", "-", "N/A", "null", "NaN", "true", "1e999", "-1",
    "0", "4.0", "99999999999999999999999", "2014-02-30", "31/02/2015", "9999-12-31", "45000", "QMA",
    "Côte d'Ivoire", "(", ")" * 40, "((Spain)", "Spain, Tunisia;", ";;;;", "|||", ",,,,", '"', '""',
    "'", "\t", "\r", "\n", "\r\n", "<", "&", "&#x110000;", "&amp;amp;", "<!DOCTYPE a>", "]]>", "%s",
    "{0}", "../../etc", "A/HRC/28/15#1", "115.1 ", "1." * 200, "and " * 200, " " * 500, "x" * 5_000,
)  # fmt: skip
"""What a cell may hold that nobody expects there."""

VALUES: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 1.5, 10**30, "", "\ud800", "x", [], {}, [None], [[]], [{}], {"value": None},
    {"label": []}, [{"label": 5}], [1, "a", None],
)  # fmt: skip
"""What may stand where JSON is expected to hold something else."""

Mutate = Callable[[bytes, random.Random], bytes]


def mutated(data: bytes, seed: int) -> bytes:
    """The file after one to three mutations of a kind that its format knows."""
    dice = random.Random(seed)  # noqa: S311 - to be made again, not to be kept secret
    for _ in range(dice.randint(1, 3)):
        data = dice.choice(_kinds(data))(data, dice)
    return data


def _kinds(data: bytes) -> tuple[Mutate, ...]:
    if data.startswith(b"PK"):
        return (_in_a_part, _in_a_part, _in_a_part, _without_a_part, _bytes)
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith((b"{", b"[")):
        return (_in_json, _in_json, _bytes)
    if b"\0" in data[:100]:
        return (_bytes,)
    return (_in_a_cell, _in_a_cell, _in_the_lines, _bytes)


def _bytes(data: bytes, dice: random.Random) -> bytes:
    """A flipped bit, a piece cut out, doubled, moved or put in, or the end cut off."""
    at, to = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    to = min(to, at + dice.choice((1, 4, 50, len(data))))
    piece = data[at:to]
    match dice.randrange(6):
        case 0 if at < len(data):
            return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
        case 1:
            return data[:at] + data[to:]
        case 2:
            return data[:to] + piece + data[to:]
        case 3:
            return data[:at]
        case 4:
            return piece + data[:at] + data[to:]
    return data[:at] + dice.choice(WORDS).encode() + data[at:]


def _in_a_cell(data: bytes, dice: random.Random) -> bytes:
    """Another word in the place of a cell."""
    cells = list(re.finditer(rb"[^,;\t|\r\n]+", data))
    if not cells:
        return data
    cell = dice.choice(cells)
    word = dice.choice(WORDS).encode()
    quoted = b'"' + word.replace(b'"', b'""') + b'"' if dice.random() < 1 / 2 else word
    return data[: cell.start()] + quoted + data[cell.end() :]


def _in_the_lines(data: bytes, dice: random.Random) -> bytes:
    """A line taken away, doubled or moved."""
    lines = data.splitlines(keepends=True)
    line = lines.pop(dice.randrange(len(lines))) if lines else b""
    for _ in range(dice.randrange(3)):
        lines.insert(dice.randint(0, len(lines)), line)
    return b"".join(lines)


def _in_json(data: bytes, dice: random.Random) -> bytes:
    """A value of another kind, or a key that is gone, in one of the lines or in the whole."""
    lines = data.split(b"\n")
    if data.startswith(b"["):
        lines = [data]
    at = dice.randrange(len(lines))
    try:
        value = json.loads(lines[at])
    except ValueError:
        return _bytes(data, dice)
    lines[at] = json.dumps(_twisted(value, dice)).encode()
    return b"\n".join(lines)


def _twisted(value: Any, dice: random.Random) -> Any:  # noqa: ANN401 - JSON is anything
    """The value with one thing in it changed; how deep is left to chance."""
    if not isinstance(value, dict | list) or not value or dice.random() < 1 / 8:
        return dice.choice((*VALUES, *WORDS))
    if isinstance(value, list):
        at = dice.randrange(len(value))
        return [*value[:at], _twisted(value[at], dice), *value[at + 1 :]]
    key = dice.choice(list(value))
    match dice.randrange(8):
        case 0:
            return {name: one for name, one in value.items() if name != key}
        case 1:
            return {dice.choice(WORDS): value[key], **value}
    return value | {key: _twisted(value[key], dice)}


def _in_a_part(data: bytes, dice: random.Random) -> bytes:
    """One file of an archive mutated, its checksum made right."""
    parts = _parts(data)
    if not parts:
        return _bytes(data, dice)
    name = dice.choice([*parts, *[one for one in parts if one.endswith((".xml", ".rels"))]])
    change = dice.choice((_bytes, _in_markup, _in_markup))
    return _archive(parts | {name: change(parts[name], dice)})


def _in_markup(data: bytes, dice: random.Random) -> bytes:
    """Another word in the place of a text or an attribute; an element cut out or doubled."""
    texts = list(re.finditer(rb'(?<=>)[^<>]+(?=<)|(?<=")[^"<>]+(?=")|<[^<>]+>', data))
    if not texts:
        return data
    text = dice.choice(texts)
    if text[0].startswith(b"<"):
        return data[: text.start()] + text[0] * dice.choice((0, 2, 50)) + data[text.end() :]
    word = dice.choice(WORDS).encode()
    is_raw = dice.random() < 1 / 4
    said = word if is_raw else word.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
    return data[: text.start()] + said + data[text.end() :]


def _without_a_part(data: bytes, dice: random.Random) -> bytes:
    """An archive without one of its files, or with it under another's name."""
    parts = _parts(data)
    if not parts:
        return _bytes(data, dice)
    name, other = dice.choice(list(parts)), dice.choice(list(parts))
    content = parts.pop(name)
    return _archive(parts | {other: content} if dice.random() < 1 / 2 else parts)


def _parts(data: bytes) -> dict[str, bytes]:
    """Files of an archive; none of one that can no longer be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - mutated before: whatever is wrong, it is no archive now
        return {}


def _archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()
