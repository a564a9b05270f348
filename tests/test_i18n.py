"""Words and numbers for people, and the catalogue that translators start from."""

import re
import subprocess
import sys
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from upr_data.figures import method
from upr_data.language import LANGUAGES, _, day, listing, number, percent, ranges, speaking
from upr_data.language.labels import label
from upr_data.model import Response

ROOT: Final = Path(__file__).parent.parent
LOCALES: Final = ROOT / "upr_data" / "language" / "locales"
EXTRACT: Final = (
    "-m", "babel.messages.frontend", "extract", "--mapping-file", "pyproject.toml",
    "--no-location", "--omit-header", "--sort-output", "--output-file",
)  # fmt: skip


PLACE: Final = re.compile(r"\{(\w+)")
SAME: Final = frozenset(
    {
        " ({example})", "**UPR Outcomes**", "APA", "BibTeX", "Chicago", "Code", "Corruption",
        "Cycle", "Cycle {cycle} · session {session}", "Cycle {number}", "Cycle {n}", "Cycles",
        "Document", "IRI", "Justice", "Kampala, article 8", "Licence", "Macro-F1", "Migrants",
        "Note", "Notes",
        "Nuance", "Page", "Part", "Provenance", "RIS", "Second code", "Session",
        "Session {numbers}", "Session {n}", "Session {n}, {year}", "Silence", "Source",
        "Sources", "cycle", "cycle 1", "cycle 2", "cycle {n}",
        "cycles", "document", "licence {names}", "n", "n {n}",
        "nuance", "points", "session", "sessions", "sessions 2-12", "Torture", "{category}, {how}",
        "{question} · UPR Outcomes", "{register} (CSV)", "{share} ({n})",
        "{state}, cycle {cycle}", "{what} {numbers}", "{what}, session {n}, {who}",
    }
)  # fmt: skip
"""What is written alike in both languages: names, codes, and words that French has, too."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The messages of the code as it is now."""
    found = tmp_path_factory.mktemp("messages") / "messages.pot"
    command = [sys.executable, *EXTRACT, str(found), "."]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603
    return read_po(BytesIO(found.read_bytes()))


@cache
def translated(language: str) -> Catalog:
    text = (LOCALES / language / "LC_MESSAGES" / "messages.po").read_bytes()
    return read_po(BytesIO(text), locale=language)


def forms(said: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """A message or a translation in its forms: one, or singular and plural."""
    return (said,) if isinstance(said, str) else tuple(said)


def messages(catalogue: Catalog) -> set[str]:
    return {forms(message.id)[0] for message in catalogue if message.id}


def places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def places_of(message: Message) -> set[str]:
    return {place for one in forms(message.id) for place in places(one)}


def are_kept(message: Message) -> bool:
    """Whether a translation has the places of its message; a singular may leave the number out."""
    *few, last = (places(one) for one in forms(message.string))
    return last == places_of(message) and all(one <= last for one in few)


def untranslated(template: Catalog, catalogue: Catalog) -> list[str]:
    """Messages that are not in the catalogue, have no words there, or only the English ones."""
    known = {forms(one.id)[0]: forms(one.string) for one in catalogue if one.id}
    return sorted(
        message
        for message in messages(template)
        if not all(known.get(message, ("",))) or (message in known[message] and message not in SAME)
    )


@pytest.mark.parametrize(
    ("n", "written"), [(0, "0"), (999, "999"), (11427, "11,427"), (1234567, "1,234,567")]
)
def test_counts_are_grouped(n: int, written: str) -> None:
    assert number(n) == written


@pytest.mark.parametrize(
    ("rate", "digits", "written"),
    [
        (0.4768, 1, "47.7\N{NO-BREAK SPACE}%"),
        (0.4768, 0, "48\N{NO-BREAK SPACE}%"),
        (1.0, 1, "100.0\N{NO-BREAK SPACE}%"),
        (0.0, 0, "0\N{NO-BREAK SPACE}%"),
    ],
)
def test_rates_are_percentages(rate: float, digits: int, written: str) -> None:
    assert percent(rate, digits) == written


def test_a_rate_of_nothing_is_not_applicable() -> None:
    assert percent(None) == "n/a"


def test_dates_are_spelled_out() -> None:
    assert day(date(2024, 5, 31)) == "31 May 2024"


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_words_in_a_row(words: list[str], said: str) -> None:
    assert listing(words, "or") == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([], ""), ([3], "3"), ([3, 2], "2–3"), ([2, 3, 4, 14], "2–4, 14"), ([5, 1, 5, 3], "1, 3, 5")],
)
def test_runs_of_numbers_are_drawn_together(numbers: list[int], said: str) -> None:
    assert ranges(numbers) == said


def test_codes_are_called_by_their_labels() -> None:
    assert label(Response.PARTIALLY_SUPPORTED) == _("Partially supported")


def test_translators_get_the_definitions_and_the_labels(template: Catalog) -> None:
    assert {definition.text for definition in method.DEFINITIONS} <= messages(template)
    assert {label(response) for response in Response} <= messages(template)


def test_translators_get_the_names_of_reference_tables(template: Catalog) -> None:
    names = {"Torture and other CID treatment", "African Group", "League of Arab States"}
    assert names <= messages(template)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_message_is_translated(template: Catalog, language: str) -> None:
    assert untranslated(template, translated(language)) == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_translation_stands_for_a_message_that_is_gone(template: Catalog, language: str) -> None:
    assert messages(translated(language)) - messages(template) == set()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_translations_keep_the_places_of_their_messages(language: str) -> None:
    differ = [
        str(message.id) for message in translated(language) if message.id and not are_kept(message)
    ]
    assert differ == []


def test_a_message_without_translation_is_found() -> None:
    """A catalogue with a planted gap, an echo of English, and a plural that lacks a form."""
    whole, planted = Catalog(), Catalog(locale="fr")
    for message in ("Empty", "Echo", "Said", ("One", "Many")):
        whole.add(message)
    planted.add("Empty", "")
    planted.add("Echo", "Echo")
    planted.add("Said", "Dit")
    planted.add(("One", "Many"), ("Un", ""))
    assert untranslated(whole, planted) == ["Echo", "Empty", "One"]


def test_french_is_set_as_french_sets_it() -> None:
    """A no-break space stands before what French parts from the word before it."""
    loose = re.compile(r"[^\s\d\W] [;:?!%»]|« |[^\N{NO-BREAK SPACE}\s(\[{][;?!»]")
    wrong = [
        one
        for message in translated("fr")
        if message.id
        for one in forms(message.string)
        if loose.search(re.sub(r"`[^`]*`|[a-z0-9]+://\S+|\?…|\{\w+!r\}", "", one))
    ]
    assert wrong == []


def test_no_message_hides_in_an_f_string() -> None:
    """Babel finds these from Python 3.12 on only: translators would miss them."""
    hidden = re.compile(r"""f["'][^"\n]*\{n?_\(["']""")
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "upr_data").rglob("*.py")]
    assert [file.name for file in files if hidden.search(file.read_text(encoding="utf-8"))] == []


def test_nothing_is_nothing_in_every_language() -> None:
    for language in LANGUAGES:
        with speaking(language):
            assert _("") == ""
