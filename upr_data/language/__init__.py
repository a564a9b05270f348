"""Words and numbers for people: gettext catalogues through Babel, one format each.

`_` translates at the moment of use, so that one process can serve several languages. English is
the language of the source; the others are catalogues in `locales`, read when first spoken.
"""

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Final

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
"""What keeps a number and its sign on one line."""

_NARROW_NO_BREAK: Final = "\N{NARROW NO-BREAK SPACE}"

LANGUAGES: Final = ("en", "fr")
"""Codes of the languages spoken, the language of the source first."""

NAMES: Final = {"en": "English", "fr": "Français"}
"""What each language calls itself."""

_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def use_language(code: str) -> None:
    """Speak this language for the rest of this run."""
    _language.set(code)


def language() -> str:
    """The code of the language of this run."""
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for a while, then the one of before."""
    before = _language.set(code)
    try:
        yield
    finally:
        _language.reset(before)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for the catalogue; `_` translates it when it is shown."""
    return message


def _(message: str) -> str:
    """The message in the language of this run; nothing is nothing (gettext gives its papers)."""
    return message and _catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for `n` things in the language of this run."""
    return _catalogue(_language.get()).ngettext(singular, plural, n)


@cache
def _catalogue(language: str) -> NullTranslations:
    """The catalogue of a language, compiled in memory: no binary file can be older than it."""
    if language == LANGUAGES[0]:
        return NullTranslations()
    text = files("upr_data.language") / "locales" / language / "LC_MESSAGES" / "messages.po"
    compiled = BytesIO()
    with text.open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def number(n: float) -> str:
    """A count: 11,427."""
    return _decimal(n, None, _language.get())


def decimal(value: float, digits: int) -> str:
    """A number with so many decimals: 0.49."""
    return _decimal(value, "#,##0." + "0" * digits if digits else "#,##0", _language.get())


def percent(rate: float | None, digits: int = 1) -> str:
    """A rate of 0–1 as a percentage on one line: 47.7 %; "n/a" where its denominator is empty."""
    if rate is None:
        return _("n/a")
    return f"{decimal(rate * 100, digits)}{NO_BREAK}%"


def printed_percent(value: float) -> str:
    """A percentage of 0–100 as print has it, with a decimal only where there is one: 48 %."""
    return percent(value / 100, 0 if float(value).is_integer() else 1)


@lru_cache(maxsize=4096)
def _decimal(value: float, pattern: str | None, language: str) -> str:
    """Babel reads a pattern anew each time; a chart writes hundreds of numbers.

    Thousands are parted by a space that every font has.
    """
    said = format_decimal(value, pattern, locale=language)
    return said.replace(_NARROW_NO_BREAK, NO_BREAK)


def day(when: date) -> str:
    """A date: 31 May 2024."""
    said = format_date(when, "d MMMM yyyy", locale=_language.get())
    is_first = _language.get() == "fr" and when.day == 1
    return f"1er{said[1:]}" if is_first else said


def month(when: date) -> str:
    """A month: May 2024."""
    return format_date(when, "MMMM yyyy", locale=_language.get())


def clauses(parts: Sequence[str]) -> str:
    """Statements in a row, parted as the language parts them: "one; other"."""
    between = _("{first}; {second}").format(first="", second="")
    return between.join(parts)


def titled(name: str, said: str) -> str:
    """What is said of a name, behind it: "Kenya: 12"."""
    return _("{name}: {said}").format(name=name, said=said)


def listing(words: list[str], last: str) -> str:
    """Words in a row, the last joined by `last` ("and", "or")."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted(word: str) -> str:
    """A word between the quotation marks of the language."""
    return _("“{word}”").format(word=word)


def in_sentence(name: str) -> str:
    """A name inside a sentence: "death penalty", but "UPR process" and "State under review"."""
    first = name.partition(" ")[0]
    is_plain = first[1:].islower() or (len(first) == 1 and first != name)
    return name[:1].lower() + name[1:] if is_plain and first not in _ALWAYS_GREAT else name


_ALWAYS_GREAT: Final = frozenset({"State", "States", "État", "États"})
"""Words that the United Nations write with a great letter wherever they stand."""


def ranges(numbers: list[int]) -> str:
    """Whole numbers in a row, runs of three and more drawn together: 2–12, 14."""
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


def wrapped(text: str, width: int = 54) -> list[str]:
    """The text in lines short enough for a chart on a phone."""
    return textwrap.wrap(text, width)
