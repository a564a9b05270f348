"""S.M.A.R.T. features: every text here is made up for the test."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data.ingest.coding.smart import read_smart


def seen_in(text: str) -> dict[str, Any]:
    return read_smart(pl.Series([text])).row(0, named=True)


@pytest.mark.parametrize(
    ("text", "measure", "words"),
    [
        ("Raise the age of marriage to 18 years", "number", "18 years"),
        ("Bring aid to a target of 0.7 per cent", "number", "0.7 per cent"),
        ("Keep growth at 8%", "number", "8%"),
        ("Build 20 schools", "number", "20"),
        ("Ratify CEDAW", "instrument", "CEDAW"),
        ("Ratify the Optional Protocol soon", "instrument", "Optional Protocol"),
        ("Accede to the Rome Statute", "instrument", "Rome Statute"),
        ("Amend article 12 of the Penal Code", "instrument", "article 12"),
        ("Cooperate with the special procedures", "institution", "special procedures"),
        ("Fund the Ministry of Samples", "institution", "Ministry of"),
        ("Protect the rights of women", None, None),
        ("Apply the law of 2009", None, None),
        ("Follow up on paragraph 15 and paragraphs 7, 8 and 9", None, None),
        ("Recall the events of 5 June", None, None),
        ("137.12 Protect children", None, None),
    ],
)
def test_measurable_is_a_number_an_instrument_or_an_institution(
    text: str, measure: str | None, words: str | None
) -> None:
    seen = seen_in(text)
    assert (seen["measured_by"], seen["measurable_words"]) == (measure, words)
    assert seen["is_measurable"] == (measure is not None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Abolish the practice by 2030", "by 2030"),
        ("Report before the end of 2027", "before the end of 2027"),
        ("Report by 1 June 2027", "by 1 June 2027"),
        ("Report within two years", "within two years"),
        ("Report before the next review", "before the next review"),
        ("Report by its next UPR", "by its next UPR"),
        ("Set a clear timetable", "timetable"),
        ("Adopt a time-bound plan", "time-bound"),
        ("Publish figures annually", "annually"),
        ("Report without delay", None),
        ("Report as soon as possible", None),
        ("Apply the plan 2014-2018", None),
        ("Apply the act of 2014", None),
    ],
)
def test_time_bound_is_a_date_or_a_deadline(text: str, words: str | None) -> None:
    seen = seen_in(text)
    assert (seen["time_bound_words"], seen["is_time_bound"]) == (words, words is not None)


def test_a_deadline_is_not_also_a_number() -> None:
    assert seen_in("Report within 3 years")["measurable_words"] is None


def test_without_an_english_text_nothing_is_said() -> None:
    smart = read_smart(pl.Series(["Protect women", None, "Ratifier la convention avant 2030"]))
    assert smart["is_measurable"].to_list() == [False, None, None]
    assert smart["is_time_bound"].to_list() == [False, None, None]
    assert smart["time_bound_words"].to_list() == [None, None, None]


def test_an_empty_column() -> None:
    assert read_smart(pl.Series([], dtype=pl.String)).shape == (0, 5)


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    seen = seen_in(text)
    assert (seen["measured_by"] is None) == (seen["measurable_words"] is None)
