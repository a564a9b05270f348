"""`export` with its kinds, orders, and files made in a process of their own."""

import io
import json
import os
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import openpyxl
import pptx
import pypdf
import pytest
from commands import Run
from frames import recommendations, records, tables, words

from upr_data.export.apart import fulfil_apart
from upr_data.export.order import FORMATS, Order, OrderError, fulfil, name_of
from upr_data.figures.records import Records
from upr_data.model import CitationStyle, Dimension, ExportKind, FileFormat, Role, SnapshotKind
from upr_data.snapshot import Draft, publish

ID: Final = "2026-01-01-sample"
KINDS: Final = [(kind, one) for kind, formats in FORMATS.items() for one in formats]
BEGINS: Final = {
    FileFormat.PPTX: b"PK", FileFormat.DOCX: b"PK", FileFormat.XLSX: b"PK", FileFormat.ZIP: b"PK",
    FileFormat.PDF: b"%PDF", FileFormat.PNG: b"\x89PNG", FileFormat.SVG: b"<svg",
    FileFormat.HTML: b"<!doctype html>", FileFormat.ICS: b"BEGIN:VCALENDAR",
    FileFormat.BIB: b"@misc", FileFormat.RIS: b"TY  - ", FileFormat.TXT: b"UPR Outcomes",
}  # fmt: skip
STYLES: Final = {FileFormat.BIB: CitationStyle.BIBTEX, FileFormat.RIS: CitationStyle.RIS}


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Records:
    noted = {"response": "noted", "state_under_review": "POL", "recommending_state": "KEN"}
    return records(tmp_path_factory.mktemp("few"), recommendations({}, {}, noted))


@pytest.fixture
def stocked(run: Run, tmp_path: Path) -> Run:
    """A store with two editions: in the second Poland supported."""
    for name, response in (("older", "noted"), ("sample", "supported")):
        main = recommendations({}, {}, {"response": response, "state_under_review": "POL"})
        draft = Draft(name, SnapshotKind.REAL, "2026-01-01")
        publish(tables(main), draft, tmp_path / "store")
    return run


@pytest.mark.parametrize(("kind", "form"), KINDS)
def test_every_kind_is_made_in_every_format(
    few: Records, kind: ExportKind, form: FileFormat
) -> None:
    of = "FRA" if kind is ExportKind.FOLLOW_UP else ""
    order = Order(kind, format=form, of=of, style=STYLES.get(form, CitationStyle.APA))
    made = fulfil(order, few)
    assert made.data.startswith(BEGINS[form])
    assert made.name == f"upr-{kind}{'-FRA' if of else ''}-{ID}.{form}"
    assert made.name == name_of(order, few)


def test_an_order_survives_as_plain_values() -> None:
    order = Order(
        ExportKind.BRIEF, "cycle=2", FileFormat.PDF, "KEN", Role.REVIEWED, (Dimension.ISSUE,)
    )
    assert Order.from_dict(json.loads(json.dumps(order.to_dict()))) == order
    assert Order.from_dict({"kind": "data"}) == Order(ExportKind.DATA)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Order(ExportKind.BRIEF, of="ZZZ"), "This data edition has no State ZZZ."),
        (Order(ExportKind.FOLLOW_UP), "Say whose follow-up list: the code of a State."),
        (Order(ExportKind.STORY, format=FileFormat.PDF),
         "story cannot be made as pdf; choose from html."),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_said(few: Records, order: Order, said: str) -> None:
    with pytest.raises(OrderError, match=said):
        fulfil(order, few)


def test_links_carry_site_state_role_and_edition(few: Records) -> None:
    order = Order(ExportKind.CITATION, "cycle=2", of="", site="https://example.org/")
    assert f"https://example.org/?cycle=2&snapshot={ID}" in fulfil(order, few).data.decode()
    order = Order(
        ExportKind.CHART, format=FileFormat.SVG, of="SVN", role=Role.REVIEWED,
        site="https://example.org",
    )  # fmt: skip
    link = f"https://example.org/state?of=SVN&amp;role=reviewed&amp;snapshot={ID}"
    assert link in fulfil(order, few).data.decode()


def test_a_file_made_apart_is_the_same_and_tells_its_progress(few: Records) -> None:
    order = Order(ExportKind.WORKBOOK, "cycle=2", by=(Dimension.ISSUE,))
    told: list[tuple[int, int]] = []
    made = fulfil_apart(order, few.snapshot, lambda *step: told.append(step))
    assert made == fulfil(order, few)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_what_cannot_be_made_apart_is_said(few: Records) -> None:
    with pytest.raises(OrderError, match="This data edition has no State ZZZ"):
        fulfil_apart(Order(ExportKind.BRIEF, of="ZZZ"), few.snapshot)


def test_a_file_that_takes_too_long_is_given_up(few: Records) -> None:
    with pytest.raises(OrderError, match=r"longer than 0\.05 seconds"):
        fulfil_apart(Order(ExportKind.DATA), few.snapshot, seconds=0.05)


def test_a_damaged_snapshot_is_said(tmp_path: Path) -> None:
    damaged = records(tmp_path, recommendations({})).snapshot
    (damaged.path / "recommendations.parquet").write_bytes(b"")
    with pytest.raises(OrderError, match=r"recommendations\.parquet"):
        fulfil_apart(Order(ExportKind.DATA), damaged)


def test_the_end_of_the_output_s_name_says_the_format(stocked: Run, tmp_path: Path) -> None:
    out = tmp_path / "deck.pdf"
    ran = stocked("export", "slides", "cycle=2", "--snapshot", "sample", "-o", str(out))
    assert (ran.code, ran.err) == (0, f"Wrote {out}.\n")
    assert len(pypdf.PdfReader(out).pages) > 2


def test_a_folder_gets_a_file_that_says_what_is_inside(stocked: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    ran = stocked(
        "export", "brief", "--of", "svn", "--role", "reviewed", "--snapshot", "sample",
        "-o", str(folder),
    )  # fmt: skip
    assert ran.code == 0
    assert [one.name for one in folder.iterdir()] == [f"upr-brief-SVN-reviewed-{ID}.docx"]


def test_each_state_gets_a_file_and_a_second_run_goes_on(stocked: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    command = (
        "export", "story", "--each", "state_under_review", "--snapshot", "sample",
        "-o", str(folder),
    )  # fmt: skip
    assert stocked(*command).err.endswith(f"Wrote 2 files into {folder}; 0 were there already.\n")
    names = sorted(one.name for one in folder.iterdir())
    assert names == [f"upr-story-{code}-reviewed-{ID}.html" for code in ("POL", "SVN")]
    (folder / names[0]).unlink()
    (folder / names[1]).write_text("kept", encoding="utf-8")
    assert stocked(*command).err.endswith(f"Wrote 1 files into {folder}; 1 were there already.\n")
    assert (folder / names[1]).read_text(encoding="utf-8") == "kept"


def test_each_narrows_the_selection_of_a_workbook(stocked: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    ran = stocked(
        "export", "workbook", "--each", "state_under_review", "--snapshot", "sample",
        "-o", str(folder),
    )  # fmt: skip
    assert ran.code == 0
    book = openpyxl.load_workbook(folder / f"upr-workbook-sur-POL-{ID}.xlsx")
    assert book["Figures"].cell(1, 1).value == "State under review: Poland"


def test_a_citation_names_the_day(stocked: Run, tmp_path: Path) -> None:
    out = tmp_path / "cited.ris"
    stocked("export", "citation", "--style", "ris", "--snapshot", "sample", "-o", str(out))
    today = datetime.now(UTC).strftime("%Y/%m/%d")
    assert f"Y2  - {today}" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("brief", "-o", "a.xlsx"), "A brief cannot be written as .xlsx; choose from docx, pdf."),
        (("data", "nothing=1", "-o", "a.zip"), "“nothing” is not a filter we know"),
        (("brief", "--of", "ZZZ", "-o", "a.docx"), "This data edition has no State ZZZ."),
        (("follow-up", "-o", "a.xlsx"), "Say whose follow-up list"),
        (("brief", "--each", "state_under_review"), "Say a folder for the files: -o FOLDER."),
    ],
)
def test_wrong_use_is_one_sentence(
    stocked: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    placed = [str(tmp_path / one) if one.startswith("a.") else one for one in arguments]
    ran = stocked("export", *placed, "--snapshot", "sample")
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not list(tmp_path.glob("a.*"))


def test_figures_of_a_deck_are_those_of_the_query(stocked: Run, tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    stocked("export", "slides", "sur=POL", "--snapshot", "sample", "-o", str(out))
    deck = pptx.Presentation(io.BytesIO(out.read_bytes()))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[1] == "100.0\N{NO-BREAK SPACE}% of the recommendations answered were supported"


def test_what_changed_is_a_feed(stocked: Run, tmp_path: Path) -> None:
    out = tmp_path / "changes.xml"
    assert stocked("export", "changes", "older", "sample", "-o", str(out)).code == 0
    root = ET.parse(out).getroot()  # noqa: S314 - made by this program
    said = [one.text for one in root.iter("{http://www.w3.org/2005/Atom}content")]
    assert said[0] == "In both 3; added 0, gone 0, recoded 1 rows."


def test_new_assessments_are_in_the_feed_of_changes(run: Run, tmp_path: Path) -> None:
    """The rows are the same; somebody spoke on two of three."""
    main = recommendations({}, {}, {"state_under_review": "POL"})
    spoken = words(("r0", "state", "fully"), ("r1", "un", "not"), ("r2", "un", "not"))
    for name, said_of in (("older", words(("r2", "un", "not"))), ("sample", spoken)):
        draft = Draft(name, SnapshotKind.REAL, "2026-01-01")
        publish(tables(main, said_of), draft, tmp_path / "store")
    out = tmp_path / "changes.xml"
    assert run("export", "changes", "older", "sample", "-o", str(out)).code == 0
    root = ET.parse(out).getroot()  # noqa: S314 - made by this program
    said = [one.text for one in root.iter("{http://www.w3.org/2005/Atom}content")]
    assert said == [
        "In both 3; added 0, gone 0, recoded 0 rows. Assessments: 1 before, 3 now.",
        "Assessments: 0 before, 2 now",
    ]


def test_a_claim_is_held_against_what_was_published(stocked: Run) -> None:
    ran = stocked("claim", "48 % of UPR recommendations triggered action", "--snapshot", "sample")
    assert ran.code == 0
    assert ran.out.startswith("This number was published, but the sentence does not say of what")


@pytest.mark.parametrize(
    "command",
    [
        ("export", "brief", "--of", "svn"),
        ("export", "changes", "older"),
        ("export", "register-template", "mechanisms"),
        ("figures",),
    ],
    ids=lambda words: words[-1],
)
@pytest.mark.parametrize("place", ["pipe", "folder/that/is/not", "link"])
def test_only_files_are_replaced(
    stocked: Run, tmp_path: Path, command: tuple[str, ...], place: str
) -> None:
    """A pipe stays one, a link leads to what is written, a missing folder is named."""
    os.mkfifo(tmp_path / "pipe")
    target = tmp_path / "target.txt"
    target.write_text("before", encoding="utf-8")
    (tmp_path / "link").symlink_to(target)
    edition = {"older": ("sample",), "mechanisms": ()}
    of = edition.get(command[-1], ("--snapshot", "sample"))
    ran = stocked(*command, *of, "-o", str(tmp_path / place))
    if place == "link":
        assert ran.code == 0
        assert (tmp_path / "link").is_symlink()
        assert target.read_bytes() != b"before"
        return
    assert ran.code == 2
    assert ".part" not in ran.err
    if place == "pipe":
        assert "is no file but a device, a pipe or a socket" in ran.err
        assert (tmp_path / "pipe").is_fifo()
    else:
        assert f"There is no folder {tmp_path / 'folder/that/is'}: make it" in ran.err


@pytest.mark.parametrize(("name", "begins"), [("a.csv", b"\xef\xbb\xbf"), ("a.xlsx", b"PK")])
def test_a_template_goes_by_the_name_of_its_file(
    stocked: Run, tmp_path: Path, name: str, begins: bytes
) -> None:
    out = tmp_path / name
    query = ("sur=SVN", "--snapshot", "sample")
    assert stocked("export", "assessments-template", *query, "-o", str(out)).code == 0
    assert out.read_bytes().startswith(begins)
    ran = stocked("export", "assessments-template", *query, "-o", str(tmp_path / "a.pdf"))
    assert "cannot be written as .pdf; choose from xlsx, csv" in ran.err


def test_forms_are_still_made(stocked: Run, tmp_path: Path) -> None:
    out = tmp_path / "form.csv"
    assert stocked("export", "register-template", "mechanisms", "-o", str(out)).code == 0
    assert out.read_text(encoding="utf-8-sig").startswith("state,")


def test_the_demonstration_says_so_in_the_name(demonstration: Records) -> None:
    name = name_of(Order(ExportKind.DATA, "cycle=2"), demonstration)
    assert name == "upr-data-cycle-2-2024-05-31-demonstration.zip"
