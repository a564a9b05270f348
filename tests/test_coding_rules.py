"""Action category by rules: every text here is made up for the test."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data.ingest.coding.lexicon import lexicon
from upr_data.ingest.coding.rules import code_text, code_texts, object_words
from upr_data.ingest.coding.tokens import words_of
from upr_data.model import ActionCategory


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Call on other States to help", 1),
        ("Seek support for its schools from the international community", 1),
        ("Share its experience of sample reforms", 1),
        ("Continue its work on education", 2),
        ("Maintain its efforts for the elderly", 2),
        ("Pursue its policy on health", 2),
        ("Persevere with its programmes for youth", 2),
        ("Consider a visit of experts", 3),
        ("Review the sample act", 3),
        ("Study the causes of poverty", 3),
        ("Strengthen the protection of children", 4),
        ("Ensure equal access to health", 4),
        ("Speed up its work on housing", 4),
        ("Take measures to combat poverty", 4),
        ("Abolish the death penalty", 5),
        ("Accede to the sample convention", 5),
        ("Investigate all cases of torture", 5),
        ("Ratify CEDAW", 5),
    ],
)
def test_the_first_verb_gives_the_category(text: str, category: int) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule) in {(category, "first_verb"), (category, "object")}


@pytest.mark.parametrize(
    ("text", "category", "rule", "evidence"),
    [
        ("Continue and strengthen its work for women", 4, "second_verb", "strengthen"),
        ("Review and amend the sample act", 5, "second_verb", "amend"),
        ("Strengthen and implement the sample act", 5, "object", "implement … the"),
        ("Consider and strengthen the office", 4, "second_verb", "strengthen"),
        ("Sign, ratify and implement the sample treaty", 5, "first_verb", "sign"),
        ("Repeal or revise the sample act", 5, "first_verb", "repeal"),
        ("Ratify-accede to the sample treaty", 5, "first_verb", "ratify"),
    ],
)
def test_of_two_verbs_at_the_start(text: str, category: int, rule: str, evidence: str) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule, coded.evidence) == (category, rule, evidence)


def test_of_two_actions_with_objects_of_their_own_the_first_counts() -> None:
    assert code_text("Review the sample act and repeal its first part").category == 3
    assert code_text("Promote equality and ratify the sample treaty").category == 4


@pytest.mark.parametrize(
    ("text", "category", "evidence"),
    [
        ("Improve women's rights by amending the family code", 5, "amending"),
        (
            "Strengthen the rule of law, including by establishing a tribunal",
            5,
            "establishing … tribunal",
        ),
        ("Protect children through the adoption of a sample act", 5, "adoption … act"),
        ("Continue to combat torture by investigating all cases", 5, "investigating"),
        ("Ensure access to schools, in particular by training teachers", 5, "training"),
    ],
)
def test_a_specific_means_makes_a_vague_action_specific(
    text: str, category: int, evidence: str
) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule, coded.evidence) == (category, "specific_means", evidence)


@pytest.mark.parametrize(
    ("text", "category", "evidence"),
    [
        ("Protect children, including the adoption of a sample act", 5, "adoption … act"),
        ("Take steps against torture such as ratifying the sample treaty", 5, "ratifying"),
        ("Take steps against torture such as the ratification of a treaty", 5, "ratification"),
        ("Ensure equal pay by revising the sample code", 5, "revising … code"),
        ("Ensure equal pay by the amendment of the sample code", 5, "amendment"),
        ("Continue its reforms, including the creation of a tribunal", 5, "creation … tribunal"),
        (
            "Continue its reforms, including through the creation of a tribunal",
            5,
            "creation … tribunal",
        ),
    ],
)
def test_a_means_need_not_follow_by(text: str, category: int, evidence: str) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule, coded.evidence) == (category, "specific_means", evidence)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Continue its reforms through the creation of a tribunal", 2),
        ("Continue its reforms, including ensuring access to schools", 2),
        ("Ensure equal pay by reviewing the sample code", 4),
        ("Improve services such as housing, training and transport", 4),
        ("Improve health through the application of sample guidelines", 4),
        ("Improve health. The sample State should begin by amending its code", 4),
    ],
)
def test_what_only_looks_like_a_means_changes_nothing(text: str, category: int) -> None:
    assert code_text(text).category == category


def test_a_general_means_makes_a_continuing_action_general() -> None:
    coded = code_text("Continue its work on health by strengthening clinics")
    assert (coded.category, coded.rule, coded.evidence) == (4, "general_means", "strengthening")


def test_means_do_not_change_an_action_that_is_specific_or_to_be_considered() -> None:
    assert code_text("Abolish the practice by promoting dialogue").category == 5
    assert code_text("Consider reform by amending the code").category == 3


def test_a_vague_means_leaves_a_general_action_general() -> None:
    assert code_text("Improve health by strengthening clinics").category == 4


@pytest.mark.parametrize(
    ("text", "category", "evidence"),
    [
        ("Adopt all necessary measures to protect women", 4, "adopt … measure"),
        ("Adopt legislation on sample matters", 5, "adopt … legislation"),
        ("Adopt legislative measures against hatred", 5, "adopt … legislative"),
        ("Develop a national strategy for youth", 4, "develop … strategy"),
        ("Develop a national plan of action for youth", 5, "develop … plan"),
        ("Create a safe environment for journalists", 4, "create … environment"),
        ("Raise public awareness of disability", 4, "raise … awareness"),
        ("Raise the minimum age of marriage to 18", 5, "raise … age"),
        ("Give positive consideration to the sample treaty", 3, "give … consideration"),
        ("Give continuity to its reforms", 2, "give … continuity"),
        ("Seek to improve its prisons", 4, "seek … to"),
        ("Provide human rights training to the police", 5, "provide … training"),
        ("Establish a moratorium as a first step", 5, "establish … moratorium"),
        ("Eliminate all forms of discrimination", 4, "eliminate … form"),
        ("Carry out a study of its prisons", 3, "carry … study"),
    ],
)
def test_the_object_of_a_verb_can_change_its_category(
    text: str, category: int, evidence: str
) -> None:
    coded = code_text(text)
    assert coded.category == category
    if coded.rule == "object":
        assert coded.evidence == evidence


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Abolish all discriminatory measures", 5),
        ("Remove restrictions on the sample press", 5),
        ("Establish a national policy for youth", 5),
        ("Complete its efforts for a sample act", 5),
        ("Introduce measures against hatred", 4),
        ("Enforce the sample act and adopt measures against hatred", 5),
        ("Develop a strategy and action plan for youth", 5),
        ("Develop the sample services", 4),
        ("Develop sample services", 5),
        ("Look into the sample treaty", 3),
        ("Reflect on the sample treaty", 3),
        ("Reflect the sample treaty in its practice", 4),
        ("Carry on with its sample work", 2),
        ("Make efforts to raise public awareness", 4),
        ("Make public the sample report", 5),
        ("Seek ways of helping sample villages", 4),
        ("Seek help for sample villages", 1),
        ("Identify its needs in the field of training", 1),
    ],
)
def test_an_object_counts_for_the_verbs_it_tells_something_about(text: str, category: int) -> None:
    assert code_text(text).category == category


@pytest.mark.parametrize(
    "text",
    [
        "Limit the use of sample permits",
        "Modernize its prisons",
        "Condemn sample practices",
        "Take legislative measures against hatred",
        "Take steps to ratify the sample treaty",
        "Take all measures to withdraw its reservations",
    ],
)
def test_verbs_that_people_code_as_general(text: str) -> None:
    assert code_text(text).category == 4


@pytest.mark.parametrize(
    ("text", "category", "rule", "evidence"),
    [
        ("Better enforce the sample act", 4, "by_degree", "better enforce"),
        ("More actively enforce the sample act", 4, "by_degree", "more enforce"),
        ("Further align its code with the sample treaty", 4, "by_degree", "further align"),
        ("Further ratify the sample treaty", 5, "first_verb", "ratify"),
        ("Further develop a plan of action", 5, "object", "develop … plan"),
    ],
)
def test_more_of_what_is_done_already_is_general(
    text: str, category: int, rule: str, evidence: str
) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule, coded.evidence) == (category, rule, evidence)


@pytest.mark.parametrize(
    ("text", "category", "rule"),
    [
        ("Proceed to abolish the death penalty", 5, "carried_verb"),
        ("Move to ratify the sample treaty", 5, "carried_verb"),
        ("Work to strengthen its courts", 4, "carried_verb"),
        ("Work to adopt measures for youth", 4, "object"),
        ("Move towards the abolition of the death penalty", 4, "first_verb"),
        ("Proceed with the release of detainees", 5, "first_verb"),
        ("Strive to amend the sample code", 4, "first_verb"),
    ],
)
def test_the_act_behind_a_verb_that_only_sets_out_for_it(
    text: str, category: int, rule: str
) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule) == (category, rule)


@pytest.mark.parametrize(
    ("text", "category", "evidence"),
    [
        ("Re-instate the dismissed judges", 5, "re-instate"),
        ("De-criminalise defamation", 5, "de-criminalise"),
        ("Declassify the sample files", 5, "declassify"),
        ("Spread the sample message", 4, "spread"),
        ("Document the cases of sample abuse, and share the findings", 5, "document"),
    ],
)
def test_verbs_with_a_hyphen_and_verbs_that_are_rare(
    text: str, category: int, evidence: str
) -> None:
    coded = code_text(text)
    assert (coded.category, coded.evidence) == (category, evidence)


@pytest.mark.parametrize(
    "text",
    [
        "That the international community help the sample State",
        "Recommended that the international community implement the sample decisions",
    ],
)
def test_what_is_asked_of_others_is_minimal(text: str) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule) == (1, "asked_of_others")


@pytest.mark.parametrize(
    ("text", "category", "rule"),
    [
        ("Following the sample review, ratify the sample treaty", 5, "after_preface"),
        ("Bearing in mind its pledges, strengthen its courts", 4, "after_preface"),
        ("Taking note of the sample report, consider a visit", 3, "after_preface"),
        ("Taking sample steps, and more of them", 4, "first_verb"),
        ("Considering ratification of the sample treaty", 3, "first_verb"),
        ("Noting its progress, we urge the State to continue its work", 2, "after_modal"),
    ],
)
def test_a_participle_that_says_what_is_taken_into_account(
    text: str, category: int, rule: str
) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule) == (category, rule)


@pytest.mark.parametrize(
    ("text", "category"),
    [("Consider ratifying the sample treaty", 3), ("Ratify the sample treaty", 5)],
)
def test_considering_to_ratify_is_not_ratifying(text: str, category: int) -> None:
    assert code_text(text).category == category


@pytest.mark.parametrize(
    ("text", "category", "rule"),
    [
        ("Not detain children", 5, "negation"),
        ("Do not detain children", 5, "negation"),
        ("In all cases, do not detain children", 5, "negation"),
        ("Refrain from detaining children", 4, "first_verb"),
    ],
)
def test_negation(text: str, category: int, rule: str) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule) == (category, rule)


@pytest.mark.parametrize(
    ("text", "category", "rule"),
    [
        ("The ratification of the sample treaty", 5, "action_noun"),
        ("Ratification of the sample treaty", 5, "action_noun"),
        ("Early withdrawal of its reservations", 5, "action_noun"),
        ("Continuation of its reforms", 2, "action_noun"),
        ("Promotion of equality", 4, "action_noun"),
        ("That a moratorium be established", 5, "object"),
        ("That the sample act be amended", 5, "passive"),
        ("The sample act should be repealed", 5, "passive"),
        ("Recommended that measures be adopted for youth", 4, "object"),
        ("Recommended that the Government strengthen its courts", 4, "after_subject"),
        ("That the authorities should investigate all cases", 5, "after_modal"),
        ("The State is encouraged to continue its reforms", 2, "after_modal"),
        ("With the support of others, strengthen its courts", 4, "after_preface"),
        ("As a matter of priority, ratify the sample treaty", 5, "after_preface"),
        ("That the measures to ratify the sample treaty be taken", 4, "passive"),
        ("That programmes continue to be funded", 2, "after_subject"),
        ("That the State is encouraged to continue and others strengthen it", 2, "after_modal"),
        ("Noting its progress, recommends the repeal of the act", 5, "action_noun"),
        ("Recommended the repeal of the sample act", 5, "action_noun"),
        ("The full and early ratification of the sample treaty", 5, "action_noun"),
        ("An open invitation to experts", 5, "action_noun"),
        ("Ratifying the sample treaty", 5, "first_verb"),
        ("Continuing to protect children", 2, "first_verb"),
        ("Ensures the safety of children", 4, "first_verb"),
    ],
)
def test_nouns_passives_and_sentences_with_a_subject(text: str, category: int, rule: str) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule) == (category, rule)


@pytest.mark.parametrize(
    "text",
    [
        "Ratify the sample treaty",
        "ratify the sample treaty",
        "RATIFY THE SAMPLE TREATY",
        "To ratify the sample treaty",
        "To swiftly ratify the sample treaty",
        "Promptly and fully ratify the sample treaty",
        "[Ratify] the sample treaty",
        "[To ratify] the sample treaty",
        "“Ratify the sample treaty”",
        "137.12 Ratify the sample treaty",
        "137.12. Ratify the sample treaty",
        "Recommendation No. 4, para. 81: 4. Ratify the sample treaty",
        "79(a). Ratify the sample treaty",
        "<p>Ratify the&nbsp;sample treaty</p>",
        "  \r\n Ratify the sample treaty (Sample State);",
        "Recommended to ratify the sample treaty",
    ],
)
def test_what_stands_around_the_verb_changes_nothing(text: str) -> None:
    coded = code_text(text)
    assert (coded.category, coded.evidence.lower()) == (5, "ratify")


@pytest.mark.parametrize(
    "text",
    [
        "Ratifier la convention sur les droits des personnes handicapées",
        "Ratificar la convención sobre los derechos de las personas",
        "Adopter un plan d'action pour les droits de l'homme",
        "Ратифицировать Конвенцию против пыток",
        "批准残疾人权利公约",
        "التصديق على الاتفاقية",
    ],
)
def test_another_language_is_not_guessed(text: str) -> None:
    coded = code_texts(pl.Series([text]))
    assert coded.row(0) == (None, "not_english", "")


def test_a_prefix_before_a_hyphen_is_no_word_of_another_language() -> None:
    assert code_texts(pl.Series(["Consider de-criminalizing defamation"])).row(0)[0] == 3


@pytest.mark.parametrize(
    ("text", "rule"), [("", "no_text"), ("…", "no_text"), ("The weather of the north", "no_verb")]
)
def test_a_text_without_an_action_has_no_category(text: str, rule: str) -> None:
    coded = code_text(text)
    assert (coded.category, coded.rule) == (None, rule)


def test_a_column_of_texts_keeps_its_order() -> None:
    texts = pl.Series(["Ratify it", None, "Continue its work", "Ratify it"])
    coded = code_texts(texts)
    assert coded.schema == {"category": pl.UInt8, "rule": pl.String, "evidence": pl.String}
    assert coded["category"].to_list() == [5, None, 2, 5]
    assert coded["rule"].to_list() == ["first_verb", "no_text", "first_verb", "first_verb"]
    assert coded["evidence"].to_list() == ["ratify", "", "continue", "ratify"]


def test_a_language_that_is_named_goes_before_the_text() -> None:
    texts = pl.Series(["Ratify it", "Ratify it", "Ratify it"])
    coded = code_texts(texts, pl.Series(["fr", "en", None]))
    assert coded["category"].to_list() == [None, 5, 5]
    assert coded["rule"].to_list() == ["not_english", "first_verb", "first_verb"]


def test_an_empty_column() -> None:
    coded = code_texts(pl.Series([], dtype=pl.String))
    assert coded.shape == (0, 3)


def test_the_tables_hold_only_categories_and_known_verbs() -> None:
    known = lexicon()
    assert set(known.categories.values()) <= set(ActionCategory)
    assert set(known.nouns.values()) <= set(known.categories)
    assert {known.verb(verb) for verb in known.objects} <= set(known.categories)
    assert {n for objects in known.objects.values() for n in objects.values()} <= set(
        ActionCategory
    )


def test_every_listed_object_can_be_met_in_a_text() -> None:
    patterns = {words for objects in lexicon().objects.values() for words in objects}
    for pattern in patterns:
        assert object_words(words_of(pattern), 0)[1:] == pattern.removeprefix("^ ").split()


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert code_text(text).category in {None, 1, 2, 3, 4, 5}


@given(st.lists(st.sampled_from([*sorted(lexicon().forms), ",", "and", "to", "the", "by", "not"])))
def test_any_sequence_of_verbs_is_coded_the_same_twice_and_whatever_its_case(
    words: list[str],
) -> None:
    text = " ".join(words)
    assert code_text(text) == code_text(text) == code_text(text.upper())


@given(st.sampled_from(sorted(lexicon().categories)), st.sampled_from(["", "To ", "to "]))
def test_a_leading_to_changes_nothing(verb: str, opening: str) -> None:
    text = f"{verb} the sample matter of the north"
    assert code_text(opening + text).category == code_text(text).category
