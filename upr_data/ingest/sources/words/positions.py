"""Positions of the State under review, as OHCHR words them."""

import re
from typing import Final

from upr_data.domain.states import normalise
from upr_data.ingest.sources.words.canonical import RESPONSES
from upr_data.model import Response

_ENJOYS: Final = re.compile(
    r"(?:the )?(?:recommendations? )?(?:that )?((?:do|does|did) not )?"
    r"enjoy(?:s|ed)? (?:the )?support(?: of .{1,60})?"
)
_NOTES: Final = re.compile(r"(?:takes|taken|took) note(?: of)?|noted by .{1,60}")


def response_of(words: str) -> Response | None:
    """Response that a source's word stands for; None for a word nobody knows.

    A blank is `unknown`, never `pending`: no source says that an answer is still to come.
    """
    key = re.sub(" ?/ ?", "/", normalise(words))
    if found := _ENJOYS.fullmatch(key):
        return Response.NOTED if found[1] else Response.SUPPORTED
    if _NOTES.fullmatch(key):
        return Response.NOTED
    return RESPONSES.get(key) if key else Response.UNKNOWN
