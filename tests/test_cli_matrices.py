"""Tables of statuses in the terminal: `import --matrix`, `read-matrix`, plans and editions."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import matrix_files as made
import pytest
from commands import Run
from frames import recommendations, tables
from hypothesis import given
from hypothesis import strategies as st

from upr_data.ingest import building, guarded
from upr_data.ingest.building import Inputs
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.matrices.plan import Plan
from upr_data.ingest.sources.matrices.settling import Answers
from upr_data.model import AssessorType, SnapshotKind
from upr_data.operating import child
from upr_data.snapshot import Draft, choose, publish

NUMBERS = ("121.1", "121.2", "121.3", "122.1")
WHO = ("--assessor", "Sample body", "--assessor-type", "nhri")
HEAD = ["No.", "Recommendation", "Status", "Comments"]
WORDS = ["Implemented", "Ongoing", "Not implemented", "Pending"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a snapshot of four recommendations of one review."""
    main = recommendations(
        *(
            {"id": f"A/HRC/43/15#{one}", "document_symbol": "A/HRC/43/15", "paragraph": one,
             "cycle": 3, "session": 34, "text": f"Adopt the sample act of number {one}"}
            for one in NUMBERS
        )
    )  # fmt: skip
    publish(tables(main), Draft("sample", SnapshotKind.REAL, "2026-01-01"), tmp_path / "store")
    return tmp_path / "store"


def matrix(path: Path, words: Sequence[str] = WORDS, name: str = "m.csv") -> Path:
    rows = [[one, f"Adopt the sample act of number {one}", word, ""]
            for one, word in zip(NUMBERS, words, strict=True)]  # fmt: skip
    return made.write_csv(path / name, [HEAD, *rows])


def shown(run: Run, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = run("figures", "--by", "none", "--format", "json", query).json[0]
    return found


@pytest.mark.usefixtures("store")
def test_import_says_how_it_was_read(run: Run, tmp_path: Path) -> None:
    ran = run("import", "--matrix", str(matrix(tmp_path)), "--from", "sample", *WHO, "--json")
    assert ran.code == 0
    found = ran.json
    counts = {name: found[name] for name in ("n_read", "n_kept", "n_matched", "n_proposed",
              "n_set_aside", "n_rows", "n_assessments", "matched_by", "levels", "notices")
              if name in found}  # fmt: skip
    assert counts == {
        "n_read": 4, "n_kept": 4, "n_matched": 4, "n_proposed": 0, "n_set_aside": 0, "n_rows": 4,
        "n_assessments": 4,
        "matched_by": {"id": 0, "paragraph": 0, "number": 4, "text": 0},
        "levels": {"fully": 1, "partially": 1, "not": 1, "unclear": 1},
        "notices": {},
    }  # fmt: skip
    assert found["words"][1] == {
        "word": "Ongoing", "n": 1, "level": "partially", "nuance": "ongoing",
        "why": found["words"][1]["why"],
    }  # fmt: skip
    assert found["plan"]["review"] == "SVN:3"
    figures = shown(run)
    assert (figures["n_commented"], figures["n_triggered"]) == (4, 2)


def test_the_plan_is_kept_beside_the_hash_of_the_file(
    run: Run, store: Path, tmp_path: Path
) -> None:
    run("import", "--matrix", str(matrix(tmp_path)), "--from", "sample", *WHO)
    manifest = choose(store, "sample").snapshot.manifest
    (plan,) = manifest.notes["matrices"]
    assert plan["sha256"] == manifest.sources[-1].sha256
    assert Plan.from_dict(plan).assessor == "Sample body"


def test_the_next_edition_is_one_command(run: Run, store: Path, tmp_path: Path) -> None:
    run("import", "--matrix", str(matrix(tmp_path)), "--from", "sample", *WHO)
    now = matrix(tmp_path, ["Implemented", "Implemented", "Ongoing", "Pending"])
    ran = run("import", "--matrix", str(now), "--from", "sample", "--json")
    assert ran.code == 0
    assert ran.json["notices"] == {"earlier_edition_replaced": 2, "repeated": 2}
    words = choose(store, "sample").snapshot.scan("assessments").collect()
    assert words.select("assessor").unique().to_series().to_list() == ["Sample body"]
    assert sorted(words.select("recommendation_id", "level").rows()) == [
        ("A/HRC/43/15#121.1", "fully"), ("A/HRC/43/15#121.2", "fully"),
        ("A/HRC/43/15#121.3", "partially"), ("A/HRC/43/15#122.1", "unclear"),
    ]  # fmt: skip


def test_a_table_of_another_name_is_not_taken_for_the_same_body(
    run: Run, store: Path, tmp_path: Path
) -> None:
    run("import", "--matrix", str(matrix(tmp_path)), "--from", "sample", *WHO)
    other = str(matrix(tmp_path, ["Not implemented"] * 4, "other.csv"))
    silent = run("import", "--matrix", other, "--from", "sample")
    assert (silent.code, "Whose word is it?" in silent.err) == (2, True)
    named = run("import", "--matrix", other, "--from", "sample", "--assessor", "Body B")
    assert (named.code, "What kind of assessor speaks?" in named.err) == (2, True)
    said = run("import", "--matrix", other, "--from", "sample", "--assessor", "Body B",
               "--assessor-type", "civil_society")  # fmt: skip
    assert said.code == 0
    assert "It is read as m.csv was read before." in said.out
    assert "Whose words: Body B; of the review SVN:3." in said.out
    words = choose(store, "sample").snapshot.scan("assessments").collect()
    assert sorted(words["assessor"]) == ["Body B"] * 4 + ["Sample body"] * 4


def test_of_two_bodies_each_has_its_next_edition(run: Run, store: Path, tmp_path: Path) -> None:
    run("import", "--matrix", str(matrix(tmp_path)), "--from", "sample", *WHO)
    other = str(matrix(tmp_path, name="other.csv"))
    run("import", "--matrix", other, "--from", "sample", "--assessor", "Body B",
        "--assessor-type", "un")  # fmt: skip
    assert run("import", "--matrix", str(matrix(tmp_path, ["Implemented"] * 4)), "--from", "sample",
               "--json").json["plan"]["assessor"] == "Sample body"  # fmt: skip
    words = choose(store, "sample").snapshot.scan("assessments").collect()
    assert words.group_by("assessor").len().sort("assessor").rows() == [
        ("Body B", 4), ("Sample body", 4),
    ]  # fmt: skip


@pytest.mark.usefixtures("store")
def test_an_answered_word_is_remembered(run: Run, tmp_path: Path) -> None:
    file = matrix(tmp_path)
    plan = run("read-matrix", str(file), "--json").json
    for word in plan["words"]:
        if word["word"] == "Pending":
            word |= {"level": "not", "nuance": "planned", "sort": "level"}
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    first = run("import", "--matrix", str(file), "--from", "sample", *WHO, "--json",
                "--plan", str(tmp_path / "plan.json"))  # fmt: skip
    assert first.json["levels"] == {"fully": 1, "partially": 1, "not": 2, "unclear": 0}
    now = matrix(tmp_path, ["Pending", "Ongoing", "Ongoing", "Pending"])
    second = run("import", "--matrix", str(now), "--from", "sample", "--dry-run", "--json")
    pending = next(one for one in second.json["words"] if one["word"] == "Pending")
    assert (pending["level"], pending["nuance"], pending["n"]) == ("not", "planned", 2)


def test_a_dry_run_publishes_nothing(run: Run, store: Path, tmp_path: Path) -> None:
    before = sorted(store.iterdir())
    ran = run("import", "--matrix", str(matrix(tmp_path)), "--from", "sample", *WHO, "--dry-run",
              "--json")  # fmt: skip
    assert (ran.code, ran.json["snapshot"], ran.json["n_matched"]) == (0, None, 4)
    assert sorted(store.iterdir()) == before
    text = run("import", "--matrix", str(matrix(tmp_path)), "--from", "sample", *WHO, "--dry-run")
    assert "Nothing is published" in text.out
    assert "4 matched (number 4)" in text.out


@pytest.mark.usefixtures("store")
def test_without_an_answer_it_stops_with_the_question(run: Run, tmp_path: Path) -> None:
    ran = run("import", "--matrix", str(matrix(tmp_path)), "--from", "sample", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "What kind of assessor speaks? Say --assessor-type" in ran.err
    assert "Whose word is it? Say --assessor NAME." in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--review", "XYZ:2"), "names no review: write the State's code and the cycle"),
        (("--review", "SVN:9"), "names no review"),
        (("--review", "SVN:2"), "The snapshot has no recommendations of the review SVN:2"),
        (("--evidence-until", "soon"), "is no day; write it as 2024-05-31"),
        (("--level-column", "Sample"), "names none of its columns of levels: “Status”"),
    ],
)
@pytest.mark.usefixtures("store")
def test_wrong_answers_are_said(
    run: Run, tmp_path: Path, options: tuple[str, str], said: str
) -> None:
    file = str(matrix(tmp_path))
    ran = run("import", "--matrix", file, "--from", "sample", *WHO, *options)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.usefixtures("store")
def test_options_of_a_matrix_need_one(run: Run) -> None:
    ran = run("import", "--dry-run", "--from", "sample")
    assert (ran.code, "say --matrix FILE" in ran.err) == (2, True)


def test_read_matrix_shows_its_plan(run: Run, tmp_path: Path) -> None:
    ran = run("read-matrix", str(matrix(tmp_path)))
    assert ran.code == 0
    assert "Status" in ran.out
    assert "Whose review is this, and of which cycle? Say --review SVN:2" in ran.out
    plan = run("read-matrix", str(matrix(tmp_path)), "--json").json
    kinds = [question["kind"] for question in plan["questions"]]
    assert kinds == ["review", "assessor_type", "assessor", "word"]
    assert plan == Plan.from_dict(plan).to_dict()


@pytest.mark.usefixtures("store")
def test_other_tables_are_named_and_can_be_chosen(run: Run, tmp_path: Path) -> None:
    rows = [[one, "", "Implemented", ""] for one in NUMBERS]
    sheets = {"2022": [HEAD, *rows], "2024": [HEAD, *rows[:3]]}
    file = str(made.write_xlsx(tmp_path / "m.xlsx", sheets))
    assert "Not read are “2024”; choose another table" in run("read-matrix", file).out
    assert run("read-matrix", file, "--table", "2024", "--json").json["table"] == "2024"
    ran = run("import", "--matrix", file, "--table", "2024", "--from", "sample", *WHO, "--json")
    assert ran.json["n_matched"] == 3


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=8,
)
USUAL = {
    "file": "m", "sha256": "", "table": "t", "headings": [], "columns": [], "levels": [],
    "words": [],
}  # fmt: skip


@given(st.sampled_from([*USUAL, "review", "milestone", "evidence_until", "questions"]), VALUES)
def test_any_json_is_a_plan_or_a_sentence(name: str, value: Any) -> None:  # noqa: ANN401
    with suppress(BadInputError):
        plan = Plan.from_dict(USUAL | {name: value})
        assert Plan.from_dict(plan.to_dict()) == plan


TRACKERS = {
    "eachrights": (
        "recommendation_number,recommendation_text,recommending_state,government_response,"
        "official_status,eachrights_assessment,theme_name,cycle_number,country_name\n"
        "121.1,Adopt the sample act of number 121.1,Spain,Supported,implemented,"
        "partially_implemented,Sample,3,Slovenia\n"
    ),
    "hrct": (
        "public_id,recommendation_number,original_text,acceptance_status,assessment_status\n"
        "SVN-UPR3-121.1,121.1,Considerar la ley de muestra (Gambia),accepted,limited_progress\n"
    ),
}


@pytest.mark.usefixtures("store")
def test_a_national_tracker_with_two_assessments(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tracker.csv"
    file.write_text(TRACKERS["eachrights"], encoding="utf-8")
    ran = run("import", "--matrix", str(file), "--from", "sample", "--json", "--assessor",
              "Sample", "--assessor-type", "civil_society")  # fmt: skip
    assert ran.json["levels"] == {"fully": 1, "partially": 1, "not": 0, "unclear": 0}
    assert ran.json["plan"]["levels"][0]["assessor_type"] == "state"
    assert shown(run, "assessor=state")["n_fully"] == 1


@pytest.mark.usefixtures("store")
def test_a_tracker_names_its_review_in_its_ids(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tracker.csv"
    file.write_text(TRACKERS["hrct"], encoding="utf-8")
    ran = run("import", "--matrix", str(file), "--from", "sample", "--json", *WHO)
    assert ran.json["plan"]["review"] == "SVN:3"
    assert ran.json["levels"]["partially"] == 1


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("cut,state,recommendations,refusal_rate\nunder,Malta,10,0.4\n", "no column says how far"),
        ("title,reference,accepted,response\nSample,115.1,true,Supported\n", "no column says"),
        ('[{"recommendation": "x", "status": "Noted"}]', "it is a data file (JSON), not a table"),
        ("Recommendation,State,Status\na,x,Noted\nb,y,Accepted\n", "holds responses"),
        ("Status,Comments\nImplemented,x\nOngoing,y\n", "no column names the recommendations"),
        ("Sample\nx\n", "no table with a header was found"),
    ],
)
def test_what_holds_no_status_gets_one_clear_sentence(
    run: Run, tmp_path: Path, table: str, said: str
) -> None:
    file = tmp_path / "m.csv"
    file.write_text(table, encoding="utf-8")
    ran = run("read-matrix", str(file))
    assert (ran.code, said in ran.err, ran.err.count("\n")) == (2, True, 1)


def test_uploads_are_read_in_a_process_of_their_own(store: Path, tmp_path: Path) -> None:
    base = choose(store, "sample").snapshot
    answers = Answers(matrix(tmp_path), assessor="Sample", assessor_type=AssessorType.NHRI)
    inputs = Inputs(base=base, matrix=answers)
    apart, here = guarded.prepare(inputs), building.prepare(inputs, child.no_progress)
    assert apart.matrix == here.matrix
    assert apart.tables.assessments.equals(here.tables.assessments)
    with pytest.raises(BadInputError, match=r"^m\.csv: What kind of assessor speaks\?"):
        guarded.prepare(Inputs(base=base, matrix=Answers(matrix(tmp_path))))


def test_a_page_can_look_at_a_file_before_it_is_read(tmp_path: Path) -> None:
    looked = guarded.prepare(Inputs(matrix=Answers(matrix(tmp_path), only_looks=True))).matrix
    assert looked
    assert (looked["n_lines"], looked["lines"][1]["line"]) == (4, 3)
    assert looked["lines"][1]["cells"] == ["121.2", "Adopt the sample act of number 121.2",
                                           "Ongoing", ""]  # fmt: skip
    again = Answers(matrix(tmp_path), plan=looked["plan"], review="SVN:3", only_looks=True)
    plan = building.prepare(Inputs(matrix=again), child.no_progress).matrix
    assert plan
    kinds = [question["kind"] for question in plan["plan"]["questions"]]
    assert kinds == ["assessor_type", "assessor", "word"]
