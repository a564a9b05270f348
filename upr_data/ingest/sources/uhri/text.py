"""The text of a record of OHCHR's index: markup, paragraph number and States out of it."""

import re
from dataclasses import dataclass
from typing import Final

from upr_data.domain.states import unescaped as unescaped_once

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPLIT_WORD: Final = re.compile(r"(?<=[a-z])-[ \t]*[\r\n]+[ \t]*(?=[a-z])")
_PLEDGE: Final = re.compile(r"^(?:voluntary (?:pledges?|commitments?)|pledges?)\b", re.IGNORECASE)
_RESPONSE: Final = re.compile(r"^responses? of\b", re.IGNORECASE)

_P: Final = r"\d{1,3}(?:\.\d{1,3}){0,5}(?:\s?\([a-z]{1,4}\))?"
_NUMBERED: Final = re.compile(
    rf"^Recommendation\s+No\.?\s*(?P<number>\d{{1,4}})\s*,\s*para(?:graph)?\.?\s*(?P<para>{_P})"
    rf"\s*:\s*(?:(?P<again>{_P})\s*[.:]\s*)?",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    rf"^(?:para(?:graph)?\.?|\u00a7)\s*(?P<para>{_P})\s*[:.]?\s*(?:(?P=para)\s*[.:]\s*)?(?=\D)",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(
    rf"^[(\[]?(?P<para>{_P})(?:[)\]]\s*|\s*[.:]\s*(?=\D)|\s+(?:[-\u2013\u2014]\s+)?"
    r"(?=[A-Z\u00c0-\u00de\"\u201c'(\[]))"
)
_GLUED: Final = re.compile(r"^(?P<para>\d{1,3}(?:\.\d{1,3}){1,5})(?=[A-Z\u00c0-\u00de][a-z])")

_SUBJECT: Final = re.compile(r"\b(?:recommendations?|conclusions)\b", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"\benjoy(?:s|ed)? (?:the |its |their )?support|\b(?:does|do|did) not enjoy\b"
    r"|\b(?:supports|accepts|rejects|notes) (?:all |most |some )?(?:of )?the (?:following )?"
    r"recommendations\b"
    r"|\b(?:will be|were|have been|has been|had been|are|was|would be) (?:duly |carefully )?"
    r"(?:examined|considered|noted|supported|accepted|rejected|listed|reproduced|made|answered)\b"
    r"|\breflects? the positions?\b|\bshould not be construed\b"
    r"|\bprovide (?:its |a |their )?(?:response|answer|repl)"
    r"|\bconsiders? that\b|\bc(?:annot|ould not|an not) (?:be )?(?:support|accept)"
    r"|\b(?:listed|set out|contained|appearing) (?:below|above)\b|\bas follows\b"
    r"|\bin due (?:course|time)\b|\bno later than\b|\balready (?:been )?implemented\b"
    r"|\bposition of the submitting\b",
    re.IGNORECASE,
)
_LOOKED_AT: Final = 600
MAX_TEXT: Final = 25_000
"""Characters of one recommendation; the longest known has some 3,000."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The paragraph that a text opens with ("" if none), and the text behind it."""

    paragraph: str
    text: str


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Text without markup, and the names of the repairs that this took.

    Entities may be escaped twice; words that OCR split at a line's end are whole again.
    """
    unescaped = unescaped_once(unescaped_once(text))
    untagged = _INVISIBLE.sub("", _TAG.sub(" ", unescaped))
    whole = _SPLIT_WORD.sub("", untagged)
    repairs = (
        ("html_entities", unescaped != text),
        ("html_tags_and_invisible_characters", untagged != unescaped),
        ("words_split_by_ocr", whole != untagged),
    )
    return " ".join(whole.split()).removeprefix("- "), tuple(name for name, done in repairs if done)


def opening(text: str) -> Opening:
    """Cut off the paragraph number, in any of its forms.

    "Recommendation No. 41, para. 81: 41. …" is paragraph 81.41: the number counts within it.
    """
    if found := _NUMBERED.match(text):
        para, number, again = found["para"], found["number"], found["again"]
        is_own = again is not None and _bare(again) == _bare(para)
        return Opening(_bare(para if is_own else f"{para}.{number}"), text[found.end() :])
    if found := _NAMED.match(text) or _PLAIN.match(text) or _GLUED.match(text):
        return Opening(_bare(found["para"]), text[found.end() :])
    return Opening("", text)


def is_pledge(text: str) -> bool:
    """Whether the text says itself that it is the State's own commitment."""
    return bool(_PLEDGE.match(text))


def is_response(text: str) -> bool:
    """Whether the text is an answer ("Response of …"), which is no recommendation."""
    return bool(_RESPONSE.match(text))


def is_about_recommendations(text: str) -> bool:
    """Whether a text without States speaks of recommendations and is none: a lead-in, a closing."""
    start = text[:_LOOKED_AT]
    return bool(_SUBJECT.search(start) and _ABOUT.search(start))


def _bare(paragraph: str) -> str:
    return re.sub(r"\s", "", paragraph)
