"""`record` on the command line: keys, formats, and what is said beside the figures."""

from pathlib import Path

import pytest
from commands import Run
from frames import asked, draft_of, recommendations, tables
from registers import register

from upr_data.domain.instruments import CORE
from upr_data.model import RecordFig
from upr_data.snapshot import publish


@pytest.fixture(autouse=True)
def edition(tmp_path: Path) -> None:
    held = register(("QMA", "cat", "joining", "2016-01-01"), also=tuple(CORE))
    main = recommendations(
        asked(text="Ratify CAT"),
        asked(text="Consider ratifying ICRMW", response="noted"),
    )
    publish(tables(main, held=held), draft_of(main), tmp_path / "store")


def test_json_has_the_keys_of_the_contract(run: Run) -> None:
    (row,) = run("record", "--format", "json").json
    assert list(row) == [one.value for one in RecordFig]
    assert (row["key"], row["n_asks"], row["n_open"], row["n_joined_mid_term"]) == (None, 2, 2, 1)


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("asked", ["supported", "noted", "not_asked"]),
        ("instrument", ["cat", "icrmw"]),
        ("response", ["supported", "noted"]),
        ("strength", ["do", "consider"]),
        ("cycle", [2]),
        ("state_under_review", ["QMA"]),
        ("recommending_state", ["QMC"]),
    ],
)
def test_figures_can_be_told_apart(run: Run, by: str, keys: list[str | int]) -> None:
    assert [row["key"] for row in run("record", "--by", by, "--format", "json").json] == keys


def test_a_selection_and_the_row_unit(run: Run) -> None:
    ran = run("record", "instrument=cat", "--unit", "row", "--format", "csv")
    header, line = ran.out.splitlines()
    assert header.startswith("key,label,n_asks,n_already,n_open,n_joined_mid_term")
    assert line.startswith(",All,1,0,1,1,")


def test_the_table_says_what_it_is_of_and_what_it_is_not(run: Run) -> None:
    out = run("record").out
    assert "Counted: State × review × treaty" in out
    assert "2 of 2 rows ask to join a treaty whose register is at hand" in out
    for caveat in ("not because of it", "not complied with", "not a refusal to join"):
        assert caveat in out


@pytest.mark.parametrize("arguments", [("--by", "colour"), ("instrument=xyz",), ("ask=sing",)])
def test_words_nobody_knows_are_wrong_use(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("record", *arguments).code == 2
