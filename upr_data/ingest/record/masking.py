"""Texts folded, and the names of instruments in them replaced by their codes in braces.

All texts at once, in Polars: its patterns take linear time whatever the text.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import polars as pl

LIMIT: Final = 4_000
"""Characters of a text that are read."""

_FOLDED: Final = (
    (r"&[a-z]{2,6};|&#\d{1,6};", " "),
    (r"<[^<>]{1,40}>", " "),
    (r"[\u2018\u2019\u02bc`\u00b4]", "'"),
    (r"[\u2010-\u2015\u2212\u00ad]", "-"),
    (r"[\[\]{}\u201c\u201d\u00ab\u00bb\"]", " "),
    (
        r"\b(ratif[a-z]{1,8}|acced[a-z]{1,4}|accession|sign[a-z]{0,6})-(ratif|acced|sign|access)",
        "$1 or $2",
    ),
    (r"\band-or\b", "and/or"),
    (r"(\d)\.(\d)", "$1-$2"),
    (r"\s+", " "),
)
_ACTS: Final = (
    r"ratif|acced|accession|adher|adhes|\bparty\b|\bparties\b|\bjoin|\bsign|reservation|"
    r"death penalty|capital punishment|death sentence|moratori|standing invitation|"
    r"\bnhri|national human rights? (?:institut|commission)|paris principles|executions"
)
"""What a text must contain to be read at all."""


_ENDS: Final = {"title": "", "short": r"\b"}
"""An abbreviation is a whole word; a title may end in a bracket."""


@cache
def titles() -> Mapping[str, str]:
    """Code → one pattern of all its names; names before abbreviations, in the order of the file."""
    text = files(__name__.rpartition(".")[0]).joinpath("titles.toml").read_text(encoding="utf-8")
    named = tomllib.loads(text)
    found = {
        f"{code} {kind}": rf"\b(?:{'|'.join(names[kind])}){_ENDS[kind]}"
        for kind in _ENDS
        for code, names in named.items()
        if kind in names
    }
    return MappingProxyType(found)


@cache
def patterns_of(code: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that a code stands for, to find again the words that were seen."""
    return tuple(re.compile(pattern) for key, pattern in titles().items() if key.split()[0] == code)


def folded(texts: pl.Series) -> pl.Series:
    """Lower case, plain quotes and hyphens, single blanks, no markup; at most `LIMIT` long."""
    text = pl.col("text").cast(pl.String).str.slice(0, LIMIT).str.to_lowercase()
    for pattern, plain in _FOLDED:
        text = text.str.replace_all(pattern, plain)
    return texts.to_frame("text").select(text.str.strip_chars()).to_series()


def may_ask(texts: pl.Series) -> pl.Series:
    """Whether folded texts have any word of an act at all."""
    return texts.str.contains(_ACTS)


def masked(texts: pl.Series) -> pl.Series:
    """Folded texts with `{CODE}` for each name, in upper case so that none is found in it."""
    text = pl.col("text")
    for key, pattern in titles().items():
        text = text.str.replace_all(pattern, f" {{{key.split()[0].upper()}}} ")
    return texts.to_frame("text").select(text).to_series()


def unmasked(words: str, text: str) -> str:
    """Words of a masked text with the names that stood there, as `text` has them."""
    return _MASK.sub(lambda mask: _name_in(text, mask.group(1).lower()), words)


_MASK: Final = re.compile(r"\{([A-Z0-9_]+)\}")


def _name_in(text: str, code: str) -> str:
    """The first name of this code in the text; the code where the text has it only in another."""
    found = (pattern.search(text) for pattern in patterns_of(code))
    return next((one.group() for one in found if one), code.replace("_", "-"))
