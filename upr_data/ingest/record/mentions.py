"""Which instruments a masked text names, and where: titles, protocols, conventions by number."""

from collections.abc import Sequence
from typing import Final

from upr_data.ingest.record.protocols import BOTH, ONE_PROTOCOL, SUFFIXES, protocol_at
from upr_data.ingest.record.tokens import Mention, code_at, code_of

_PROTOCOL: Final = frozenset({"protocol", "protocols"})
_ABBREVIATED: Final = frozenset({"op", "ops"})
_CONVENTION: Final = frozenset({"convention", "conventions", "ilo"})
_BY_NUMBER: Final = frozenset({29, 87, 98, 105, 111, 138, 169, 182, 189})
"""Conventions of the International Labour Organization that we follow."""

_IN_NUMBERS: Final = frozenset(
    [
        "convention",
        "conventions",
        "no",
        "nos",
        "number",
        "numbers",
        "n",
        "and",
        ",",
        ".",
        "(",
        ")",
        "ilo",
        "the",
        "or",
        "also",
        "c",
        "nr",
        "its",
    ]
)
_DIGITS: Final = 3
_BETWEEN_NUMBERS: Final = 5
_BRACKET_WITHIN: Final = 8
_COMMITTEES: Final = frozenset({"committee", "committees", "committee's"})
_BODY_BEFORE: Final = frozenset({"by", "committee", "committees"})
_NOT_JOINING_THE_COURT: Final = frozenset({"with", "by", "before", "jurisdiction"})


def mentions_of(tokens: Sequence[str]) -> list[Mention]:
    """All instruments named, in order; a protocol that the words leave open has no codes."""
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        mention = _mention(tokens, at, found)
        if mention is None:
            at += 1
            continue
        if found and _is_possessor(tokens, found[-1], mention):
            found.pop()
        found.append(mention)
        at = _after_repetition(tokens, mention)
    return found


_OF_ITS_OWN: Final = frozenset({"and", "or", "the", "its", "their", "thereto", "attached"})


def _is_possessor(tokens: Sequence[str], owner: Mention, protocol: Mention) -> bool:
    """Whether the treaty before only says whose protocol it is: "CEDAW's Optional Protocol"."""
    between = tokens[owner.end : protocol.end]
    before = next((n for n, word in enumerate(between) if word in _PROTOCOL), None)
    if before is None or owner.end + (between[:1] == ["s"]) != protocol.start:
        return False
    return before > 0 and not _OF_ITS_OWN & set(between[:before])


def _mention(tokens: Sequence[str], at: int, before: Sequence[Mention]) -> Mention | None:
    word = tokens[at]
    is_short = word in _ABBREVIATED and any(t[0] == "{" for t in tokens[at + 1 : at + 9])
    if word in _PROTOCOL or is_short:
        return protocol_at(tokens, at, before)
    if word in _CONVENTION or (word == "c" and _is_number(tokens, at + 1)):
        return _numbered(tokens, at)
    code = code_of(word)
    if code is None or code in SUFFIXES or _is_committee(tokens, at):
        return None
    if code == "icc":
        return _court(tokens, at)
    return Mention(at, at + 1, BOTH.get(code, (code,)))


def _court(tokens: Sequence[str], at: int) -> Mention | None:
    """The Court is joined by its Statute: who accedes to it, or joins it, joins that."""
    if _NOT_JOINING_THE_COURT & set(tokens[max(0, at - 4) : at]):
        return None
    return Mention(at, at + 1, ("rome",))


def _is_committee(tokens: Sequence[str], at: int) -> bool:
    """Whether it means the treaty body: "the CEDAW Committee", "recommended by CAT"."""
    if tokens[at + 1 : at + 2] and tokens[at + 1] in _COMMITTEES:
        return True
    plain = [word for word in tokens[max(0, at - 3) : at] if word != "the"]
    return plain[-2:] == ["recommendations", "of"] or bool(_BODY_BEFORE & set(plain[-1:]))


def _is_number(tokens: Sequence[str], at: int) -> bool:
    return at < len(tokens) and tokens[at].isdigit() and int(tokens[at]) in _BY_NUMBER


def _numbered(tokens: Sequence[str], at: int) -> Mention | None:
    """Conventions by number, alone or in a list: "ILO Conventions No. 87 and 98"."""
    found: list[str] = []
    end, look = at, at + 1
    while look < len(tokens) and look - end < _BETWEEN_NUMBERS:
        word = tokens[look]
        if word.isdigit():
            if len(word) > _DIGITS:
                break
            if _is_number(tokens, look):
                found.append(f"ilo_{int(word)}")
            end = look
        elif word not in _IN_NUMBERS:
            break
        look += 1
    return Mention(at, end + 1, tuple(dict.fromkeys(found))) if found else None


def _after_repetition(tokens: Sequence[str], mention: Mention) -> int:
    """Where reading goes on: after the same name again, bare or in brackets: "… (CAT)"."""
    at = mention.end
    if tokens[at : at + 1] == ["("]:
        near = range(at, min(at + _BRACKET_WITHIN, len(tokens)))
        close = next((n for n in near if tokens[n] == ")"), at)
        inside = tokens[at + 1 : close]
        if any(code_of(t) for t in inside) and not {"and", ","} & set(inside):
            return close + 1
    code = code_at(tokens, at)
    if code is not None and (code in mention.codes or ONE_PROTOCOL.get(code) in mention.codes):
        return at + 1
    return at
