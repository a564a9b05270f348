"""Positions of the State under review, as OHCHR words them."""

import re

from upr_data.domain.states import normalise
from upr_data.ingest.sources.words.canonical import RESPONSES
from upr_data.model import Response


def response_of(words: str) -> Response | None:
    """Response that a source's word stands for; None for a word nobody knows.

    A blank is `unknown`, never `pending`: no source says that an answer is still to come.
    """
    key = re.sub(" ?/ ?", "/", normalise(words))
    return RESPONSES.get(key) if key else Response.UNKNOWN
