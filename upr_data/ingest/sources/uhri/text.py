"""The text of a record of OHCHR's index: markup, paragraph number and States out of it."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from upr_data.ingest.sources.words.states_in_text import Part, lookup, parts, without_states

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPLIT_WORD: Final = re.compile(r"(?<=[a-z])-[ \t]*[\r\n]+[ \t]*(?=[a-z])")
_PLEDGE: Final = re.compile(r"^(?:voluntary (?:pledges?|commitments?)|pledges?)\b", re.IGNORECASE)
_RESPONSE: Final = re.compile(r"^responses? of\b", re.IGNORECASE)

_P: Final = r"\d{1,3}(?:\.\d{1,3})*(?:\s?\([a-z]{1,4}\))?"
_NUMBERED: Final = re.compile(
    rf"^Recommendation\s+No\.?\s*(?P<number>\d+)\s*,\s*para(?:graph)?\.?\s*(?P<para>{_P})\s*:\s*"
    rf"(?:(?P<again>{_P})\s*[.:]\s*)?",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    rf"^para(?:graph)?\.?\s*(?P<para>{_P})\s*:\s*(?:(?P=para)\s*[.:]\s*)?", re.IGNORECASE
)
_PLAIN: Final = re.compile(
    rf"^(?P<para>{_P})(?:\s*[.:]\s*(?=\D)|\s+(?=[A-Z\u00c0-\u00de\"\u201c'(]))"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The paragraph that a text opens with ("" if none), and the text behind it."""

    paragraph: str
    text: str


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Text without markup, and the names of the repairs that this took.

    Entities may be escaped twice; words that OCR split at a line's end are whole again.
    """
    unescaped = html.unescape(html.unescape(text))
    untagged = _INVISIBLE.sub("", _TAG.sub(" ", unescaped))
    whole = _SPLIT_WORD.sub("", untagged)
    repairs = (
        ("html_entities", unescaped != text),
        ("html_tags_and_invisible_characters", untagged != unescaped),
        ("words_split_by_ocr", whole != untagged),
    )
    return " ".join(whole.split()).removeprefix("- "), tuple(name for name, done in repairs if done)


def opening(text: str) -> Opening:
    """Cut off the paragraph number, in any of its six forms.

    "Recommendation No. 41, para. 81: 41. …" is paragraph 81.41: the number counts within it.
    """
    if found := _NUMBERED.match(text):
        para, number, again = found["para"], found["number"], found["again"]
        is_own = again is not None and _bare(again) == _bare(para)
        return Opening(_bare(para if is_own else f"{para}.{number}"), text[found.end() :])
    if found := _NAMED.match(text) or _PLAIN.match(text):
        return Opening(_bare(found["para"]), text[found.end() :])
    return Opening("", text)


def texts_of(text: str, names: Sequence[str]) -> tuple[tuple[Part, ...], bool]:
    """Text with its States, and whether States were cut off its end.

    Where the text has parts, each with States of its own that are the record's, each State has
    its part; else all of the record's States have the text whole. A record that lists no States
    has those of the text.
    """
    found = parts(text)
    listed = {lookup(name) or name for name in names}
    in_text = [lookup(name) or name for part in found for name in part.states]
    if not names or (len(found) > 1 and set(in_text) == listed):
        return found, bool(in_text)
    whole, was_cut = without_states(text, tuple(names))
    return (Part(whole, tuple(names)),), was_cut


def is_pledge(text: str) -> bool:
    """Whether the text says itself that it is the State's own commitment."""
    return bool(_PLEDGE.match(text))


def is_response(text: str) -> bool:
    """Whether the text is an answer ("Response of …"), which is no recommendation."""
    return bool(_RESPONSE.match(text))


def _bare(paragraph: str) -> str:
    return re.sub(r"\s", "", paragraph)
