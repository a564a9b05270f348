"""Which Optional Protocols are meant: of which treaty, the first, the second, both, "its"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from upr_data.ingest.record.tokens import Mention, code_at, code_of, passed

CRC_PROTOCOLS: Final = "op_crc"
"""The protocols to the Convention on the Rights of the Child, as many as there were that day."""

BOTH: Final = {
    "both_covenants": ("iccpr", "icescr"),
    "refugee_both": ("refugee_1951", "refugee_1967"),
    "stateless_both": ("stateless_1954", "stateless_1961"),
    "kampala_both": ("kampala_8", "kampala_ca"),
}
"""Masks that name two instruments at once."""

ONE_PROTOCOL: Final = {
    "cat": "op_cat",
    "cedaw": "op_cedaw",
    "crpd": "op_crpd",
    "icescr": "op_icescr",
    "refugee_1951": "refugee_1967",
}
"""Treaties with one protocol alone."""

SUFFIXES: Final = {
    "suffix_ac": "op_crc_ac",
    "suffix_sc": "op_crc_sc",
    "suffix_ic": "op_crc_ic",
    "suffix_dp": "iccpr_op2",
}
"""Masks of what a protocol is about."""

_OF_THE_CHILD: Final = frozenset({"op_crc_ac", "op_crc_sc", "op_crc_ic"})
_PROTOCOLS: Final = frozenset({*ONE_PROTOCOL.values(), "iccpr_op1", "iccpr_op2"})
_HAVE_PROTOCOLS: Final = frozenset({*ONE_PROTOCOL, "iccpr", "crc"} - {"refugee_1951"})
_FIRST, _SECOND, _THIRD = 1, 2, 3
_ORDINALS: Final = {
    **dict.fromkeys(("first", "1st", "i", "1"), _FIRST),
    **dict.fromkeys(("second", "2nd", "ii", "2"), _SECOND),
    **dict.fromkeys(("third", "3rd", "iii", "3"), _THIRD),
}
_NUMBERS: Final = {"two": 2, "both": 2, "three": 3, "all": 3}
_BEFORE: Final = frozenset(
    [
        "optional",
        "additional",
        "facultative",
        "and",
        "new",
        "st",
        "nd",
        "rd",
        "attached",
        "its",
        "their",
        "thereto",
        "the",
        "respective",
        "relevant",
    ]
) | {*_NUMBERS, *_ORDINALS}
_ABOUT: Final = frozenset({"on", "concerning", "regarding", "establishing", "allowing"})
_LINKS: Final = frozenset(["to", "of", "on", "under", "for", "thereto", "the", "with", "from"])
_JOINTS: Final = frozenset(["and", ",", "the", "on", "one", "as", "well", "or", "to", "its", ";"])
_AGAIN: Final = frozenset({"the", "optional", "protocol", "op"})
_APART: Final = frozenset({"its", ";", "one"})
_FEW, _SOME, _NEAR = 4, 6, 14


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words say of the protocols: which of them, how many, of what, on what."""

    bases: tuple[str, ...]
    suffixes: tuple[str, ...]
    ordinals: tuple[int, ...]
    counted: int
    is_plural: bool


def protocol_at(tokens: Sequence[str], at: int, before: Sequence[Mention]) -> Mention | None:
    """What "Protocol" here means, with all words that say so; None where it means none of ours.

    `before` are the mentions found so far: "its Optional Protocol" is that of the last of them.
    """
    start = at
    while start > 0 and at - start < _SOME and tokens[start - 1] in _BEFORE:
        start -= 1
    words = tokens[start:at]
    ordinals, end = _ordinals(tokens, words, at + 1)
    counted = max((_NUMBERS.get(word, 0) for word in words), default=0)
    is_plural = tokens[at] in {"protocols", "ops"} or counted > 0
    bases, end = _bases(tokens, end, is_plural=is_plural, is_counted=counted > 0 or bool(ordinals))
    suffixes, end = _suffixes(tokens, end)
    if not bases and not suffixes and tokens[end : end + 1] not in (["to"], ["on"]):
        bases = _antecedents(tokens, start, words, before, is_plural=is_plural)
    said = _Said(tuple(bases), tuple(suffixes), ordinals, counted, is_plural)
    codes = tuple(dict.fromkeys(_codes(said)))
    return Mention(start, end, codes) if codes or bases else None


def _ordinals(tokens: Sequence[str], words: Sequence[str], at: int) -> tuple[tuple[int, ...], int]:
    """First, second, third: before the word, or after it, as in "Optional Protocols 1 and 2"."""
    found = [_ORDINALS[word] for word in words if word in _ORDINALS]
    end = at
    if tokens[end : end + 1] and tokens[end] in _ORDINALS:
        found.append(_ORDINALS[tokens[end]])
        end += 1
        while tokens[end : end + 1] == ["and"]:
            look = passed(tokens, end + 1, _AGAIN, _FEW)
            if look >= len(tokens) or tokens[look] not in _ORDINALS:
                break
            found.append(_ORDINALS[tokens[look]])
            end = look + 1
    return tuple(found), end


def _bases(
    tokens: Sequence[str], at: int, *, is_plural: bool, is_counted: bool
) -> tuple[list[str], int]:
    """The treaties that a protocol belongs to, said after it; where the reading goes on.

    "The Optional Protocols to the one and the other" are of both; "the two Optional Protocols to
    the one" only where "to" stands again.
    """
    look = at
    if tokens[look : look + 1] and tokens[look] in _ABOUT:
        look = next((n for n in range(at, min(at + _SOME, len(tokens))) if tokens[n] == "to"), at)
    while look < len(tokens) and look - at < _FEW + _SOME and _links(tokens[look]):
        look += 1
    look += tokens[look : look + 1] == ["("]
    code = code_at(tokens, look)
    if code is None or code in SUFFIXES:
        return [], at
    found, end = list(BOTH.get(code, (code,))), _past_same(tokens, look + 1, code)
    while is_plural:
        look = passed(tokens, end, _JOINTS, _FEW + 1)
        between = tokens[end:look]
        code = code_at(tokens, look)
        if code not in _HAVE_PROTOCOLS or not between or _APART & set(between):
            break
        if is_counted and "to" not in between:
            break
        found.append(code)
        end = _past_same(tokens, look + 1, code)
    return found, end


def _links(token: str) -> bool:
    """Whether the word may stand between a protocol and its treaty: "of 2014 to the"."""
    return token in _LINKS or token.isdigit()


def _past_same(tokens: Sequence[str], at: int, code: str) -> int:
    """After the same name again, bare or in brackets, and after a closing bracket."""
    end = at
    for n in range(at, min(at + 3, len(tokens))):
        if tokens[n] == ")" or code_of(tokens[n]) == code:
            end = n + 1
        elif tokens[n] != "(":
            break
    return end


def _suffixes(tokens: Sequence[str], at: int) -> tuple[list[str], int]:
    """What a protocol is about, said after it, once or several times."""
    found: list[str] = []
    end = look = at
    while look < len(tokens) and look - end < _SOME:
        code = code_of(tokens[look])
        if code in SUFFIXES:
            found.append(SUFFIXES[code])
            end = look + 1
        elif code is not None:
            if not (found and tokens[look - 1] == "("):
                break
        elif tokens[look] not in _JOINTS and tokens[look] not in "()":
            break
        look += 1
    return found, end


def _antecedents(
    tokens: Sequence[str],
    start: int,
    words: Sequence[str],
    before: Sequence[Mention],
    *,
    is_plural: bool,
) -> list[str]:
    """The treaties just named, whose protocol "its" is; none where more stands between."""
    if not before or tokens[start + len(words) + 1 :][:1] == ["no"]:
        return []
    last = before[-1]
    between = tokens[last.end : start]
    if len(between) > _NEAR or "." in between:
        return []
    is_joined = between[-1:] in (["and"], [","]) or "thereto" in tokens[start : start + 3]
    if not words and not is_joined:
        return []
    if not (is_plural and "their" in words):
        return list(last.codes)
    together: list[str] = []
    edge = start
    for one in reversed([one for one in before if one.codes]):
        if any(word not in _JOINTS and word not in "()" for word in tokens[one.end : edge]):
            break
        together.extend(one.codes)
        edge = one.start
    return together or list(last.codes)


def _codes(said: _Said) -> list[str]:
    """The protocols meant; nothing where the words leave it open."""
    if not said.bases:
        if said.suffixes:
            return [
                one for one in said.suffixes if one != "iccpr_op2" or _FIRST not in said.ordinals
            ]
        return ["iccpr_op2"] if said.ordinals == (_SECOND,) and not said.is_plural else []
    return [code for base in said.bases for code in _of(base, said)]


def _of(base: str, said: _Said) -> list[str]:
    if base in ONE_PROTOCOL:
        return [ONE_PROTOCOL[base]]
    if base == "iccpr":
        return _of_the_covenant(said)
    if base == "crc" or base in _OF_THE_CHILD:
        return _of_the_child(said)
    if base in {"iccpr_op1", "iccpr_op2"} and _SECOND in said.ordinals:
        return ["iccpr_op2"]
    return [base] if base in _PROTOCOLS else []


def _of_the_covenant(said: _Said) -> list[str]:
    if said.ordinals:
        return [f"iccpr_op{n}" for n in said.ordinals if n != _THIRD]
    if "iccpr_op2" in said.suffixes:
        return ["iccpr_op2"]
    return ["iccpr_op1", "iccpr_op2"] if said.is_plural else ["iccpr_op1"]


def _of_the_child(said: _Said) -> list[str]:
    if about := [one for one in said.suffixes if one in _OF_THE_CHILD]:
        return about
    if _THIRD in said.ordinals and not said.is_plural:
        return ["op_crc_ic"]
    if said.counted == _THIRD:
        return [CRC_PROTOCOLS]
    if said.counted == _SECOND or set(said.ordinals) == {_FIRST, _SECOND}:
        return ["op_crc_ac", "op_crc_sc"]
    return [CRC_PROTOCOLS] if said.is_plural and len(said.bases) == 1 else []
