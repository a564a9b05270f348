"""The site in French: every page, names of States, the switch, and no English left on screen."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
from apps import Open, opener
from babel.messages.pofile import read_po
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from upr_data.domain import states
from upr_data.figures.records import Records
from upr_data.language import NO_BREAK, _, day, number, percent, speaking
from upr_data.selection import choices
from upr_data.selection.links import parse, problem_sentences
from upr_data.selection.parameters import Context
from upr_data.ui.desk.snapshots import reported
from upr_data.ui.frame.site import SITE, SitePage

ROOT: Final = Path(__file__).parent.parent
CATALOGUE: Final = ROOT / "upr_data/language/locales/fr/LC_MESSAGES/messages.po"
QUERIES: Final = {"state": {"of": "QMA"}}
"""What a page needs to show all it has."""
QUOTED: Final = "Selon leurs propres mots"
"""The column of words that assessors wrote."""


@pytest.fixture
def french(demonstration_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    open_page = opener(demonstration_store, monkeypatch, seconds=60)

    def opened(file: str, **query: str) -> AppTest:
        return open_page(file, **({"lang": "fr"} | query))

    return opened


def strings(message: Message) -> Iterator[str]:
    """Every text in what is sent to the browser, but ids."""
    for field, value in message.ListFields():
        if field.name in {"id", "key", "hash", "url", "icon", "help_url", "data", "element_id"}:
            continue
        many = value if field.is_repeated else [value]
        for one in many.values() if isinstance(many, dict) else many:
            if isinstance(one, Message):
                yield from strings(one)
            elif isinstance(one, str):
                yield one


def on_screen(app: AppTest) -> set[str]:
    """The lines of every text of a page, in bar, body, charts and the cells of tables."""
    found = cells(app)
    for block in (app.main, app.sidebar):
        for element in block:
            proto: Any = getattr(element, "proto", None)
            if isinstance(proto, Message):
                found.update(strings(proto))
    quoted = [part for text in found for part in re.findall(r'"((?:[^"\\]|\\.)*)"', text)]
    lines = [line for text in (*found, *quoted) for line in text.replace("\\", "").split("\n")]
    return {line.strip().strip("*").strip() for line in lines}


def cells(app: AppTest) -> set[str]:
    """The words in the tables of a page, but those that are somebody's own."""
    tables = [
        one.value.drop(columns=QUOTED, errors="ignore") for one in (*app.dataframe, *app.table)
    ]
    words = [table.select_dtypes(exclude="number").to_numpy().ravel() for table in tables]
    return {one for column in words for one in column if isinstance(one, str)}


@cache
def english() -> tuple[re.Pattern[str], ...]:
    """The messages as patterns, where French says them in other words."""
    catalogue = read_po(BytesIO(CATALOGUE.read_bytes()), locale="fr")
    said = {one for message in catalogue for one in _forms(message.string)}
    known = [one for message in catalogue if message.id for one in _forms(message.id)]
    own = [one for one in known if one not in said and re.search(r"[A-Za-z]{3}", _bare(one))]
    return tuple(
        re.compile(re.sub(r"\\\{\w+\\\}", "(.{1,60})", re.escape(one.replace("*", ""))))
        for text in own
        for one in text.split("\n")
        if re.search(r"[A-Za-z]{3}", _bare(one))
    )


def _forms(said: Any) -> tuple[str, ...]:  # noqa: ANN401
    return (said,) if isinstance(said, str) else tuple(said)


def _bare(message: str) -> str:
    return re.sub(r"\{\w+\}", "", message)


def left_in_english(texts: set[str]) -> list[str]:
    """What is an English message; a single word in small letters is a name inside the program."""
    whole = {text for text in texts if not re.fullmatch(r"[a-z_]*", text)}
    return sorted(text for text in whole if any(one.fullmatch(text) for one in english()))


@pytest.mark.parametrize("page", SITE, ids=lambda page: page.path or "overview")
def test_no_english_message_is_on_a_french_page(french: Open, page: SitePage) -> None:
    app = french(page.file, **QUERIES.get(page.path, {}))
    with speaking("fr"):
        assert app.title[0].value == _(page.question)
    texts = on_screen(app)
    assert len(texts) > 30
    assert left_in_english(texts) == []


def test_the_tables_of_the_data_page_say_codes_in_words(french: Open) -> None:
    assert cells(french("pages/data.py")) >= {"démonstration", "intacte"}


def test_an_import_report_says_in_french_what_was_done() -> None:
    done = pl.DataFrame({"report_action": ["repaired", "set_aside", "noticed"]})
    with speaking("fr"):
        said = reported(done)["report_action"].to_list()
    assert said == ["corrigé", "écarté", "signalé"]


def test_english_on_screen_is_found() -> None:
    """A planted message, whole, with a figure in its place, and one that French has, too."""
    planted = {"Choose a State", "Asked by Kenya (n = 5)", "Session 5", "Choisir un État"}
    assert left_in_english(planted) == ["Asked by Kenya (n = 5)", "Choose a State"]


def test_the_switch_writes_the_address_and_keeps_the_selection(french: Open) -> None:
    app = french("pages/states.py", lang="en", cycle="2", sur="QMA")
    switch = next(one for one in app.get("button_group") if one.key == "filter_lang")
    switch.set_value("fr").run()
    assert (
        app.title[0].value
        == "À qui s’adressent les recommandations, qui les formule\N{NO-BREAK SPACE}?"
    )
    query = {name: "".join(text) for name, text in app.query_params.items()}
    assert query == {"cycle": "2", "sur": "QMA", "lang": "fr"}


def test_every_way_from_a_french_page_leads_to_french(french: Open) -> None:
    links = french("pages/overview.py").get("page_link")
    assert len(links) > 10
    assert {"lang=fr" in link.proto.query_string for link in links} == {True}


def test_numbers_and_dates_are_french() -> None:
    with speaking("fr"):
        assert number(11427) == f"11{NO_BREAK}427"
        assert percent(0.4768) == f"47,7{NO_BREAK}%"
        assert day(date(2024, 5, 31)) == "31 mai 2024"
        assert day(date(2024, 5, 1)) == "1er mai 2024"


@pytest.mark.parametrize(
    ("code", "name"),
    [("KEN", "Kenya"), ("CIV", "Côte d'Ivoire"), ("USA", "États-Unis d'Amérique"),
     ("BOL", "Bolivie (État plurinational de)"), ("PSE", "État de Palestine"),
     ("EUE", "Union européenne")],
)  # fmt: skip
def test_states_are_called_as_the_un_writes_them_in_lists(code: str, name: str) -> None:
    assert states.names_in("fr")[code] == name


def test_a_snapshot_names_its_states_in_the_language_of_the_run(demonstration: Records) -> None:
    """Invented States keep their names, and the mark beside them is French."""
    assert demonstration.state_names["QMA"] == "Adesova (invented)"
    with speaking("fr"):
        assert demonstration.state_names["QMA"] == "Adesova (fictif)"
        assert not any("invented" in name for name in demonstration.state_names.values())


@pytest.mark.parametrize(
    ("language", "code", "shown"),
    [
        ("fr", "CIV", "Côte d'Ivoire (Cote d'Ivoire, Ivory Coast)"),
        ("fr", "DEU", "Allemagne (Germany)"),
        ("fr", "TUR", "Türkiye (Turkiye, Turquie, Turkey)"),
        ("fr", "KEN", "Kenya"),
        ("en", "TUR", "Türkiye (Turkiye, Turkey, Turquie)"),
        ("en", "SWZ", "Eswatini (Swaziland)"),
        ("en", "NER", "Niger"),
    ],
)
def test_a_state_is_found_by_its_other_names(language: str, code: str, shown: str) -> None:
    with speaking(language):
        context = Context({code: states.names_in(language)[code]})
        assert choices.states(context) == {code: shown}


def test_states_stand_in_the_order_of_the_alphabet() -> None:
    with speaking("fr"):
        context = Context({"ZMB": "Zambie", "EGY": "Égypte", "ESP": "Espagne", "DNK": "Danemark"})
        assert list(choices.states(context)) == ["DNK", "EGY", "ESP", "ZMB"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sur=Alemagne", "Allemagne"),
        ("sur=TURQUIE", "Türkiye"),
        ("rs=Cote+d%27Ivoire", "Côte d'Ivoire"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_the_nearest(query: str, said: str) -> None:
    with speaking("fr"):
        (sentence,) = problem_sentences(parse(query).problems)
    assert f"Vouliez-vous dire {said}" in sentence


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("cycle=2,3&response=noted", "Cycles 2–3, notée"),
        ("sur=KEN", "État examiné : Kenya"),
        ("rs=FRA", "État auteur de la recommandation : France"),
        ("category=5", "Catégorie 5 (action précise)"),
        ("sur_group=african", "États examinés, groupe régional : Groupe des États d’Afrique"),
        ("milestone=next_review", "Étape : examen suivant"),
        ("assessor=nhri", "Évaluation par : Institution nationale des droits de l’homme"),
        ("kind=voluntary_pledge", "Engagements volontaires"),
        ("of=KEN", "Kenya, en tant qu’État examiné"),
        ("issue=death_penalty", "Thème : Peine de mort"),
        ("", "Toutes les recommandations"),
    ],
)  # fmt: skip
def test_selections_are_said_in_french(query: str, sentence: str) -> None:
    with speaking("fr"):
        assert parse(query).filters.sentence() == sentence.replace(" :", f"{NO_BREAK}:")
