"""What texts ask for that a public register may answer: acts, strengths, instruments, not-asks."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from frames import asked, recommendations
from hypothesis import given
from hypothesis import strategies as st

from upr_data.ingest.record.asks import asks_of, read_asks
from upr_data.ingest.record.protocols import CRC_PROTOCOLS

TORTURE = (
    "the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment"
)
PENALTY = "aiming at the abolition of the death penalty"
CHILD = "the Convention on the Rights of the Child"


def joined(text: str) -> set[str | None]:
    """The instruments a text asks to join; None for treaties it does not name."""
    return {ask.instrument for ask in asks_of(text) if ask.act == "joining"}


def acts(text: str) -> dict[str, str]:
    """Act → strength."""
    return {ask.act.value: ask.strength.value for ask in asks_of(text)}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"Ratify {TORTURE}", {"cat"}),
        ("Accede to CAT and OPCAT", {"cat", "op_cat"}),
        ("Become a State party to OP-CAT", {"op_cat"}),
        ("Ratify the Optional Protocol to CAT (CAT-OP)", {"op_cat"}),
        ("Ratify the Convention against Torture and its Optional Protocol", {"cat", "op_cat"}),
        ("Ratify CAT and the Optional Protocol thereto", {"cat", "op_cat"}),
        ("Ratify ICCPR and its Second Optional Protocol", {"iccpr", "iccpr_op2"}),
        ("Ratify the two Optional Protocols to ICCPR", {"iccpr_op1", "iccpr_op2"}),
        ("Accede to Optional Protocols 1 and 2 to ICCPR", {"iccpr_op1", "iccpr_op2"}),
        ("Ratify OP I and OP II to the ICCPR", {"iccpr_op1", "iccpr_op2"}),
        ("Ratify the OP 2 of the ICCPR", {"iccpr_op2"}),
        ("Ratify the ICCPR Second Optional Protocol", {"iccpr_op2"}),
        ("Ratify CEDAW's Optional Protocol", {"op_cedaw"}),
        ("Ratify CEDAW and its Optional Protocol", {"cedaw", "op_cedaw"}),
        (
            "Accede to the 1954 and 1961 Conventions on Statelessness",
            {"stateless_1954", "stateless_1961"},
        ),
        (
            "Ratify the Optional Protocols on individual communications to ICESCR and CRPD",
            {"op_icescr", "op_crpd"},
        ),
        ("Submit the OP-CAT to Parliament for ratification", {"op_cat"}),
        ("Re-ratify the Rome Statute", {"rome"}),
        ("Reconsider its decision not to ratify CAT", {"cat"}),
        ("Ratify the Optional Protocol to ICCPR", {"iccpr_op1"}),
        (
            f"Ratify the Optional Protocol to the ICCPR, {PENALTY}",
            {"iccpr_op2"},
        ),
        (
            "Ratify the ICPPED, ICRMW and the two Optional Protocols to the CRC",
            {"icpped", "icrmw", "op_crc_ac", "op_crc_sc"},
        ),
        (f"Ratify the Optional Protocols to {CHILD}", {CRC_PROTOCOLS}),
        (f"Ratify the third Optional Protocol to {CHILD}", {"op_crc_ic"}),
        (
            f"Ratify the Protocols to {CHILD} on armed conflict and on the sale of children",
            {"op_crc_ac", "op_crc_sc"},
        ),
        (f"Ratify the Optional Protocol to {CHILD}", {None}),
        (
            "Ratify the Optional Protocols to CAT, to CEDAW and to CRPD",
            {"op_cat", "op_cedaw", "op_crpd"},
        ),
        (
            "Ratify ICESCR, CAT, as well as their Optional Protocols",
            {"icescr", "cat", "op_icescr", "op_cat"},
        ),
        ("Ratify both International Covenants on human rights", {"iccpr", "icescr"}),
        ("Ratify ILO Conventions No. 87 and 98", {"ilo_87", "ilo_98"}),
        ("Ratify ILO Convention 155 on safety", {None}),
        ("Ratify the 1951 Convention and its 1967 Protocol", {"refugee_1951", "refugee_1967"}),
        ("Ratify the Rome Statute of the International Criminal Court", {"rome"}),
        ("Ratify the Kampala amendments to the Rome Statute", {"kampala_8", "kampala_ca"}),
        ("Ratify the core human rights treaties, in particular CED", {"icpped"}),
        ("Ratify the core human rights treaties", {None}),
        ("Ratify and fully align its legislation with the Rome Statute", {"rome"}),
        ("Ratify and implement in national law CRPD", {"crpd"}),
        ("Sign CRPD and ratify it without delay", {"crpd"}),
        ("Ratify Protocol No. 12 to the European Convention on Human Rights", {None}),
        ("Withdraw from plans to leave CAT; accede to CRPD", {"crpd"}),
    ],
)
def test_instruments_are_named_in_many_ways(text: str, codes: set[str | None]) -> None:
    assert joined(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Implement the Convention against Torture",
        "Bring its legislation in line with CRC",
        "Submit overdue reports under CAT and CEDAW",
        "Establish a mechanism following the ratification of OP-CAT",
        "After having ratified CAT, define torture in national law",
        "Welcomes the ratification of CRPD",
        "Respect the obligations it undertook by ratifying ICCPR",
        "Incorporate CEDAW, which it has ratified, into national law",
        "Follow the recommendations of the Committee on the Rights of the Child",
        "Adhere to the principles of CRPD",
        "Enable women to accede to judicial positions",
        "Fulfil obligations as a State party to CAT",
        "Cooperate with the International Criminal Court",
        "Encourage other States to ratify CAT",
        "Promote the universal ratification of CAT",
        "Promote the ratification of CAT by all States",
        "Pursuant to its ratification of ICCPR, amend the law",
        "In view of its ratification of ICCPR, amend the law",
        "Raise awareness of the ratification of CRPD",
        "Follow the ratification of CRPD with a law",
        "Recognize sign language as provided for in CRPD",
        "Join efforts with the other States parties to CRC",
        "Do not ratify CAT",
    ],
)
def test_other_things_done_with_a_treaty_are_no_asks_to_join(text: str) -> None:
    assert joined(text) == set()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ratify CAT and implement CRC", {"cat"}),
        ("Ratify CAT and bring its law in line with CEDAW", {"cat"}),
        ("Ratify OP-CAT, as recommended by CEDAW", {"op_cat"}),
        ("Ratify CAT and withdraw reservations to CEDAW", {"cat"}),
        ("Ratify CRPD in order to strengthen CRC", {"crpd"}),
    ],
)
def test_the_scope_of_ratify_ends_where_something_else_begins(text: str, codes: set[str]) -> None:
    assert joined(text) == codes


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Ratify CAT", "do"),
        ("Finalise the ratification of CAT", "do"),
        ("Expedite the process of ratification of CAT", "do"),
        ("Proceed with the ratification of CAT", "do"),
        ("Strengthen its framework by ratifying CAT", "do"),
        ("Take the necessary steps to ratify CAT", "steps"),
        ("Continue efforts to ratify CAT", "steps"),
        ("Make further efforts towards ratification of CAT", "steps"),
        ("Establish a working group with a view to ratifying CAT", "steps"),
        ("Consider ratifying CAT", "consider"),
        ("Consider the early ratification of CAT", "consider"),
        ("Study the possibility of acceding to CAT", "consider"),
        ("Continue to consider acceding to CAT", "consider"),
        ("Consider abolishing the death penalty and ratify CAT", "do"),
        ("Take steps to sign and ratify CAT", "steps"),
    ],
)
def test_strength_is_read_from_the_words_before(text: str, strength: str) -> None:
    assert acts(text)["joining"] == strength


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sign CAT", {"signature": "do"}),
        ("Sign and ratify CAT", {"joining": "do"}),
        ("Sign CAT and consider its ratification", {"signature": "do", "joining": "consider"}),
        ("Sign CAT and ratify it", {"joining": "do"}),
        (f"Ratify Protocol No. 13 to the European Convention on Human Rights, {PENALTY}", {}),
        ("Consider signing or ratifying CAT", {"joining": "consider"}),
        ("Withdraw its reservations to CEDAW", {"reservation": "do"}),
        (
            "Consider lifting the reservation to article 8.1(a) of ICESCR",
            {"reservation": "consider"},
        ),
        ("Abolish the death penalty", {"abolition": "do"}),
        ("Abolish the death penalty for minors", {}),
        (
            "Ratify the Second Optional Protocol to ICCPR and abolish the death penalty",
            {"joining": "do", "abolition": "do"},
        ),
        ("Repeal all provisions allowing for the death penalty", {"abolition": "do"}),
        ("Do not reintroduce the death penalty", {}),
        (
            "Declare a moratorium on executions with a view to abolishing the death penalty",
            {"moratorium": "do", "abolition": "steps"},
        ),
        ("Consider establishing a moratorium on the death penalty", {"moratorium": "consider"}),
        (
            f"Ratify the Second Optional Protocol to ICCPR, {PENALTY}",
            {"joining": "do"},
        ),
        ("Extend a standing invitation to the special procedures", {"standing_invitation": "do"}),
        (
            "Take steps to establish a national institution in line with the Paris Principles",
            {"nhri": "steps"},
        ),
        ("Improve access to education", {}),
    ],
)
def test_each_act_is_told_from_the_others(text: str, expected: dict[str, str]) -> None:
    assert acts(text) == expected


def test_the_words_seen_are_those_of_the_text() -> None:
    (ask,) = asks_of("Consider, without delay, ratifying the Convention  against\nTorture and more")
    assert ask.words == "ratifying the convention against torture"


def test_an_ask_is_given_once_and_as_firmly_as_it_is_made() -> None:
    text = "Consider ratifying CAT. Ratify CAT"
    assert [(ask.instrument, ask.strength.value) for ask in asks_of(text)] == [("cat", "do")]


def reviewed(session: int, day: date) -> pl.DataFrame:
    return pl.DataFrame(
        {"state_under_review": ["QMA"], "session": [session], "reviewed_on": [day]},
        schema={"state_under_review": pl.String, "session": pl.UInt8, "reviewed_on": pl.Date},
    )


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2010, 2, 26), ["op_crc_ac", "op_crc_sc"]),
        (date(2014, 11, 7), ["op_crc_ac", "op_crc_ic", "op_crc_sc"]),
    ],
)
def test_the_protocols_of_the_child_are_those_of_the_day(day: date, codes: list[str]) -> None:
    main = recommendations(asked(text=f"Ratify the Optional Protocols to {CHILD}"))
    table = read_asks(main, reviewed(20, day))
    assert sorted(table["instrument"]) == codes


def table_of(*rows: dict[str, Any]) -> list[tuple[str, str | None]]:
    table = read_asks(
        recommendations(*(asked(**row) for row in rows)), reviewed(20, date(2014, 11, 7))
    )
    return list(table.select("recommendation_id", "instrument").iter_rows())


def test_a_recommendation_of_several_states_asks_once() -> None:
    one = {"id": "r", "text": "Ratify CAT"}
    assert table_of(one, one | {"recommending_state": "QMB"}) == [("r", "cat")]


def test_only_english_is_read() -> None:
    french = {"id": "f", "text": "Ratifier la Convention contre la torture (CAT)", "language": "fr"}
    assert table_of(french, {"id": "e", "text": "Ratify CAT"}) == [("e", "cat")]


def test_a_text_that_names_no_treaty_is_kept_without_one() -> None:
    assert table_of({"id": "g", "text": "Ratify the core treaties"}) == [("g", None)]


WORDS = st.sampled_from(
    [
        "ratify",
        "accede",
        "to",
        "and",
        ",",
        ".",
        ";",
        "(",
        ")",
        "the",
        "optional",
        "protocol",
        "protocols",
        "its",
        "second",
        "1",
        "87",
        "ilo",
        "convention",
        "CAT",
        "ICCPR",
        "CRC",
        "crpd",
        "consider",
        "steps",
        "reservation",
        "withdraw",
        "abolish",
        "death",
        "penalty",
        "moratorium",
        "on",
        "of",
        "its",
        "ratification",
        "sign",
        "become",
        "party",
        "paris",
        "principles",
        "standing",
        "invitation",
        "{",
        "}",
        "i",
    ]
)


@given(st.lists(WORDS, max_size=60))
def test_no_row_of_words_breaks_the_rules(words: list[str]) -> None:
    for ask in asks_of(" ".join(words)):
        assert ask.words
