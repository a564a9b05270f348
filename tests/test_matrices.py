"""Tables of statuses, whoever made them: read, matched, and never wrongly."""

import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import matrix_files as made
import polars as pl
import pytest
from frames import recommendations, tables
from matrix_files import LEVELS, Rec

from upr_data.ingest import building
from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.matrices.settling import Answers, UnansweredError
from upr_data.model import AssessorType, SnapshotKind
from upr_data.operating.child import no_progress
from upr_data.snapshot import Draft, Snapshot, choose, publish

_VERBS = ("Adopt", "Amend", "Review", "Strengthen", "Repeal", "Publish", "Fund")
_THINGS = (
    "act on sample rights", "register of examples", "code of placeholders", "plan on specimens",
    "office for models", "strategy on patterns", "commission of prototypes",
)  # fmt: skip
_MATTERS = ("in the first region", "by a sample law", "with sample means", "for sample persons")


def made_rows(prefix: str, cycle: int, symbol: str, n: int = 44) -> list[dict[str, Any]]:
    """Recommendations 118.1 to 118.44 with texts of their own, as a session's report has them."""
    matters = _MATTERS[: len(_MATTERS) // 2] if cycle == 2 else _MATTERS[len(_MATTERS) // 2 :]
    texts = [f"{v} the {t} {m}" for m in matters for t in _THINGS for v in _VERBS]
    random.Random(cycle).shuffle(texts)  # noqa: S311 - the same texts every time
    return [
        {
            "id": f"{symbol}#{prefix}.{i}", "cycle": cycle, "session": {2: 20, 3: 34}[cycle],
            "document_symbol": symbol, "paragraph": f"{prefix}.{i}", "text": texts[i],
            "recommending_state": "FRA" if i % 2 else "ESP",
            "recommending_state_as_given": "France" if i % 2 else "Spain",
        }
        for i in range(1, n + 1)
    ]  # fmt: skip


def snapshot_of(store: Path, *rows: dict[str, Any]) -> Snapshot:
    draft = Draft("sample", SnapshotKind.REAL, "2026-01-01")
    return choose(store, publish(tables(recommendations(*rows)), draft, store).id).snapshot


def recs_of(snapshot: Snapshot, cycle: int) -> list[Rec]:
    """The recommendations of a review in order, each with a level, in runs of four."""
    grouped = (
        snapshot.scan("recommendations")
        .filter(pl.col("cycle") == cycle)
        .group_by("recommendation_id", maintain_order=True)
        .agg(
            pl.col("paragraph").first(),
            pl.col("text").unique(maintain_order=True).str.join("; "),
            pl.col("recommending_state_as_given").drop_nulls().unique(maintain_order=True),
        )
        .collect()
        .rows()
    )
    key = sorted(grouped, key=lambda row: [int(part) for part in row[1].split(".")])
    return [
        Rec(id_, number, text, "; ".join(states), LEVELS[n // 4 % 3])
        for n, (id_, number, text, states) in enumerate(key)
    ]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """One State's reviews in two cycles, both with numbers 118.1 to 118.44."""
    rows = [*made_rows("118", 2, "A/HRC/28/15"), *made_rows("118", 3, "A/HRC/43/15")]
    return snapshot_of(tmp_path_factory.mktemp("sample"), *rows)


@pytest.fixture(scope="module")
def slovenia(real_exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The real lists of Slovenia, of sessions 20 and 48."""
    store = tmp_path_factory.mktemp("slovenia")
    files = sorted((real_exports / "ohchr-thematic-lists").glob("*.docx"))
    building.import_files(files, "slovenia", store, no_progress)
    return choose(store, "slovenia").snapshot


def read(snapshot: Snapshot, path: Path, **said: Any) -> Prepared:  # noqa: ANN401
    """A matrix added to a snapshot, with an NHRI as its assessor unless said otherwise."""
    usual = {"review": "SVN:2", "assessor": "Sample", "assessor_type": AssessorType.NHRI}
    answers = Answers(path, **(usual | said))
    return building.prepare(Inputs(base=snapshot, matrix=answers), no_progress)


def levels(prepared: Prepared, **where: str) -> dict[str, str]:
    """What the matrix says, by recommendation."""
    words = prepared.tables.assessments.filter(pl.col("matched_by").is_not_null())
    for column, value in where.items():
        words = words.filter(pl.col(column).cast(pl.String) == value)
    found = dict(words.select("recommendation_id", pl.col("level").cast(pl.String)).iter_rows())
    assert len(found) == words.height
    return found


def given(recs: Sequence[Rec]) -> dict[str, str]:
    return {rec.id: rec.level for rec in recs}


Layout = Callable[[Path, Sequence[Rec], str], Path]
LAYOUTS: list[tuple[Layout, str]] = [
    (made.numbers_in_columns, "en"),
    (made.numbers_in_columns, "ar"),
    (made.filled_list, "en"),
    (made.texts_only, "fr"),
    (made.ranges, "es"),
    (made.sections, "ru"),
    (made.two_sheets, "en"),
    (made.lists_in_cells, "pt"),
    (made.instructions_first, "es"),
    (made.colours, "fr"),
    (made.coloured_document, "en"),
]


def check_layout(snapshot: Snapshot, cycle: int, path: Path, layout: Layout, language: str) -> None:
    recs = recs_of(snapshot, cycle)
    file = layout(path / "matrix", recs, language)
    prepared = read(snapshot, file, review=f"SVN:{cycle}", accepts_proposed=True)
    expected = given(recs)
    found = levels(prepared)
    wrong = {one: level for one, level in found.items() if expected[one] != level}
    assert wrong == {}
    assert len(found) >= 0.98 * len(expected)
    assert prepared.matrix
    assert prepared.matrix["n_proposed"] == 0


@pytest.mark.parametrize(("layout", "language"), LAYOUTS)
def test_every_layout_is_read(
    sample: Snapshot, tmp_path: Path, layout: Layout, language: str
) -> None:
    check_layout(sample, 2, tmp_path, layout, language)
    assert levels(read(sample, layout(tmp_path / "m", recs_of(sample, 2), language),
                       accepts_proposed=True)) == given(recs_of(sample, 2))  # fmt: skip


@pytest.mark.parametrize(("layout", "language"), LAYOUTS)
@pytest.mark.parametrize("cycle", [2, 4])
def test_every_layout_on_real_lists(
    slovenia: Snapshot, tmp_path: Path, layout: Layout, language: str, cycle: int
) -> None:
    check_layout(slovenia, cycle, tmp_path, layout, language)


@pytest.mark.parametrize(("cycle", "n"), [(2, 163), (4, 254)])
@pytest.mark.parametrize("with_states", [True, False])
def test_real_lists_without_numbers_in_any_order(
    slovenia: Snapshot, tmp_path: Path, cycle: int, n: int, *, with_states: bool
) -> None:
    recs = recs_of(slovenia, cycle)
    shuffled = random.Random(cycle).sample(recs, len(recs))  # noqa: S311
    rows = [["Recommendation", "Status"]]
    rows += [[one.with_states if with_states else one.text, made.word(one)] for one in shuffled]
    prepared = read(slovenia, made.write_csv(tmp_path / "m.csv", rows), review=f"SVN:{cycle}")
    found = levels(prepared)
    assert prepared.matrix
    assert prepared.matrix["n_read"] == n == len(recs)
    assert prepared.matrix["matched_by"]["text"] >= 0.98 * n
    assert {one: level for one, level in found.items() if given(recs)[one] != level} == {}


def test_prose_is_a_comment_and_unclear(sample: Snapshot, tmp_path: Path) -> None:
    recs = recs_of(sample, 2)
    prepared = read(sample, made.prose(tmp_path / "m", recs, "en"))
    words = prepared.tables.assessments
    assert words["level"].unique().to_list() == ["unclear"]
    assert dict(words.select("recommendation_id", "comment").iter_rows()) == {
        rec.id: f"Sample prose of {rec.id}, en." for rec in recs
    }


def test_several_columns_are_several_assessors(sample: Snapshot, tmp_path: Path) -> None:
    recs = recs_of(sample, 2)
    file = made.several_columns(tmp_path / "m", recs, "en")
    prepared = read(sample, file, assessor=None, assessor_type=None)
    assert set(levels(prepared, assessor_type="state").values()) == {"fully"}
    assert levels(prepared, assessor_type="civil_society") == given(recs)
    assert set(levels(prepared, assessor_type="nhri").values()) == {"not"}
    assert levels(prepared, assessor="Slovenia").keys() == given(recs).keys()


def test_columns_of_years_say_up_to_when(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Status 2022", "Status 2024"], *([rec.number, "Not implemented", "Implemented"]
            for rec in recs_of(sample, 2))]  # fmt: skip
    prepared = read(sample, made.write_xlsx(tmp_path / "m.xlsx", {"M": rows}))
    words = prepared.tables.assessments.select(
        pl.col("evidence_until").cast(pl.String), pl.col("level").cast(pl.String)
    ).unique()
    assert sorted(words.rows()) == [("2022-12-31", "not"), ("2024-12-31", "fully")]
    statuses = prepared.tables.statuses.filter(pl.col("assessor_type") == "nhri")
    assert statuses["status"].unique().to_list() == ["fully"]


def test_a_pdf_gets_a_clear_word(sample: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "m.pdf").write_bytes(b"%PDF-1.7\n" + bytes(200))
    with pytest.raises(BadInputError, match=r"it is a PDF.*save it as \.docx or \.xlsx"):
        read(sample, tmp_path / "m.pdf")


def small(sample: Snapshot, tmp_path: Path, rows: Sequence[Sequence[Any]], **said: Any) -> Prepared:  # noqa: ANN401
    """A small table read against cycle 2 of the sample."""
    return read(sample, made.write_xlsx(tmp_path / "m.xlsx", {"M": rows}), **said)


def aside(prepared: Prepared) -> dict[int, str]:
    """Line and rule of what is set aside."""
    found = prepared.report.filter(pl.col("report_action") == "set_aside")
    return dict(found.select("line", "rule").iter_rows())


def noticed(prepared: Prepared) -> dict[str, int]:
    found = prepared.report.filter(pl.col("report_action") == "noticed")
    return dict(found.group_by("rule").agg(pl.col("n").sum()).iter_rows())


def numbers(prepared: Prepared) -> dict[str, str]:
    """Levels by paragraph."""
    return {one.split("#")[1]: level for one, level in levels(prepared).items()}


def matched_by(prepared: Prepared) -> dict[str, int]:
    assert prepared.matrix
    return {one: n for one, n in prepared.matrix["matched_by"].items() if n}


HEAD = ["No.", "Recommendation", "Status of implementation", "Comments"]


def test_a_column_of_responses_called_status_is_refused(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Recommendation", "Status"],
            ["118.1", "a", "Accepted"], ["118.2", "b", "Noted"],
            ["118.3", "c", "Accepted"], ["118.4", "d", "Implemented"]]  # fmt: skip
    with pytest.raises(BadInputError, match="the column “Status” holds responses"):
        small(sample, tmp_path, rows)


def test_excel_made_118_1_of_118_10_and_the_text_tells(sample: Snapshot, tmp_path: Path) -> None:
    texts = {rec.number: rec.text for rec in recs_of(sample, 2)}
    rows: list[list[Any]] = [HEAD]
    for number in ("118.20", "118.1", "118.2", "118.10"):
        word = "Implemented" if number == "118.10" else "Not implemented"
        rows.append([float(number), texts[number], word, ""])
    found = numbers(small(sample, tmp_path, rows))
    assert found == {"118.20": "not", "118.1": "not", "118.2": "not", "118.10": "fully"}


def test_excel_made_118_1_of_118_10_and_the_order_tells(sample: Snapshot, tmp_path: Path) -> None:
    names = ["118.8", "118.9", "118.10", "118.11", "118.12"]
    rows = [["No.", "Status"], *([float(n), "Implemented" if n == "118.10" else "Ongoing"]
            for n in names)]  # fmt: skip
    assert [one for one, level in numbers(small(sample, tmp_path, rows)).items()
            if level == "fully"] == ["118.10"]  # fmt: skip


def test_a_named_document_does_not_hide_lost_zeros(sample: Snapshot, tmp_path: Path) -> None:
    recs = {rec.number: rec.text for rec in recs_of(sample, 2)}
    rows: list[list[Any]] = [["Document", "No.", "Recommendation", "Status"]]
    for number in ("118.20", "118.1", "118.2", "118.10"):
        word = "Implemented" if number == "118.10" else "Not implemented"
        rows.append(["A/HRC/28/15", float(number), recs[number], word])
    prepared = small(sample, tmp_path, rows, review=None)
    assert [one for one, level in numbers(prepared).items() if level == "fully"] == ["118.10"]
    assert matched_by(prepared) == {"paragraph": 4}


def test_order_tells_nothing_in_a_file_without_order(sample: Snapshot, tmp_path: Path) -> None:
    names = ["118.9", "118.10", "118.11", "118.5", "118.20", "118.21"]
    rows = [["No.", "Status"], *([float(one), "Ongoing"] for one in names)]
    prepared = small(sample, tmp_path, rows)
    assert sorted(numbers(prepared)) == ["118.11", "118.21", "118.5", "118.9"]
    assert set(aside(prepared).values()) == {"ambiguous_number"}


def test_a_blank_column_of_levels_is_said(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Recommendation", "Status"], *([f"118.{n}", "Text", ""] for n in range(1, 5))]
    with pytest.raises(BadInputError, match="the column “Status” is blank: no status is filled in"):
        small(sample, tmp_path, rows)


def test_what_neither_text_nor_order_tells_is_set_aside(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Status"], [118.1, "Implemented"], [118.1, "Ongoing"], [118.2, "Ongoing"]]
    with pytest.raises(BadInputError, match=r"can be 118\.1 or 118\.10: a spreadsheet changed it"):
        small(sample, tmp_path, rows)


def test_the_same_in_a_text_file(sample: Snapshot, tmp_path: Path) -> None:
    names = ["118.8", "118.9", "118.1", "118.11", "118.12"]
    rows = [["No.", "Status"], *([n, "Implemented" if n == "118.1" else "Ongoing"] for n in names)]
    found = numbers(read(sample, made.write_csv(tmp_path / "m.csv", rows)))
    assert (found["118.10"], "118.1" in found) == ("fully", False)


def test_a_text_that_says_118_10_is_118_10(sample: Snapshot, tmp_path: Path) -> None:
    rows = [
        ["No.", "Status"],
        ["118.1", "Implemented"],
        ["118.10", "Ongoing"],
        ["118.2", "Ongoing"],
    ]
    found = numbers(small(sample, tmp_path, rows))
    assert found == {"118.1": "fully", "118.10": "partially", "118.2": "partially"}


def test_excel_made_a_day_of_12_10(tmp_path: Path) -> None:
    rows = made_rows("12", 2, "A/HRC/28/15", 30)
    snapshot = snapshot_of(tmp_path / "s", *rows)
    table = [["No.", "Status"], [date(2024, 10, 12), "Implemented"], ["12.11", "Ongoing"],
             ["12.30", "Ongoing"]]  # fmt: skip
    assert numbers(small(snapshot, tmp_path, table))["12.10"] == "fully"
    text = [
        ["No.", "Status"],
        ["12-Oct", "Implemented"],
        ["12-Nov", "Ongoing"],
        ["12.30", "Ongoing"],
    ]
    found = numbers(read(snapshot, made.write_csv(tmp_path / "m.csv", text)))
    assert found == {"12.10": "fully", "12.11": "partially", "12.30": "partially"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("118.1–118.3", ["118.1", "118.2", "118.3"]),
        ("118.9-11", ["118.10", "118.11", "118.9"]),
        ("118.1, 118.4 and 118.9", ["118.1", "118.4", "118.9"]),
        ("118.1 / 118.4", ["118.1", "118.4"]),
        ("118-10", ["118.10"]),
        ("Rec. 118.10", ["118.10"]),
        ("Recommendation No. 118.10.", ["118.10"]),
        ("para. 118.10", ["118.10"]),
        ("١١٨.١٠", ["118.10"]),  # noqa: RUF001 - Arabic digits
        ("A/HRC/28/15, para. 118.10", ["118.10"]),
        ("A/HRC/28/15|118.10", ["118.10"]),
    ],
)
def test_numbers_as_people_write_them(
    sample: Snapshot, tmp_path: Path, cell: str, expected: list[str]
) -> None:
    rows = [["No.", "Status"], [cell, "Implemented"], ["118.30", ""], ["118.31", ""]]
    found = numbers(small(sample, tmp_path, rows))
    assert sorted(found) == expected


def test_the_symbol_tells_the_cycle(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["Document", "Paragraph", "Status"], ["A/HRC/43/15", "118.10", "Implemented"],
            ["A/HRC/28/15", "118.10", "Not implemented"],
            ["A/HRC/28/15", "118.99", "Ongoing"]]  # fmt: skip
    prepared = small(sample, tmp_path, rows, review=None)
    assert levels(prepared) == {
        "A/HRC/43/15#118.10": "fully", "A/HRC/28/15#118.10": "not",
    }  # fmt: skip
    assert matched_by(prepared) == {"paragraph": 2}
    assert aside(prepared) == {4: "unknown_number"}


def test_numbers_of_another_cycle_are_not_believed(sample: Snapshot, tmp_path: Path) -> None:
    file = made.numbers_in_columns(tmp_path / "m", recs_of(sample, 3), "en")
    with pytest.raises(BadInputError, match="is a recommendation with another text"):
        read(sample, file, review="SVN:2")


def test_texts_in_another_language_leave_it_to_numbers(sample: Snapshot, tmp_path: Path) -> None:
    rows = [made.HEADINGS["es"], *([rec.number, f"Que el Estado considere la ley de muestra {n}",
             "Cumplida", ""] for n, rec in enumerate(recs_of(sample, 2)))]  # fmt: skip
    prepared = small(sample, tmp_path, rows)
    assert matched_by(prepared) == {"number": 44}
    assert noticed(prepared)["texts_in_another_language"] == 1


def test_a_text_that_is_only_alike_waits_for_a_yes(sample: Snapshot, tmp_path: Path) -> None:
    texts = [rec.text for rec in recs_of(sample, 2)[:3]]
    rows = [["Recommendation", "Status"], [texts[0], "Ongoing"],
            [f"{texts[1]} urgently", "Ongoing"],
            ["A quite different sample of another matter", "Ongoing"]]  # fmt: skip
    prepared = small(sample, tmp_path, rows)
    assert prepared.matrix
    assert [prepared.matrix[n] for n in ("n_matched", "n_proposed", "n_set_aside")] == [1, 1, 1]
    assert aside(prepared) == {3: "proposed", 4: "no_text_alike"}
    accepted = small(sample, tmp_path, rows, accepts_proposed=True)
    assert accepted.matrix
    assert [accepted.matrix[n] for n in ("n_matched", "n_proposed", "n_set_aside")] == [2, 0, 1]
    scores = accepted.tables.assessments["match_score"].sort().to_list()
    assert scores[1] == 100
    assert 80 <= scores[0] < 100


def test_one_word_makes_another_treaty(tmp_path: Path) -> None:
    text = (
        "Ratify the Optional Protocol to the Convention on the Rights of {} without further delay"
    )
    known = {"id": "x", "text": text.format("Samples"), "paragraph": "118.9"}
    snapshot = snapshot_of(tmp_path / "s", *made_rows("118", 2, "A/HRC/28/15", 3), known)
    texts = [text.format(who) for who in ("Models", "Samples", "Others")]
    rows = [["Recommendation", "Status"], *([one, "Implemented"] for one in texts)]
    prepared = small(snapshot, tmp_path, rows)
    assert levels(prepared) == {"x": "fully"}
    assert aside(prepared) == {2: "proposed", 4: "proposed"}


def test_one_text_twice_is_told_apart_by_its_states(tmp_path: Path) -> None:
    text = "Ratify the sample treaty"
    twice = [
        {"id": one, "paragraph": one, "text": text, "recommending_state": state}
        for one, state in (("118.1", "FRA"), ("118.2", "ESP"))
    ]
    snapshot = snapshot_of(tmp_path / "s", *twice, *made_rows("119", 2, "A/HRC/28/15", 3))
    rows = [
        ["Recommendation", "Status"],
        [f"{text} (Spain);", "Implemented"],
        [f"{text} (France);", "Ongoing"],
        [text, "Ongoing"],
    ]
    prepared = small(snapshot, tmp_path, rows)
    assert levels(prepared) == {"118.2": "fully", "118.1": "partially"}
    assert aside(prepared) == {4: "ambiguous_text"}


def test_merged_cells_fill_down_for_numbers_never_for_levels(
    sample: Snapshot, tmp_path: Path
) -> None:
    rows = [["No.", "Status", "Comments"], ["118.1", "Implemented", "a"], ["", "", "b"],
            ["118.2", "Ongoing", "c"], ["118.3", "Ongoing", "d"]]  # fmt: skip
    file = made.write_xlsx(tmp_path / "m.xlsx", {"M": rows}, merged=["A2:A3", "B2:B3"])
    words = read(sample, file).tables.assessments
    assert words.select("recommendation_id", "level", "comment").rows()[:2] == [
        ("A/HRC/28/15#118.1", "fully", "a"), ("A/HRC/28/15#118.1", "unclear", "b"),
    ]  # fmt: skip


def test_a_blank_level_with_a_comment_is_unclear_and_counted(
    sample: Snapshot, tmp_path: Path
) -> None:
    rows = [HEAD, ["118.1", "", "", "Sample comment"], ["118.2", "", "", ""],
            ["118.3", "", "n/a", ""], ["118.4", "", "Ongoing", ""]]  # fmt: skip
    prepared = small(sample, tmp_path, rows)
    assert numbers(prepared) == {"118.1": "unclear", "118.4": "partially"}
    found = noticed(prepared)
    assert (found["blank_level_with_comment"], found["left_blank"], found["marked_no_comment"]) == (
        1,
        1,
        1,
    )


def test_rates_only_under_a_heading_of_progress(sample: Snapshot, tmp_path: Path) -> None:
    cells = [["118.1", 1], ["118.2", 0.5], ["118.3", 0]]
    prepared = small(sample, tmp_path, [["No.", "Progress rate"], *cells])
    assert numbers(prepared) == {"118.1": "fully", "118.2": "partially", "118.3": "not"}
    percent = [["118.1", 100], ["118.2", 1], ["118.3", 0]]
    prepared = small(sample, tmp_path, [["No.", "Avance %"], *percent])
    assert numbers(prepared) == {"118.1": "fully", "118.2": "partially", "118.3": "not"}
    assert set(numbers(small(sample, tmp_path, [["No.", "Status"], *cells])).values()) == {
        "unclear"
    }


def test_colours_are_never_taken_without_a_yes(sample: Snapshot, tmp_path: Path) -> None:
    file = made.colours(tmp_path / "m", recs_of(sample, 2), "en")
    prepared = read(sample, file)
    assert prepared.tables.assessments.is_empty()
    assert noticed(prepared)["fills_not_taken"] == 44


@pytest.mark.parametrize("left_out", ["review", "assessor", "assessor_type"])
def test_a_needed_question_stops_with_the_option_that_answers_it(
    sample: Snapshot, tmp_path: Path, left_out: str
) -> None:
    file = made.numbers_in_columns(tmp_path / "m", recs_of(sample, 2), "en")
    with pytest.raises(UnansweredError, match=f"Say --{left_out.replace('_', '-')} "):
        read(sample, file, **{left_out: None})


def test_a_state_needs_no_name(sample: Snapshot, tmp_path: Path) -> None:
    file = made.numbers_in_columns(tmp_path / "m", recs_of(sample, 2), "en")
    prepared = read(sample, file, assessor=None, assessor_type=AssessorType.STATE)
    assert prepared.tables.assessments["assessor"].unique().to_list() == ["Slovenia"]


def test_header_and_name_propose_whose_word_it_is(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["Recommendation", "Position", "Status of implementation"],
            *([rec.with_states, "Supported", "Ongoing"] for rec in recs_of(sample, 2))]  # fmt: skip
    header = "Slovenia: mid-term report of the Government, 2nd cycle, as of 31 December 2017"
    file = made.write_docx(tmp_path / "m.docx", [rows], header)
    prepared = read(sample, file, review=None, assessor=None, assessor_type=None)
    assert prepared.matrix
    plan = prepared.matrix["plan"]
    assert (plan["review"], plan["assessor_type"], plan["milestone"], plan["evidence_until"]) == (
        "SVN:2", "state", "mid_term", "2017-12-31",
    )  # fmt: skip
    assert levels(prepared).keys() == given(recs_of(sample, 2)).keys()


def test_two_columns_that_could_be_the_level_are_asked(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Status", "Assessment"], *([rec.number, "Implemented", "Not implemented"]
            for rec in recs_of(sample, 2))]  # fmt: skip
    with pytest.raises(UnansweredError, match=r"Which column holds the level.*--level-column"):
        small(sample, tmp_path, rows)
    prepared = small(sample, tmp_path, rows, level_columns=("Assessment",))
    assert set(numbers(prepared).values()) == {"not"}
