"""Names of States: who they mean, and that no name means two."""

import csv
import io
import os
from collections import Counter
from pathlib import Path

import fastexcel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data import reference
from upr_data.domain import state_names, states
from upr_data.model import SCHEMAS, SPECIAL_SITUATIONS, Group, Organisation, StateKind, Table

REAL_EXPORTS = os.environ.get("UPR_REAL_EXPORTS")
needs_real_exports = pytest.mark.skipif(
    not REAL_EXPORTS, reason="UPR_REAL_EXPORTS does not name a folder with real exports"
)


def test_there_are_193_members_two_observers_and_four_other_entities() -> None:
    kinds = Counter(one.kind for one in states.STATES.values())
    assert kinds == {StateKind.MEMBER: 193, StateKind.OBSERVER: 2, StateKind.OTHER: 4}


def test_groups_have_their_sizes() -> None:
    groups = Counter(one.group for one in states.STATES.values())
    assert groups == {
        Group.AFRICAN: 54,
        Group.ASIA_PACIFIC: 54,
        Group.EASTERN_EUROPEAN: 23,
        Group.GRULAC: 33,
        Group.WEOG: 29,
        Group.OBSERVER: 2,
        None: 4,
    }


def test_codes_of_the_contract() -> None:
    observers = {one.code for one in states.STATES.values() if one.kind == StateKind.OBSERVER}
    others = {one.code for one in states.STATES.values() if one.kind == StateKind.OTHER}
    assert observers == {"VAT", "PSE"}
    assert others == {"XKX", "COK", "NIU", "EUE"}


def test_a_state_carries_its_group_and_organisations() -> None:
    slovenia = states.state("SVN")
    assert slovenia.name == "Slovenia"
    assert slovenia.group == Group.EASTERN_EUROPEAN
    assert slovenia.organisations == (Organisation.EU,)


@pytest.mark.parametrize(("group", "n"), [("ldc", 45), ("lldc", 32), ("sids", 39)])
def test_groups_of_states_have_as_many_as_the_lists_of_the_united_nations(
    group: str, n: int
) -> None:
    assert sum(group in one.organisations for one in states.STATES.values()) == n


def test_a_state_can_be_in_several_groups_behind_its_organisations() -> None:
    assert [one.value for one in states.state("RWA").organisations][-2:] == ["ldc", "lldc"]
    assert states.state("TUV").organisations[-2:] == (Organisation.LDC, Organisation.SIDS)


def test_a_code_nobody_has_is_refused() -> None:
    with pytest.raises(KeyError):
        states.state("ZZZ")


def test_demonstration_codes_are_user_assigned_and_nobody_elses() -> None:
    assert len(states.DEMO_CODES) == 14 * 26
    assert {min(states.DEMO_CODES), max(states.DEMO_CODES)} == {"QMA", "QZZ"}
    assert not states.DEMO_CODES & states.CODES
    assert states.is_demo("QMA")
    assert not states.is_demo("QAT")


def test_the_states_table_conforms() -> None:
    table = states.states_table()
    assert table.schema == SCHEMAS[Table.STATES]
    assert table.height == 199


def test_no_name_means_two_states_and_none_is_listed_twice() -> None:
    names = [one.name for one in states.STATES.values()]
    aliases = [row["alias"] for row in reference.rows("state_aliases")]
    keys = Counter(states.normalise(name) for name in names + aliases)
    assert [key for key, n in keys.items() if n > 1] == []


def test_every_alias_has_a_known_code_and_a_note() -> None:
    rows = reference.rows("state_aliases")
    assert {row["code"] for row in rows} <= states.CODES
    assert all(row["note"] for row in rows)


def test_every_state_is_found_by_its_own_name() -> None:
    assert all(states.lookup(one.name) == one.code for one in states.STATES.values())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bosnia and Herzegovina\r\n", "BIH"),
        ("Bosnia & Herzegovina", "BIH"),
        ("Bosnia &amp; Herzegovina", "BIH"),
        ("Cote d\u2019Ivoire", "CIV"),
        ("Co\u0302te d'Ivoire", "CIV"),
        ("TÜRKIYE", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("Kosovo*", "XKX"),
        ("Kosovo", "XKX"),
        ("State of Palestine*", "PSE"),
        ("Guinea\u2011Bissau", "GNB"),
        ("Guinea Bissau", "GNB"),
        ("Timor\u2013Leste", "TLS"),
        ("\u00a0Viet\u00a0 Nam ", "VNM"),
        ("\ufeffFrance", "FRA"),
        ("St. Vincent & the Grenadines", "VCT"),
        ("The Netherlands", "NLD"),
        ("the former Yugoslav Republic of Macedonia", "MKD"),
        ("United Kingdom of Great Britain & Northern Ireland", "GBR"),
        ("U.S.A.", "USA"),
        ("S\u00e3o Tom\u00e9 and Pr\u00edncipe", "STP"),
    ],
)
def test_dirty_forms_are_found(name: str, code: str) -> None:
    assert states.lookup(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Congo", "COG"),
        ("Republic of Congo", "COG"),
        ("Democratic Republic of Congo", "COD"),
        ("Democratic Republic of the Congo", "COD"),
        ("Zaire", "COD"),
        ("South Korea", "KOR"),
        ("DPR Korea", "PRK"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Guinea", "GIN"),
        ("Equatorial Guinea", "GNQ"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Sudan", "SDN"),
        ("South Sudan", "SSD"),
        ("Swaziland", "SWZ"),
        ("Burma", "MMR"),
        ("Libyan Arab Jamahiriya", "LBY"),
        ("Cape Verde", "CPV"),
        ("Vatican", "VAT"),
    ],
)
def test_names_that_are_near_each_other_are_kept_apart(name: str, code: str) -> None:
    assert states.lookup(name) == code


@pytest.mark.parametrize("name", ["Korea", "Slovenija", "Ruritania", "SVN", "", "(Unknown)"])
def test_a_name_nobody_knows_is_not_guessed(name: str) -> None:
    assert states.lookup(name) is None


@pytest.mark.parametrize(
    "name", ["&#40;Unknown&#41;", "(Unknown)", "unknown", "", "  \r\n", "None", "*"]
)
def test_unknown_is_not_a_name(name: str) -> None:
    assert states.is_unknown(name)


def test_a_name_is_not_unknown() -> None:
    assert not states.is_unknown("Oman")


def test_a_mistyped_name_gets_suggestions() -> None:
    assert states.suggest("Slovenija")[0] == "Slovenia"
    assert states.suggest("Republic of Senegal", limit=1) == ["Senegal"]


def test_suggestions_are_limited_and_never_repeat_a_state() -> None:
    suggestions = states.suggest("United Kingdon", limit=2)
    assert len(suggestions) == len(set(suggestions)) <= 2


def test_nonsense_gets_no_suggestion() -> None:
    assert states.suggest("qqqqqqqq") == []


@given(
    code=st.sampled_from(sorted(states.CODES)),
    before=st.text(" \t\r\n*\u00a0"),
    after=st.text(" \t\r\n*\u00a0"),
)
def test_case_and_surroundings_never_change_a_name(code: str, before: str, after: str) -> None:
    name = states.state(code).name
    assert states.lookup(f"{before}{name.upper()}{after}") == code


def test_no_group_name_means_two_groups() -> None:
    keys = {
        (states.normalise(name), row["code"])
        for row in reference.rows("groups")
        for name in (row["label"], row["short_label"], *reference.parts(row["aliases"]))
    }
    assert len(keys) == len({key for key, _ in keys})


def group_named(name: str) -> str | None:
    """A regional group by any name that exports give it."""
    found = (
        row["code"]
        for row in reference.rows("groups")
        for one in (row["label"], row["short_label"], *reference.parts(row["aliases"]))
        if states.normalise(one) == states.normalise(name)
    )
    return next(found, None)


def organisation_named(name: str) -> str | None:
    """An organisation by the label that exports give it."""
    labels = {row["label"]: row["code"] for row in reference.rows("organisations")}
    return labels.get(name.strip())


Columns = tuple[str, str, str]
"""Name, group and organisations of a State, as a row of an export gives them."""


def _real_rows() -> list[list[str]]:
    folder = Path(REAL_EXPORTS or "")
    rows = []
    for path in sorted(folder.glob("upr-info-2018/*.csv")):
        text = path.read_bytes().decode("utf-8-sig")
        rows += list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]
    for path in sorted(folder.glob("upr-info-2015/*.csv")):
        text = path.read_bytes().decode("mac_roman").replace("\r", "\n")
        rows += list(csv.reader(io.StringIO(text, newline="")))[1:]
    for path in sorted(folder.glob("upr-info-2015/*.xls")):
        sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
        rows += [[cell or "" for cell in row] for row in sheet.to_polars().rows()[1:]]
    return rows


@pytest.fixture(scope="module")
def real_states() -> set[Columns]:
    rows = _real_rows()
    cells = {(row[0], row[1], row[2]) for row in rows} | {(row[4], row[5], row[6]) for row in rows}
    return {cell for cell in cells if not states.is_unknown(cell[0])}


@needs_real_exports
def test_every_name_in_the_real_exports_is_found(real_states: set[Columns]) -> None:
    unknown = {name for name, _, _ in real_states if states.lookup(name) is None}
    assert (len(unknown), bool(real_states)) == (0, True)


@needs_real_exports
def test_groups_are_those_of_the_real_exports(real_states: set[Columns]) -> None:
    differing = {
        name
        for name, group, _ in real_states
        if group_named(group) != states.state(states.lookup(name) or "").group
    }
    assert len(differing) == 0


@needs_real_exports
def test_organisations_are_those_of_the_real_exports(real_states: set[Columns]) -> None:
    differing = {
        name
        for name, _, cell in real_states
        if {organisation_named(part) for part in cell.split(",") if part.strip()}
        != set(states.state(states.lookup(name) or "").organisations) - set(SPECIAL_SITUATIONS)
    }
    assert len(differing) == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Niger (the)", "NER"),
        ("Korea (the Republic of)", "KOR"),
        ("Congo (the Democratic Republic of the)", "COD"),
        ("Tanzania, the United Republic of", "TZA"),
        ("Türkiye (formerly Turkey)", "TUR"),
        ("Myanmar (Burma)", "MMR"),
        ("Russia (the)", "RUS"),
        ("the Republic of Angola", "AGO"),
        ("la République d'Angola", "AGO"),
        ("République d\u2019Angola", "AGO"),
        ("l'Angola", "AGO"),
        ("Angola (l\u2019)", "AGO"),
        ("España", "ESP"),
        ("el Reino de España", "ESP"),
        ("República Checa", "CZE"),
        ("Turquie", "TUR"),
        ("Российская Федерация", "RUS"),
        ("中国", "CHN"),
        ("جمهورية أفغانستان الإسلامية", "AFG"),
        ("État de Palestine (l')", "PSE"),
    ],
)
def test_names_in_the_six_languages_with_and_without_article(name: str, code: str) -> None:
    assert states.lookup(name) == code


def test_no_name_in_any_language_means_two_states() -> None:
    given = [(form, code) for form, code, _ in state_names.forms()]
    given += [(row["alias"], row["code"]) for row in reference.rows("state_aliases")]
    assert [form for form, code in given if states.lookup(form) != code] == []


@pytest.mark.parametrize("name", ["Sudan (South Sudan)", "Spain (formerly Somewhere)", "Guinea ()"])
def test_two_names_of_two_states_are_nobodys(name: str) -> None:
    assert states.lookup(name) is None


def test_names_of_a_state_by_language() -> None:
    names = state_names.names_of("SVN")
    assert list(names) == ["en", "fr", "es", "ru", "ar", "zh"]
    assert names["fr"] == state_names.Names("Slovénie (la)", "la République de Slovénie")
    assert state_names.names_of("PSE")["en"].short == "State of Palestine (the)"
    assert state_names.names_of("XKX") == {}


def test_english_names_are_told_from_others() -> None:
    assert states.is_english("Spain")
    assert states.is_english("Türkiye")
    assert not states.is_english("España")


def test_development_groups_have_the_sizes_of_their_lists() -> None:
    groups = (
        state_names.is_least_developed,
        state_names.is_landlocked_developing,
        state_names.is_small_island_developing,
    )
    assert [sum(map(group, states.CODES)) for group in groups] == [45, 32, 39]


@pytest.mark.parametrize("name", ["&#" + "1" * 5000 + ";", "&#x" + "f" * 5000, "x" * 100_000])
def test_monstrous_names_are_nobodys(name: str) -> None:
    assert states.lookup(name) is None
    assert len(states.normalise(name)) <= len(name)
