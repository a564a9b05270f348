"""The public register: what it holds, and what it says of a State on a day."""

from datetime import date

import polars as pl
import pytest
from registers import UNTIL, register

from upr_data.domain import instruments, treaties
from upr_data.domain.instruments import INSTRUMENTS, lookup
from upr_data.domain.standings import standings
from upr_data.domain.states import CODES
from upr_data.domain.treaties import coverage, parties_on


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CAT", "cat"),
        ("op_cat", "op_cat"),
        ("Convention on Cluster Munitions", "ccm"),
        ("International Covenant on Economic, Social and Cultural Rights", "icescr"),
        ("CAT-OP", "op_cat"),
        ("Kampala amendments", None),
        ("Treaty of nowhere", None),
    ],
)
def test_an_instrument_is_found_by_its_names(name: str, code: str | None) -> None:
    assert lookup(name) == code


def test_there_are_eighteen_human_rights_instruments() -> None:
    assert len(instruments.CORE) == 18
    assert instruments.covered()[18:] == ("rome", "apmbc", "ccm", "att", "tpnw")


def test_every_fact_is_of_a_known_state_and_instrument() -> None:
    facts = treaties.register().facts
    assert set(facts["state"]) <= CODES
    assert set(facts["instrument"]) <= {*INSTRUMENTS, instruments.DEATH_PENALTY}
    assert facts["as_of"].null_count() == 0


def test_nothing_rests_on_general_knowledge_but_the_rome_statute() -> None:
    guessed = treaties.register().facts.filter(pl.col("basis") == "verify")
    assert set(guessed["instrument"]) == {"rome"}


@pytest.mark.parametrize("code", [c for c, one in INSTRUMENTS.items() if one.n_printed])
def test_parties_are_as_many_as_the_depositary_printed(code: str) -> None:
    """The tables hold Member States and observers; print also counts other parties."""
    one = INSTRUMENTS[code]
    pairs = pl.DataFrame({"state": sorted(CODES)}).with_columns(
        pl.lit(code).alias("instrument"), pl.lit(one.covered_until).alias("day")
    )
    held = treaties.register()
    dated = held.facts.filter(
        (pl.col("instrument") == code) & (pl.col("action") == "withdrawal")
    ).filter(pl.col("happened_on").is_null())
    on_the_day = parties_on(held, pairs, "day", "party")["party"].sum() - dated.height
    assert on_the_day == one.n_parties
    assert one.n_parties is not None
    assert 0 <= (one.n_printed or 0) - one.n_parties <= 2


@pytest.mark.parametrize(
    ("day", "is_party"),
    [("2009-12-31", False), ("2010-01-01", True), ("2014-12-31", True), ("2015-01-01", False)],
)
def test_a_state_is_a_party_from_joining_to_withdrawal(day: str, is_party: bool) -> None:  # noqa: FBT001
    held = register(
        ("QMA", "cat", "joining", "2010-01-01"), ("QMA", "cat", "withdrawal", "2015-01-01")
    )
    pairs = pl.DataFrame(
        {"state": ["QMA"], "instrument": ["cat"], "day": [date.fromisoformat(day)]}
    )
    assert parties_on(held, pairs, "day", "party")["party"].to_list() == [is_party]


def test_who_joins_again_is_a_party_again() -> None:
    held = register(
        ("QMA", "cat", "joining", "2000-01-01"),
        ("QMA", "cat", "withdrawal", "2005-01-01"),
        ("QMA", "cat", "joining", "2008-01-01"),
    )
    pairs = pl.DataFrame({"state": ["QMA"], "instrument": ["cat"], "day": [date(2010, 1, 1)]})
    assert parties_on(held, pairs, "day", "party")["party"].to_list() == [True]


def test_after_a_withdrawal_without_a_day_nothing_is_known() -> None:
    held = register(("QMA", "cat", "joining", "1990-01-01"), ("QMA", "cat", "withdrawal", None))
    pairs = pl.DataFrame({"state": ["QMA", "QMB"], "instrument": ["cat", "cat"]})
    assert coverage(held, pairs)["covered_until"].to_list() == [date(1990, 1, 1), UNTIL]


def test_an_instrument_without_a_table_is_not_covered() -> None:
    pairs = pl.DataFrame({"state": ["QMA"], "instrument": ["ilo_87"]})
    assert coverage(treaties.register(), pairs)["covered_until"].to_list() == [None]


CASES = [
    ("AFG", "op_cat", "2009-05-15", "2014-02-07", ("waiting", "waiting", "joined")),
    ("LUX", "crpd", "2008-12-15", "2013-02-01", ("waiting", "joined", "joined")),
    ("VUT", "cat", "2009-05-15", "2014-02-07", ("joined", "joined", "joined")),
    ("JPN", "icpped", "2008-05-19", "2012-11-05", ("joined", "joined", "joined")),
    ("PAK", "cat", "2008-05-19", "2012-11-05", ("joined", "joined", "joined")),
    ("BHS", "cat", "2008-12-15", "2013-02-01", ("signed", "signed", "joined")),
    ("IRL", "crpd", "2016-05-13", "2021-11-12", ("joined", "joined", "joined")),
    ("USA", "crc", "2015-05-15", "2020-11-20", ("waiting", "waiting", "waiting")),
    ("ISL", "crpd", "2016-11-11", "2022-02-04", (None, None, None)),
    ("JAM", "iccpr_op1", "2015-05-15", "2020-11-20", (None, None, None)),
]
"""Read by hand on the status pages: Iceland had joined seven weeks before its review; Jamaica's
accession stands in brackets without the day of its withdrawal; the Bahamas signed on the day after.
"""


@pytest.mark.parametrize(("state", "code", "reviewed", "following", "expected"), CASES)
def test_cases_read_by_hand(
    state: str, code: str, reviewed: str, following: str, expected: tuple[str | None, ...]
) -> None:
    first, then = date.fromisoformat(reviewed), date.fromisoformat(following)
    unit = pl.DataFrame(
        {"state": [state], "instrument": [code], "reviewed_on": [first], "next_review_on": [then]}
    ).with_columns(pl.col("reviewed_on").dt.offset_by("30mo").alias("mid_term_on"))
    (row,) = standings(unit, treaties.register()).iter_rows(named=True)
    found = tuple(row[f"standing_{one}"] for one in ("mid_term", "next_review", "to_date"))
    assert found == expected
