"""How to cite what a page or a file shows: five styles, each with data edition and access date.

The templates are our own: the libraries for citations were tried, and put wrong fields.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import quote

from upr_data.export.imprint import SITE, Imprint
from upr_data.language import _, clauses, day
from upr_data.model import CitationStyle

MIME: Final[Mapping[CitationStyle, str]] = {
    CitationStyle.APA: "text/plain",
    CitationStyle.CHICAGO: "text/plain",
    CitationStyle.BIBTEX: "application/x-bibtex",
    CitationStyle.RIS: "application/x-research-info-systems",
    CitationStyle.SENTENCE: "text/plain",
}
EXTENSION: Final[Mapping[CitationStyle, str]] = {
    CitationStyle.APA: "txt",
    CitationStyle.CHICAGO: "txt",
    CitationStyle.BIBTEX: "bib",
    CitationStyle.RIS: "ris",
    CitationStyle.SENTENCE: "txt",
}

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
"""As the English styles have them, whatever the language of the page."""

_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: a finding or the title of a page, of which data, and when it was looked at."""

    title: str
    imprint: Imprint
    accessed: date

    @property
    def of(self) -> str:
        """Selection and n, source with its age, and that it is invented where it is."""
        imprint = self.imprint
        parts = (imprint.selection, imprint.counted, imprint.source, imprint.edition, imprint.mark)
        said = clauses([part.removesuffix(".") for part in parts if part])
        return " ".join(said.split())

    @property
    def key(self) -> str:
        """A key for bibliographies: the same for the same figure, selection and edition."""
        named = f"{self.title}|{self.imprint.selection}|{self.imprint.snapshot}"
        return f"upr-{self.imprint.snapshot}-{hashlib.sha256(named.encode()).hexdigest()[:6]}"


def citation(work: Work, style: CitationStyle) -> str:
    """The work in a style, with data edition and access date; one line, or a record of lines."""
    title = " ".join(work.title.split()).removesuffix(".")
    imprint = replace(work.imprint, link=_address(work.imprint.link))
    return _STYLES[style](replace(work, title=title, imprint=imprint))


def _apa(work: Work) -> str:
    where = f", from {work.imprint.link}" if work.imprint.link else ""
    return (
        f"{SITE}. ({work.imprint.created.year}). {work.title} "
        f"(Data edition {work.imprint.snapshot}) [Data set: {work.of}]. "
        f"Retrieved {_english(work.accessed)}{where}"
    )


def _chicago(work: Work) -> str:
    where = f" {work.imprint.link}." if work.imprint.link else ""
    return (
        f"{SITE}. “{work.title}.” Data edition {work.imprint.snapshot} "
        f"({work.of}). Accessed {_english(work.accessed)}.{where}"
    )


def _bibtex(work: Work) -> str:
    fields = {
        "author": f"{{{SITE}}}",
        "title": f"{{{_tex(work.title)}}}",
        "year": str(work.imprint.created.year),
        "version": _tex(f"Data edition {work.imprint.snapshot}"),
        "note": _tex(work.of),
        "url": work.imprint.link,
        "urldate": work.accessed.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{work.key},", *lines, "}", ""])


def _ris(work: Work) -> str:
    fields = (
        ("TY", "DATA"),
        ("AU", SITE),
        ("TI", work.title),
        ("PY", str(work.imprint.created.year)),
        ("ET", f"Data edition {work.imprint.snapshot}"),
        ("N1", work.of),
        ("UR", work.imprint.link),
        ("Y2", work.accessed.strftime("%Y/%m/%d")),
        ("ER", ""),
    )
    kept = (f"{tag}  - {text}" for tag, text in fields if text or tag == "ER")
    return "\r\n".join([*kept, ""])


def _sentence(work: Work) -> str:
    said = _("{finding} ({of}). Figures: {site}, data edition {id}, {link}accessed {day}.")
    return said.format(
        finding=work.title,
        of=work.of,
        site=SITE,
        id=work.imprint.snapshot,
        link=f"{work.imprint.link}, " if work.imprint.link else "",
        day=day(work.accessed),
    )


_STYLES: Final[Mapping[CitationStyle, Callable[[Work], str]]] = {
    CitationStyle.APA: _apa,
    CitationStyle.CHICAGO: _chicago,
    CitationStyle.BIBTEX: _bibtex,
    CitationStyle.RIS: _ris,
    CitationStyle.SENTENCE: _sentence,
}


def _english(when: date) -> str:
    return f"{_MONTHS[when.month - 1]} {when.day}, {when.year}"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in text)


def _address(link: str) -> str:
    """An address in one line and without braces: such signs as they may stand in addresses."""
    return re.sub(r"[\s{}\\]", lambda found: quote(found[0]), link)
