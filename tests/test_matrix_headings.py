"""What headings say of their columns, and how files of strangers end."""

from pathlib import Path

import matrix_files as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.matrices.grid import Fill, fill_of
from upr_data.ingest.sources.matrices.headings import roles_of
from upr_data.ingest.sources.matrices.opening import open_book
from upr_data.ingest.sources.matrices.origin import (
    assessor_type_in,
    evidence_until_of,
    review_of,
)
from upr_data.ingest.sources.matrices.proposing import propose

HEADINGS: dict[str, list[str]] = {
    "number": [
        "No", "#", "Rec. No", "Recommendation number", "Paragraph", "Para", "N°", "Numéro", "Núm.",
        "Folio", "Nº", "№", "Номер", "رقم",
    ],
    "text": [
        "Recommendation", "Recommendation and recommending State", "Text", "Recommandation",
        "Recomendación", "Texto de recomendación", "Recomendação", "Рекомендация", "التوصية",
    ],
    "recommending_state": [
        "Recommending State/s", "Country", "Made by", "État auteur", "Estado emisor",
        "Entidad Emisora", "Estado recomendante", "Государство", "الدولة",
    ],
    "response": [
        "Position", "Response", "Accepted/Noted", "Government response", "Posición", "Posição",
        "Позиция", "الموقف",
    ],
    "level": [
        "Status", "Status of implementation", "Level of implementation", "Implementation status",
        "Progress", "Progress status", "Grade", "Assessment/comments on level of implementation",
        "État de mise en œuvre", "Niveau de mise en œuvre", "Suivi", "Nivel de atención",
        "Estado de cumplimiento", "Situação", "Grau de cumprimento", "Статус",
        "Степень выполнения", "حالة التنفيذ", "STATUS_OF_IMPLEMENTATION", "Status (2022)",
    ],
    "comment": [
        "Comments", "Actions taken", "Measures taken", "Update", "Rationale", "Mesures prises",
        "Clasificación", "Acciones realizadas", "Ações", "Принятые меры", "الإجراءات المتخذة",
    ],
    "evidence": [
        "Source(s)", "Evidence", "Means of verification", "Link", "Medios de verificación",
        "Fontes", "Источники", "المصادر",
    ],
    "responsible": ["Lead institution", "Responsible ministry"],
    "date": ["Date", "Last update"],
    "target": ["Timeframe", "Due date", "Échéance", "Plazo", "Prazo", "Срок"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "role"), [(one, role) for role, names in HEADINGS.items() for one in names]
)
def test_headings_in_six_languages(heading: str, role: str) -> None:
    assert [one.value for one in roles_of(heading)[:1]] == [role]


@pytest.mark.parametrize("text", ["", "Adopt the sample act " * 4, "States should do", "12", "—"])
def test_what_is_no_heading(text: str) -> None:
    assert roles_of(text) == ()


@pytest.mark.parametrize(
    ("texts", "review"),
    [
        (["UPR of Slovenia (2nd Cycle – 20th session)"], "SVN:2"),
        (["Kenya: third cycle"], "KEN:3"),
        (["Examen periódico universal: Mexico", "Tercer ciclo"], "MEX:3"),
        (["Report of the Republic of Korea, session 42"], "KOR:4"),
        (["Matrix UPR cycle3 Samoa"], "WSM:3"),
        (["Spain and Mexico, 2nd cycle"], None),
        (["Slovenia"], None),
        (["2nd cycle"], None),
    ],
)
def test_the_review_that_words_name(texts: list[str], review: str | None) -> None:
    found = review_of(texts)
    assert (str(found[0]) if found else None) == review


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mid-term report of the Government", "state"),
        ("Official status", "state"),
        ("CSO assessment", "civil_society"),
        ("Joint submission by NGOs", "civil_society"),
        ("NHRI", "nhri"),
        ("Comisión Nacional de los Derechos Humanos", "nhri"),
        ("UNCT", "un"),
        ("Comments of NGOs on the Government's report", None),
        ("Sample", None),
    ],
)
def test_who_speaks_is_proposed_only_where_one_is_named(text: str, kind: str | None) -> None:
    assert assessor_type_in(text) == kind


def test_the_day_up_to_which_evidence_reaches() -> None:
    found = evidence_until_of(["Status as of 31 December 2022"])
    assert found
    assert found[0].isoformat() == "2022-12-31"


@pytest.mark.parametrize(
    ("colour", "fill"),
    [
        ("FF92D050", Fill.GREEN), ("C6EFCE", Fill.GREEN), ("FFFFC000", Fill.AMBER),
        ("FFFF00", Fill.AMBER), ("FFEB9C", Fill.AMBER), ("FF0000", Fill.RED), ("FFC7CE", Fill.RED),
        ("FFFFFF", None), ("D9D9D9", None), ("4472C4", None), ("auto", None), ("", None),
    ],
)  # fmt: skip
def test_colours_of_levels(colour: str, fill: Fill | None) -> None:
    assert fill_of(colour) is fill


def ends_in_words(file: Path) -> bool:
    """Whether reading a file gives a plan that can be read, or one sentence that names the file."""
    try:
        plan = propose(open_book(file))
    except BadInputError as error:
        return file.name in str(error)
    return bool(plan.levels) or plan.has_sections


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8))
def test_any_table_is_a_plan_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    clean = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]
    file = made.write_csv(tmp_path_factory.getbasetemp() / "any.csv", clean)
    assert ends_in_words(file)


STARTS = (b"", b"PK\x03\x04", b"%PDF", b"{", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


@settings(max_examples=40)
@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_any_bytes_are_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, data: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.bin"
    file.write_bytes(start + data)
    assert ends_in_words(file)
