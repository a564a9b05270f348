"""Filters: a link and back, words nobody knows, conditions, sentences."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frames import recommendations, records, words
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import register

from upr_data.figures.records import Records
from upr_data.figures.selected import selected
from upr_data.language import speaking
from upr_data.model import CategoryBasis, Col, IssueMatch, Kind, Response, Unit, Vocabulary
from upr_data.selection.filters import PARAMETERS as LINK
from upr_data.selection.filters import TABLE, Filters
from upr_data.selection.links import Problem, parse, problem_sentences
from upr_data.selection.parameters import UNKNOWN, Parameter

CONTRACT = """
    cycle session sur rs sur_group rs_group sur_org rs_org response category issue issue_match
    theme sdg affected instrument ask status assessor milestone as_of kind q unit of of role vs
    snapshot lang
"""

OWN = {"category_basis"}
"""Parameters that this program adds to those of the contract."""


def canonical(parameter: Parameter) -> st.SearchStrategy[Any]:
    """Values of one field as `parse` gives them: in canonical order, each once."""
    if parameter.name == "as_of":
        return st.just("") | st.dates().map(date.isoformat)
    if parameter.values is None and parameter.is_single:
        return st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(str.strip)
    if parameter.values is None:
        codes = st.text("abcdefghij_0123456789", min_size=1).filter(lambda c: c != UNKNOWN)
        known = st.lists(codes, unique=True).map(sorted)
        return st.tuples(known, st.booleans()).map(lambda v: (*v[0], *([None] * v[1])))
    choices = list(parameter.values.values())
    if parameter.is_single:
        return st.sampled_from(choices)
    choices += [None] if parameter.has_unknown else []
    return st.sets(st.integers(0, len(choices) - 1), max_size=5).map(
        lambda places: tuple(choices[place] for place in sorted(places))
    )


filters = st.fixed_dictionaries(
    {name: canonical(parameter) for name, parameter in TABLE.items()}
).map(lambda given: Filters(**{**given, "kinds": given["kinds"] or (Kind.RECOMMENDATION,)}))


def test_parameters_are_those_of_the_contract() -> None:
    assert [one.name for one in LINK.values() if one.name not in OWN] == CONTRACT.split()


@given(filters)
def test_a_link_opens_what_it_was_made_from(chosen: Filters) -> None:
    parsed = parse(chosen.to_link())
    assert parsed.filters == chosen
    assert parsed.problems == ()
    assert parse(chosen.to_query()).filters == chosen


@given(filters)
def test_a_link_is_the_same_however_often_it_is_written(chosen: Filters) -> None:
    assert parse(chosen.to_link()).filters.to_link() == chosen.to_link()


@given(filters)
def test_every_selection_has_a_sentence(chosen: Filters) -> None:
    assert chosen.sentence()


def test_defaults_are_left_out_of_links() -> None:
    assert Filters().to_link() == ""
    query = "kind=recommendation&unit=row&of=commented&milestone=mid_term&issue_match=any&lang=en"
    assert parse(query).filters == Filters()


@pytest.mark.parametrize(
    ("query", "link"),
    [
        ("cycle=3,2,3", "cycle=2,3"),
        ("cycle=unknown,1", "cycle=1,unknown"),
        ("response=noted,supported", "response=supported,noted"),
        ("sur=SVN,AUT", "sur=AUT,SVN"),
        ("theme=b,unknown,a", "theme=a,b,unknown"),
        ("unit=recommendation&cycle=2", "cycle=2&unit=recommendation"),
        ("?cycle= 2 , 3", "cycle=2,3"),
        ("cycle=2&cycle=3", "cycle=2,3"),
        ("q=a,b", "q=a,b"),
        ("cycle=", ""),
        ("cycle=,", ""),
    ],
)
def test_codes_are_written_in_one_order(query: str, link: str) -> None:
    parsed = parse(query)
    assert (parsed.filters.to_link(), parsed.problems) == (link, ())


@pytest.mark.parametrize(
    ("query", "parameter", "unknown", "blocks"),
    [
        ("cycle=2,9", "cycle", ("9",), False),
        ("cycle=9", "cycle", ("9",), True),
        ("sur=svn", "sur", ("svn",), True),
        ("unit=rows", "unit", ("rows",), True),
        ("unit=row,recommendation", "unit", ("row,recommendation",), True),
        ("issue=torture", "issue", ("torture",), True),
        ("issue_match=unknown", "issue_match", ("unknown",), True),
        ("lang=xx", "lang", ("xx",), True),
        ("as_of=2025-02-30", "as_of", ("2025-02-30",), True),
        ("as_of=20250301", "as_of", ("20250301",), True),
        ("as_of=unknown", "as_of", ("unknown",), True),
        ("country=SVN", "country", (), False),
    ],
)
def test_what_nobody_knows_is_named(
    query: str, parameter: str, unknown: tuple[str, ...], *, blocks: bool
) -> None:
    parsed = parse(query)
    (problem,) = parsed.problems
    assert (problem.parameter, problem.words) == (parameter, unknown)
    assert (problem.blocks, parsed.is_blocked) == (blocks, blocks)
    (sentence,) = problem_sentences(parsed.problems)
    assert parameter in sentence
    assert all(word in sentence for word in unknown)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("issue=DEATH_PENALTY", "“death_penalty”"),
        ("issue=death penalty", "“death_penalty”"),
        ("response=Noted", "“noted”"),
        ("unit=recommandation", "“recommendation”"),
        ("of=FRA,DEU", "France or Germany"),
        ("sur=Turkey", "Türkiye"),
    ],
)
def test_what_may_have_been_meant_is_asked(query: str, meant: str) -> None:
    (sentence,) = problem_sentences(parse(query).problems)
    assert f"Did you mean {meant}?" in sentence


def test_what_may_have_been_meant_goes_by_its_french_name_too() -> None:
    with speaking("fr"):
        (sentence,) = problem_sentences(parse("issue=peine_de_mort").problems)
    assert "Vouliez-vous dire « death_penalty »" in sentence.replace("\u00a0", " ")


@pytest.mark.parametrize("query", ["issue=zzz", "cycle=9", "nobody=knows"])
def test_nothing_is_asked_where_nothing_is_like_it(query: str) -> None:
    (sentence,) = problem_sentences(parse(query).problems)
    assert "Did you mean" not in sentence


def test_what_is_left_of_a_parameter_still_selects() -> None:
    assert parse("cycle=2,9").filters == Filters(cycles=(2,))


def test_two_parameters_share_a_name() -> None:
    parsed = parse("of=KEN,assessed")
    assert (parsed.filters.profile, parsed.filters.of, parsed.problems) == ("KEN", "assessed", ())
    assert parsed.filters.to_link() == "of=assessed,KEN"
    assert parse("of=Kenya,assessed").problems == (Problem("of", ("Kenya",), blocks=False),)


def test_parameters_of_pages_and_of_streamlit_are_passed_over() -> None:
    assert parse("table.sort=made&embed=true&embed_options=dark_theme").problems == ()


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("cycle=" + "9" * 4400, "cycle"),
        ("q=" + "word " * 10_000, "q"),
        ("issue=" + ",".join(f"issue_{n}" for n in range(20_000)), "issue"),
        ("theme=" + ",".join(f"theme_{n}" for n in range(20_000)), "theme"),
        ("&".join(["sur=SVN,AUT,FRA"] * 20_000), "sur"),
    ],
)
def test_absurd_links_are_answered_in_a_sentence(query: str, parameter: str) -> None:
    parsed = parse(query)
    assert parsed.problems == (Problem(parameter, (), blocks=True, is_too_long=True),)
    assert len(problem_sentences(parsed.problems)[0]) < 300


def test_a_sentence_about_a_link_repeats_few_words() -> None:
    (sentence,) = problem_sentences(parse("sur=" + ",".join(f"X{n}" for n in range(400))).problems)
    assert "390 others" in sentence


@given(st.text())
def test_no_query_raises(query: str) -> None:
    parse(query)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "All recommendations"),
        ("cycle=2,3&response=noted", "Cycles 2–3, noted"),
        ("cycle=1,3,unknown", "Cycles 1, 3 or cycle unknown"),
        ("session=20", "Session 20"),
        ("sur=SVN", "State under review: Slovenia"),
        ("rs=FRA,unknown", "Recommending State: France or unknown"),
        ("sur_group=african,weog", ("States under review in African Group or "
         "Western European and Others Group")),
        ("category=5,unknown", "Category 5 (specific action) or no action category"),
        ("issue=justice,trafficking&issue_match=all", "Issue: Justice and Trafficking"),
        ("issue=unknown", "Issue: none given"),
        ("kind=voluntary_pledge", "Voluntary pledges"),
        ("kind=recommendation,voluntary_pledge", "Recommendations and voluntary pledges"),
        ("status=fully,unknown", "Fully implemented or status unknown"),
        ("assessor=nhri&milestone=next_review",
         "Assessed by National human rights institution at next review"),
        ("category_basis=rules,unknown", "Action category coded by our rules or not coded"),
        ("cycle=2&as_of=2025-03-03", "Cycle 2, as known on 3 March 2025"),
        ("q=torture", "Text contains “torture”"),
    ],
)  # fmt: skip
def test_a_selection_in_words(query: str, sentence: str) -> None:
    assert parse(query).filters.sentence() == sentence


CHOSEN: Mapping[str, str] = {
    "cycle": "2", "session": "20", "sur": "AUT", "rs": "VAT", "sur_group": "weog",
    "rs_group": "observer", "sur_org": "oei", "rs_org": "oei", "response": "noted",
    "category": "1", "category_basis": "rules", "issue": "trafficking",
    "issue_match": "all&issue=justice,trafficking", "theme": "a", "sdg": "goal_1",
    "affected": "children", "status": "fully", "assessor": "nhri", "milestone": "next_review",
    "as_of": "2025-03-03",
    "kind": "voluntary_pledge", "q": "torture", "instrument": "crpd", "ask": "signature",
    "profile": "SVN", "vs": "AUT,african",
}  # fmt: skip
"""One choice of every filter, which one of the rows of `everything` answers to."""

SAID_ELSEWHERE = {"unit", "of", "role", "snapshot", "lang"}
"""The unit and the denominator stand beside every n, the snapshot in every caption."""

NOT_OF_ROWS = {"assessor", "milestone", "as_of", "profile", "vs"}
"""These change what the status of a row is, not which rows there are."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Nine rows of Slovenia by France, then one each that differs in what the filters ask."""
    differing: list[dict[str, Any]] = [
        {"cycle": 2}, {"session": 20}, {"state_under_review": "AUT"}, {"recommending_state": "VAT"},
        {"recommending_state": "ESP"}, {"state_under_review": "ESP"}, {"response": "noted"},
        {"action_category": 1}, {"action_category_basis": "rules"}, {"issues": ["trafficking"]},
        {"issues": ["justice", "trafficking"]}, {"themes": ["a"]}, {"sdgs": ["goal_1"]},
        {"affected_persons": ["children"]}, {"kind": "voluntary_pledge"}, {"id": "fully"},
        {"text": "Prevent torture"}, {"text": "Sign CRPD", "state_under_review": "QMA"},
    ]  # fmt: skip
    usual = {
        "kind": "recommendation", "cycle": 1, "session": 1, "state_under_review": "SVN",
        "recommending_state": "SWE", "response": "supported", "action_category": 5,
        "action_category_basis": "source", "issues": ["justice"],
    }  # fmt: skip
    main = recommendations(*(usual | one for one in differing))
    return records(
        tmp_path_factory.mktemp("store"), main, words(("fully", "state", "fully")), register()
    )


def test_every_filter_is_tried() -> None:
    assert set(CHOSEN) | SAID_ELSEWHERE == set(LINK)


@pytest.mark.parametrize(("name", "chosen"), CHOSEN.items())
def test_every_filter_is_said(name: str, chosen: str) -> None:
    sentence = parse(f"{LINK[name].name}={chosen}").filters.sentence()
    assert sentence not in {
        Filters().sentence(),
        parse(chosen.partition("&")[2]).filters.sentence(),
    }


@pytest.mark.parametrize("name", sorted(set(CHOSEN) - NOT_OF_ROWS))
def test_every_filter_selects(everything: Records, name: str) -> None:
    def rows(query: str) -> list[int]:
        found = selected(everything, parse(query).filters).select(Col.ROW_INDEX).collect()
        return found[Col.ROW_INDEX].to_list()

    before = rows(CHOSEN[name].partition("&")[2])
    after = rows(f"{name}={CHOSEN[name]}")
    assert after
    assert after != before


@pytest.mark.parametrize("name", sorted(set(CHOSEN) - {"profile"}))
def test_every_filter_can_be_chosen(name: str) -> None:
    assert LINK[name].widget is not None


def test_names_of_the_snapshots_own_states_are_used() -> None:
    assert parse("sur=QMA").filters.sentence({"QMA": "Invented"}) == "State under review: Invented"


@pytest.mark.parametrize("unit", list(Unit))
def test_states_of_another_snapshot_select_nothing(tmp_path: Path, unit: Unit) -> None:
    sample = records(tmp_path, recommendations({}))
    assert selected(sample, Filters(states_under_review=("QMA",), unit=unit)).collect().is_empty()


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from([kind.value for kind in Kind]),
            "cycle": st.sampled_from([1, 2, None]),
            "session": st.sampled_from([1, 20, None]),
            "state_under_review": st.sampled_from(["SVN", "AUT", None]),
            "recommending_state": st.sampled_from(["FRA", "VAT", "XKX", None]),
            "response": st.sampled_from([response.value for response in Response]),
            "action_category": st.none() | st.integers(1, 5),
            "action_category_basis": st.sampled_from(["source", "rules", None]),
            "issues": st.lists(st.sampled_from(["justice", "trafficking"]), unique=True),
            "themes": st.none() | st.lists(st.sampled_from(["a", "b"]), unique=True),
        }
    ),
    min_size=1,
    max_size=6,
)
SMALL: Mapping[str, list[Any]] = {
    "kinds": list(Kind),
    "cycles": [1, 2, None],
    "sessions": [1, 20, None],
    "states_under_review": ["SVN", "AUT", None],
    "recommending_states": ["FRA", "VAT", "XKX", None],
    "rs_groups": ["weog", "observer", None],
    "sur_groups": ["weog", "eastern_european", None],
    "rs_organisations": ["eu", "oif", None],
    "sur_organisations": ["eu", None],
    "responses": list(Response),
    "categories": [1, 5, None],
    "category_bases": [CategoryBasis.SOURCE, CategoryBasis.RULES, None],
    "issues": ["justice", "trafficking", None],
    "themes": ["a", "b", None],
}
GROUPS = {"FRA": "weog", "AUT": "weog", "SVN": "eastern_european", "VAT": "observer"}
ORGANISATIONS = {"FRA": {"eu", "oif", "oei"}, "AUT": {"eu"}, "SVN": {"eu"}}
few = {name: st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)
       for name, values in SMALL.items()}  # fmt: skip


def naive(chosen: Filters, row: Mapping[str, Any]) -> bool:
    """The contract once more, in plain Python, one row at a time."""

    def one_of(values: tuple[Any, ...], value: Any) -> bool:  # noqa: ANN401
        return not values or value in values

    def state_in(values: tuple[Any, ...], state: str | None, own: set[str]) -> bool:
        return not values or (None in values if state is None else bool(own & set(values)))

    def listed(values: tuple[Any, ...], own: set[str] | None) -> bool:
        return not values or (bool(own & set(values)) if own else None in values)

    sur, rs = row["state_under_review"], row["recommending_state"]
    issues = set(row["issues"]) or {None}
    chosen_issues = set(chosen.issues)
    has_issues = (
        chosen_issues <= issues
        if chosen.issue_match is IssueMatch.ALL
        else not chosen_issues or bool(chosen_issues & issues)
    )
    return has_issues and all(
        [
            one_of(chosen.kinds, row["kind"]),
            one_of(chosen.cycles, row["cycle"]),
            one_of(chosen.sessions, row["session"]),
            one_of(chosen.states_under_review, sur),
            one_of(chosen.recommending_states, rs),
            state_in(chosen.sur_groups, sur, {GROUPS.get(sur, "")}),
            state_in(chosen.rs_groups, rs, {GROUPS.get(rs, "")}),
            state_in(chosen.sur_organisations, sur, ORGANISATIONS.get(sur, set())),
            state_in(chosen.rs_organisations, rs, ORGANISATIONS.get(rs, set())),
            one_of(chosen.responses, row["response"]),
            one_of(chosen.categories, row["action_category"]),
            one_of(chosen.category_bases, row["action_category_basis"]),
            listed(chosen.themes, set(row["themes"] or ())),
        ]
    )


@settings(max_examples=60, deadline=None)
@given(ROWS, st.fixed_dictionaries({}, optional=few), st.sampled_from(IssueMatch))
def test_the_expression_selects_what_plain_python_selects(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, Any]],
    few_filters: dict[str, Any],
    match: IssueMatch,
) -> None:
    chosen = Filters(**few_filters, issue_match=match)
    sample = records(tmp_path_factory.mktemp("store"), recommendations(*rows))
    found = selected(sample, chosen).select(Col.ROW_INDEX).collect()[Col.ROW_INDEX].to_list()
    assert found == [n for n, row in enumerate(rows) if naive(chosen, row)]


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """`a` is fully implemented by the State's word, not by civil society's; `b` is uncommented."""
    said = words(("a", "state", "fully"), ("a", "civil_society", "not"))
    main = recommendations({"id": "a"}, {"id": "b"})
    return records(tmp_path_factory.mktemp("store"), main, said)


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("status=partially", 1),
        ("status=fully", 0),
        ("status=fully&assessor=state", 1),
        ("status=not_implemented&assessor=civil_society", 1),
        ("status=partially&assessor=state,civil_society", 1),
        ("status=uncommented&milestone=next_review", 2),
        ("status=uncommented&assessor=nhri", 2),
        ("status=unknown", 0),
    ],
)
def test_a_status_is_that_of_the_assessors_and_the_milestone_chosen(
    assessed: Records, query: str, n: int
) -> None:
    assert selected(assessed, parse(query).filters).collect().height == n


# Terms of a snapshot

TERMS = {Vocabulary.THEME: {"a": "Sample theme"}, Vocabulary.SDG: {"goal_16": "16 Sample goal"}}


@pytest.mark.parametrize(
    ("query", "left", "problems"),
    [
        ("theme=a", ("a",), ()),
        ("theme=a,unknown", ("a", None), ()),
        ("theme=a,b", ("a",), (Problem("theme", ("b",), blocks=False),)),
        ("theme=b,c", (), (Problem("theme", ("b", "c"), blocks=True),)),
    ],
)
def test_terms_that_a_snapshot_lacks_are_problems(
    query: str, left: tuple[str | None, ...], problems: tuple[Problem, ...]
) -> None:
    parsed = parse(query).within(TERMS)
    assert (parsed.filters.themes, parsed.problems) == (left, problems)


def test_a_snapshot_without_terms_knows_none() -> None:
    assert parse("affected=a&sdg=goal_16").within(TERMS).problems == (
        Problem("affected", ("a",), blocks=True),
    )


def test_terms_are_said_by_their_labels() -> None:
    filters = parse("theme=a&sdg=goal_16").filters
    assert filters.sentence({}, TERMS) == "Theme: Sample theme, SDG: 16 Sample goal"
