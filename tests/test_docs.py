"""What the documents promise is what the code has."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Final

import pytest
from commands import Run

from upr_data.model import (
    FIGURE_COLUMNS,
    ON_THE_COMMAND_LINE,
    SCHEMAS,
    AskAct,
    Asked,
    AssessorType,
    CategoryBasis,
    Denominator,
    Group,
    IssueMatch,
    Kind,
    Level,
    MatchedBy,
    Milestone,
    Nuance,
    Organisation,
    Outcome,
    RecordDimension,
    RecordFig,
    RecordMilestone,
    Response,
    Status,
    Strength,
    Table,
    Unit,
)
from upr_data.selection.filters import PARAMETERS

ROOT: Final = Path(__file__).parent.parent
CONTRACT: Final = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
DOCUMENTS: Final = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
LISTS: Final[dict[str, type[StrEnum]]] = {
    "kind": Kind,
    "response": Response,
    "status": Status,
    "level": Level,
    "nuance": Nuance,
    "matched_by": MatchedBy,
    "assessor": AssessorType,
    "milestone": Milestone,
    "group": Group,
    "organisation": Organisation,
    "category_basis": CategoryBasis,
    "unit": Unit,
    "denominator": Denominator,
    "issue_match": IssueMatch,
    "ask": AskAct,
    "strength": Strength,
    "record milestone": RecordMilestone,
    "outcome": Outcome,
    "asked": Asked,
}


def section(title: str, level: int = 2) -> str:
    """The text under a heading of the contract."""
    head = "#" * level
    found = re.search(
        rf"^{head} {title}\n(.*?)(?=^#{{1,{level}}} |\Z)", CONTRACT, re.MULTILINE | re.DOTALL
    )
    assert found, title
    return found[1]


def first_cells(text: str) -> list[str]:
    """The codes that open the rows of a table."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def codes(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@pytest.mark.parametrize(("name", "members"), LISTS.items())
def test_closed_lists_are_those_of_the_contract(name: str, members: type[StrEnum]) -> None:
    row = re.search(rf"^\| {name} \| (.*) \|$", section("Codes"), re.MULTILINE)
    assert row
    assert codes(row[1]) == [member.value for member in members]


def test_link_parameters_are_those_of_the_contract() -> None:
    assert first_cells(section("Link parameters")) == [one.name for one in PARAMETERS.values()]


def test_figures_are_those_of_the_contract() -> None:
    assert first_cells(section("Figures")) == list(FIGURE_COLUMNS)


def test_figures_of_the_record_are_those_of_the_contract() -> None:
    assert first_cells(section("Figures of the public record")) == list(RecordFig)


def test_dimensions_of_the_record_are_those_of_the_contract() -> None:
    said = re.search(r"Dimensions of `record --by`: (.*?)\. ", section("Command line"), re.DOTALL)
    assert said
    assert codes(said[1]) == [dimension.value for dimension in RecordDimension]


def test_dimensions_are_those_of_the_contract() -> None:
    said = re.search(r"Dimensions of `figures --by`: (.*?)\.\n", section("Command line"), re.DOTALL)
    assert said
    assert codes(said[1]) == [dimension.value for dimension in ON_THE_COMMAND_LINE]


def test_commands_are_those_of_the_contract(run: Run) -> None:
    shown = run("--help").out
    commands = re.findall(r"^    ([a-z-]+)(?:  |$)", shown, re.MULTILINE)
    assert set(first_cells(section("Command line"))) == set(commands)


@pytest.mark.parametrize("table", list(Table))
def test_tables_are_those_of_the_contract(table: Table) -> None:
    assert codes(section(f"`{table.value}`", 3)) == list(SCHEMAS[table])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_files_that_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    named = re.findall(r"`((?:upr_data|tests|pages|docs|benchmarks|deploy)/[\w./-]+)`", text)
    missing = [
        name
        for name, base in [
            *((one, document.parent) for one in links),
            *((one, ROOT) for one in named),
        ]
        if not (base / name).exists()
    ]
    assert missing == []
