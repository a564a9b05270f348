"""Words and numbers for people, and the catalogue that translators start from."""

import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

from upr_data.figures import method
from upr_data.language import _, day, listing, number, percent, ranges
from upr_data.language.labels import label
from upr_data.model import Response

ROOT: Final = Path(__file__).parent.parent
TEMPLATE: Final = ROOT / "upr_data" / "language" / "locales" / "messages.pot"
EXTRACT: Final = (
    "-m", "babel.messages.frontend", "extract", "--mapping-file", "pyproject.toml",
    "--no-location", "--omit-header", "--sort-output", "--output-file",
)  # fmt: skip


def messages(template: bytes) -> set[str]:
    catalogue = read_po(BytesIO(template), ignore_obsolete=True)
    return {str(message.id) for message in catalogue if message.id}


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


def test_the_template_for_translators_is_up_to_date(tmp_path: Path) -> None:
    found = tmp_path / "messages.pot"
    command = [sys.executable, *EXTRACT, str(found), "."]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603
    again = f"python {' '.join(EXTRACT)} upr_data/locales/messages.pot ."
    assert messages(TEMPLATE.read_bytes()) == messages(found.read_bytes()), again


def test_translators_get_the_definitions_and_the_labels() -> None:
    known = messages(TEMPLATE.read_bytes())
    assert {definition.text for definition in method.DEFINITIONS} <= known
    assert {label(response) for response in Response} <= known


def test_no_message_hides_in_an_f_string() -> None:
    """Babel finds these from Python 3.12 on only: translators would miss them."""
    hidden = re.compile(r"""f["'][^"\n]*\{n?_\(["']""")
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "upr_data").rglob("*.py")]
    assert [file.name for file in files if hidden.search(file.read_text(encoding="utf-8"))] == []
