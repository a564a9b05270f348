"""Newer registers of treaties: read from what publishers give, checked, and put in place."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from commands import Run
from frames import recommendations, tables
from treaty_files import PARTIES, Row, ratification_csv, status_page, status_xml
from xlsxwriter import Workbook

from upr_data.domain.treaties import Register, register
from upr_data.figures.records import Records
from upr_data.ingest.building import Inputs, prepare
from upr_data.ingest.record.refreshing import read_treaty_files, refreshed
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.treaties.reading import read_treaty_file
from upr_data.model import SnapshotKind, Table
from upr_data.snapshot import Draft, choose, publish
from upr_data.snapshot.register_changes import register_changes

FILES = {"page.html": status_page(), "page.xml": status_xml(), "table.csv": ratification_csv()}


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_says_the_same(tmp_path: Path, name: str) -> None:
    found = read_treaty_file(written(tmp_path, name, FILES[name])).table
    assert (found.instrument, found.as_of, found.n_parties) == ("iccpr_op1", date(2026, 3, 3), 4)
    told = {(one.state, one.action.value, str(one.day), one.is_withdrawn) for one in found.actions}
    assert told >= {
        ("ALB", "joining", "2007-10-04", False),
        ("KHM", "signature", "2004-09-27", False),
        ("TTO", "joining", "1980-11-14", True),
        ("TUR", "joining", "2006-11-24", False),
    }
    assert len(told) == 10


def test_the_letter_says_how_a_state_joined(tmp_path: Path) -> None:
    found = read_treaty_file(written(tmp_path, "page.html", status_page())).table
    modes = {one.state: one.mode for one in found.actions if one.action == "joining"}
    assert (modes["ALB"], modes["GIN"]) == ("accession", "ratification")


def test_a_workbook_with_excel_s_own_days_is_read(tmp_path: Path) -> None:
    path = tmp_path / "op.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd mmm yyyy"})
        sheet.write(0, 0, "Ratification Status for OP-ICCPR [Last Updated: 03 Mar 2026]")
        sheet.write_row(1, 0, ["Country", "Date of Signature", "Date of Ratification/Accession"])
        sheet.write(2, 0, "Albania")
        sheet.write_datetime(2, 2, date(2007, 10, 4), day)
    (action,) = read_treaty_file(path).table.actions
    assert (action.state, action.day) == ("ALB", date(2007, 10, 4))


def test_papers_name_the_publisher_the_day_and_the_licence(tmp_path: Path) -> None:
    source = read_treaty_file(written(tmp_path, "page.html", status_page())).source
    assert source.publisher == "United Nations Treaty Collection"
    assert (source.retrieved, source.licence) == ("2026-03-03", "facts of the depositary")
    assert (source.n_read, source.n_kept) == (7, 7)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.html", status_page(parties=5), "it prints 5 parties and lists 4"),
        ("a.xml", status_xml(parties=40), "it prints 40 parties and lists 4"),
        ("a.html", status_page(title="Treaty of nowhere"), "it does not say which treaty"),
        ("a.html", status_page(day="soon"), "it does not say the day it was true"),
        ("a.html", b"<html><table><tr><td>1</td></tr></table></html>", "no table of participants"),
        ("a.csv", b"a,b\n1,2\n", "none of its first rows is a header"),
        ("a.csv", ratification_csv(updated="?"), "its title does not say the day"),
        ("a.csv", b"", "it is empty"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    with pytest.raises(BadInputError, match=sentence):
        read_treaty_file(written(tmp_path, name, data))


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>',
        b"<table id='x_tblgrid'>" + b"<tr><td>" * 200_000,
        b"<table id='x_tblgrid'" + b" " * 200_000,
        b"<" * 300_000,
        b"<tr><td>&#" + b"9" * 200_000 + b";",
        b"STATUS AS AT : " + b"1-" * 100_000,
    ],
)
def test_hostile_files_end_in_a_sentence_soon(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadInputError, match=str(tmp_path)):
        read_treaty_file(written(tmp_path, "a.html", data))


def test_a_participant_nobody_knows_is_set_aside_and_counted(tmp_path: Path) -> None:
    rows: list[Row] = [*PARTIES, ("Atlantis", "", "1 Jan 2000 a")]
    found = read_treaty_file(written(tmp_path, "a.html", status_page(rows, parties=5)))
    assert found.table.n_parties == 5
    assert found.report["rule"].to_list() == ["unknown_participant"]
    assert found.source.n_set_aside == 1


def test_two_files_of_one_treaty_are_refused(tmp_path: Path) -> None:
    paths = [written(tmp_path, name, FILES[name]) for name in ("page.html", "page.xml")]
    with pytest.raises(BadInputError, match="are both about ICCPR-OP1; give one"):
        read_treaty_files(paths)


HELD = Register(
    register().facts.filter(
        (pl.col("instrument") == "crpd") | (pl.col("happened_on") < date(2011, 1, 1))
    ),
    register().registers,
)
"""The register that is shipped, without what the protocol's parties did since 2011."""

PAGE = status_page()


def of_protocol(held: Register, action: str) -> dict[str, date | None]:
    """State → day of an action on the protocol."""
    is_it = (pl.col("instrument") == "iccpr_op1") & (pl.col("action") == action)
    return dict(held.facts.filter(is_it).select("state", "happened_on").iter_rows())


def test_a_newer_table_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    newer = refreshed(HELD, read_treaty_files([written(tmp_path, "a.html", PAGE)]))
    until = dict(newer.registers.select("instrument", "covered_until").iter_rows())
    assert (until["iccpr_op1"], until["crpd"]) == (date(2026, 3, 3), date(2026, 2, 3))
    joined = of_protocol(newer, "joining")
    assert set(joined) == {"ALB", "GIN", "JAM", "TTO", "TUN", "TUR"}
    assert "TUN" not in of_protocol(HELD, "joining")
    assert newer.facts.filter(pl.col("instrument") == "crpd").equals(
        HELD.facts.filter(pl.col("instrument") == "crpd").sort("state", "happened_on")
    )


def test_a_withdrawal_keeps_the_day_that_the_older_register_knows(tmp_path: Path) -> None:
    newer = refreshed(HELD, read_treaty_files([written(tmp_path, "a.html", PAGE)]))
    assert of_protocol(newer, "withdrawal") == {"JAM": None, "TTO": date(2000, 6, 27)}


def test_an_older_table_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.html", status_page(day="03-03-2015"))
    with pytest.raises(BadInputError, match="it is of 3 March 2015, and the register at hand goes"):
        refreshed(HELD, read_treaty_files([path]))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one edition, by an older register of the protocol."""
    folder = tmp_path / "store"
    main = recommendations({"text": "Ratify ICCPR-OP1"})
    publish(tables(main, held=HELD), Draft("sample", SnapshotKind.REAL, "2026-01-01"), folder)
    return folder


def test_a_newer_register_makes_a_new_edition(run: Run, store: Path, tmp_path: Path) -> None:
    assert store == tmp_path / "store"
    page = written(tmp_path, "a.html", PAGE)
    told = run("import", "--register", str(page), "--json").json
    assert (told["snapshot"][10:], told["n_kept"], told["n_rows"]) == ("-sample", 7, 1)
    newest = choose(store, told["snapshot"]).snapshot
    outcomes = newest.scan(Table.RECORD_OUTCOMES).collect()
    assert outcomes["as_of"].unique().to_list() == [date(2026, 3, 3)]
    assert newest.manifest.notes["record"]["n_asks"] == 1


@pytest.mark.usefixtures("store")
def test_compare_shows_what_moved(run: Run, tmp_path: Path) -> None:
    page = written(tmp_path, "a.html", PAGE)
    newer = run("import", "--register", str(page), "--json").json["snapshot"]
    moved = run("compare", "2026-01-01-sample", newer, "--json").json["register"]
    assert moved["facts_added"] == 2
    assert moved["facts_gone"] > 100
    assert moved["until"]["second"]["iccpr_op1"] == "2026-03-03"


@pytest.mark.usefixtures("store")
def test_a_register_that_cannot_be_used_leaves_nothing(run: Run, tmp_path: Path) -> None:
    page = written(tmp_path, "a.html", status_page(parties=9))
    ran = run("import", "--register", str(page))
    assert (ran.code, "it prints 9 parties and lists 4" in ran.err) == (2, True)
    assert len(run("list", "--json").json) == 1


def test_the_demonstration_takes_no_real_register(tmp_path: Path, demonstration: Records) -> None:
    page = written(tmp_path, "a.html", status_page())
    inputs = Inputs(base=demonstration.snapshot, treaties=(page,))
    with pytest.raises(BadInputError, match="has its own register"):
        prepare(inputs, lambda _done, _total: None)


def test_changes_are_listed_by_state_and_treaty(store: Path) -> None:
    one = choose(store).snapshot
    assert register_changes(one, one).is_empty()
