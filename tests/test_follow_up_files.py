"""Follow-up lists, calendar files and feeds of changes, read by other programs."""

import io
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any, Final

import openpyxl
import polars as pl
import pypdf
import pytest
from frames import recommendations, records, words

from upr_data.export.dates import dates
from upr_data.export.feed import feed
from upr_data.export.follow_up import follow_up, follow_up_brief, follow_up_workbook
from upr_data.export.printed import brief_pdf
from upr_data.figures.follow_up.asked import asked
from upr_data.figures.records import Records
from upr_data.model import Col
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse
from upr_data.snapshot import compare

ALL: Final = Filters()
ATOM: Final = {"a": "http://www.w3.org/2005/Atom"}
SLOVENIA: Final = parse("sur=SVN").filters


@pytest.fixture
def few(tmp_path: Path) -> Records:
    """France asked Slovenia (session 20) twice; Kenya and Ghana later say nearly the same."""
    later = {"cycle": 3, "session": 34}
    return records(
        tmp_path,
        recommendations(
            {"text": "Ratify the Convention on migrant workers", "document_symbol": "A"},
            {"text": "=Adopt a plan of action for women", "response": "noted"},
            later | {"text": "Ratify the convention on all migrant workers",
                     "recommending_state": "KEN"},
            later | {"text": "ratify the Convention on migrant workers!",
                     "recommending_state": "GHA"},
            later | {"text": "Something else entirely here", "recommending_state": "GHA"},
            {"state_under_review": "POL", "text": "Ratify the Convention on migrant workers",
             "session": 27, "cycle": 3, "recommending_state": "ESP"},
        ),
        words(("r0", "state", "fully")),
    )  # fmt: skip


def test_what_was_asked_and_what_came_after(few: Records) -> None:
    found = asked(few, ALL, "FRA", lambda _records, rows: {rows[Col.ROW_ID][0]: "open"})
    shown = found.select("row_id", "next_session", "raised_again", "record").rows()
    assert shown == [("r0|0", 34, ["GHA", "KEN"], "open"), ("r1|1", 34, [], None)]


def test_nothing_is_raised_again_before_or_by_another_state_s_review(few: Records) -> None:
    assert asked(few, ALL, "GHA")["raised_again"].to_list() == [[], []]
    assert asked(few, ALL, "ESP")["raised_again"].to_list() == [[]]


def test_the_next_review_is_that_of_the_calendar(few: Records) -> None:
    found = asked(few, ALL, "GHA")
    assert found["next_session"].to_list() == [48, 48]
    assert found["next_review"].to_list() == ["2025-01-20", "2025-01-20"]


def test_a_state_that_asked_nothing_has_an_empty_list(few: Records) -> None:
    assert follow_up(few, ALL, "ITA").height == 0


def test_the_list_is_in_words(few: Records) -> None:
    first = follow_up(few, ALL, "FRA").row(0, named=True)
    assert first["state_under_review_name"] == "Slovenia"
    assert (first["response"], first["status"]) == ("Supported", "Fully implemented")
    assert first["raised_again"] == "Ghana, Kenya"


def lines_of(data: bytes) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Follow-up"]
    return list(sheet.iter_rows(values_only=True))


def test_the_workbook_has_a_line_a_recommendation(few: Records) -> None:
    lines = lines_of(follow_up_workbook(few, ALL, "FRA", "https://example.org/"))
    assert lines[0][0] == "What France asked, and what became of it"
    heads = next(line for line in lines if "Raised again by" in line)
    assert heads[:5] == ("State under review", "Cycle", "Session", "What was asked", "Response")
    assert [line[3] for line in lines[lines.index(heads) + 1 :]] == [
        "Ratify the Convention on migrant workers",
        "=Adopt a plan of action for women",
    ]


def test_the_brief_has_the_same_lines(few: Records) -> None:
    document = follow_up_brief(few, ALL, "FRA")
    reader = pypdf.PdfReader(io.BytesIO(brief_pdf(document)))
    said = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "=Adopt a plan of action for women" in said
    assert "Ghana, Kenya" in said


def test_the_same_list_has_the_same_bytes(few: Records) -> None:
    assert follow_up_workbook(few, ALL, "FRA") == follow_up_workbook(few, ALL, "FRA")


def events(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar, its folded lines put together again."""
    text = data.decode().replace("\r\n ", "")
    found: list[dict[str, str]] = []
    for line in text.split("\r\n"):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            name, value = line.split(":", 1)
            found[-1].setdefault(name, value)
    return found


def test_a_calendar_has_reviews_and_mid_terms_to_come(few: Records) -> None:
    found = events(dates(few, SLOVENIA, after=date(2019, 11, 1)))
    assert [(one["SUMMARY"], one["DTSTART;VALUE=DATE"]) for one in found] == [
        ("UPR of Slovenia\\, cycle 3: session 34", "20191104"),
        ("Mid-term of Slovenia\\, cycle 3: a report is due\\, and voluntary", "20220504"),
        ("UPR of Slovenia\\, cycle 4: session 48", "20250120"),
        ("Mid-term of Slovenia\\, cycle 4: a report is due\\, and voluntary", "20270720"),
    ]


def test_a_session_ends_on_the_day_after_its_last(few: Records) -> None:
    first = events(dates(few, SLOVENIA, after=date(2019, 11, 1)))[0]
    assert first["DTEND;VALUE=DATE"] == "20191116"


def test_what_is_over_is_left_out(few: Records) -> None:
    found = events(dates(few, SLOVENIA, after=date(2025, 6, 1)))
    assert [one["DTSTART;VALUE=DATE"] for one in found] == ["20270720"]


def test_lines_of_a_calendar_are_short_and_end_as_they_must(few: Records) -> None:
    data = dates(few, ALL, "https://example.org/" + "x" * 200)
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_invented_dates_say_so(demonstration: Records) -> None:
    found = events(dates(demonstration, ALL))
    assert found
    assert all("Demonstration data" in one["DESCRIPTION"] for one in found)


@pytest.fixture
def changes(tmp_path: Path) -> bytes:
    one = records(tmp_path / "one", recommendations({"id": "a"}, {"id": "b"}))
    hostile = {"id": "d", "text": "<b>\x0bnew & more</b>", "state_under_review": "POL"}
    other = records(tmp_path / "two", recommendations({"id": "a", "response": "noted"}, hostile))
    found = compare(one.snapshot, other.snapshot)
    return feed(found, other.manifest, other.state_names, "https://example.org")


def test_a_feed_has_an_entry_for_all_and_one_a_state(changes: bytes) -> None:
    root = ET.fromstring(changes)  # noqa: S314 - made by this program
    titles = [one.findtext("a:title", namespaces=ATOM) for one in root.findall("a:entry", ATOM)]
    assert titles == ["All changes", "Slovenia", "Poland"]
    ids = [one.findtext("a:id", namespaces=ATOM) for one in root.findall("a:entry", ATOM)]
    assert len(set(ids)) == 3
    assert root.findtext("a:updated", namespaces=ATOM) == "2026-01-01T00:00:00Z"


def test_entries_say_what_changed(changes: bytes) -> None:
    root = ET.fromstring(changes)  # noqa: S314 - made by this program
    said = [
        one.findtext("a:content", namespaces=ATOM) or "" for one in root.iterfind("a:entry", ATOM)
    ]
    assert said[0] == "In both 1; added 1, gone 1, recoded 1 rows."
    assert "recoded, session 20, France: response: supported → noted" in said[1]
    assert "added, session 20, France: <b> new & more</b>" in said[2]


def test_the_list_of_a_large_asker_is_quick_enough(demonstration: Records) -> None:
    found = asked(demonstration, parse("cycle=1").filters, "QMA")
    assert found["raised_again"].list.len().sum() >= 0
    assert found.height == found.filter(pl.col(Col.CYCLE) == 1).height
