"""The French of the catalogue as a second reader holds it: terms, articles, edges of messages."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

from upr_data.domain.agreement import rules_agreement
from upr_data.language import clauses, speaking, titled
from upr_data.ui.sections.coder import AGAINST

PACKAGE: Final = Path(__file__).parent.parent / "upr_data"
LOCALES: Final = PACKAGE / "language" / "locales"
SPACE: Final = "\N{NO-BREAK SPACE}"

BEFORE_A_NAME: Final = re.compile(
    r"(\b(de|du|des|à|au|aux|le|la|les|en|par|pour|contre|chez|avec|que|dans|sur)[  ]|[dlq]u?’)"
    r"\{(state|State|name|names|reviewed|recommender|asking|group|own_group|sur|rs|theme|themes|"
    r"issue|issues|more|less)\}"
)
"""An article or preposition before a name: "du Kenya", "d’Albanie", "sur les droits …" differ."""

TERMS: Final[Mapping[str, str]] = {
    "recommending state": r"auteur",
    "state under review": r"état examiné",
    "states under review": r"états examinés",
    "mid-term": r"mi-parcours",
    "voluntary pledge": r"engagement",
    "data edition": r"édition",
    "snapshot": r"édition|démonstration",
    "noted": r"notée?s?\b|pri(s|ses?) note|pren\w+ note",
    "supported": r"accept",
    "led to action": r"suivi",
    "triggered action": r"déclenché|suivi",
    "regional group": r"groupes? régiona(l|ux)",
    "action categor": r"catégories? d’action",
    "issue": r"thème",
    "treaty bod": r"organes? conventionnels?",
    "register": r"registre",
    "template": r"formulaire",
    "milestone": r"étape",
    "civil society": r"société civile",
    "denominator": r"dénominateur",
    "coverage": r"couverture",
    "slide": r"diapositive",
}
"""One term of the field, one French term: how the Council and UPR Info write it."""

WRITTEN: Final = re.compile(r"=|\(or To\)")
"""Names of parameters and of columns, which are the same in every language."""

NEVER: Final = re.compile(
    r"quiconque|\bparoles?\b|en note\b|sans papiers|(?<!propre )\bpays\b(?! (les moins|en dév))"
    r"|\bEtats?\b|rapporté|basée? sur|digital|\bitem|implément|adresser (un|le|les) thèmes?"
    r"|dont l’adhésion|accepté l’adhésion|adhésions? à l’examen|\bl’ONU\b|Kaplan–",
    re.IGNORECASE,
)
"""Calques, and words that say something else in Geneva."""


BEFORE_A_PLURAL: Final = re.compile(r"(?<!\w )(?<!sur )\{(n|made|due|spoken)\} (\w+s)\b")
"""A count that may be one before a word in the plural: "1 recommandations"."""

NEVER_ONE: Final = frozenset({"fois"})
"""Words that are alike in the singular."""

NEVER_ONE_BEFORE: Final = (
    "Wrote {n} files", "All {n}", "{n} years", "{n} of 100", "{n} UN human", "{n} different words",
    "{n} rows with a category", "Shown: snapshot", "… {n} States",
    "{share} led to action: {n} of {of} commented",
)  # fmt: skip
"""Messages whose count is never one, by their beginnings."""


def spoken() -> Iterator[tuple[str, str]]:
    """English and French of the catalogue, form by form, without the lines of a docstring."""
    text = (LOCALES / "fr" / "LC_MESSAGES" / "messages.po").read_bytes()
    for message in read_po(BytesIO(text), locale="fr"):
        if not message.id:
            continue
        english = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
        french = (message.string,) if isinstance(message.string, str) else message.string
        yield from zip(english, french, strict=True)


PLURALS: Final = frozenset(
    one.string[1]
    for one in read_po(
        BytesIO((LOCALES / "fr" / "LC_MESSAGES" / "messages.po").read_bytes()), locale="fr"
    )
    if one.pluralizable
)
"""Translations that are said of two and more alone."""


def words_alone(text: str) -> str:
    """A message without its places, in small letters."""
    return re.sub(r"\{\w*\}", "", text).lower()


def test_no_article_stands_before_a_name() -> None:
    assert [french for _english, french in spoken() if BEFORE_A_NAME.search(french)] == []


def test_an_article_before_a_name_is_found() -> None:
    assert BEFORE_A_NAME.search("Les recommandations de {state}")
    assert BEFORE_A_NAME.search("les voisins d’{state}")
    assert not BEFORE_A_NAME.search("{state} : {n} recommandations")


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_one_french_term(term: str) -> None:
    says = re.compile(TERMS[term], re.IGNORECASE)
    named = [
        (one, other)
        for one, other in spoken()
        if not WRITTEN.search(one) and re.search(rf"\b{term}", words_alone(one))
    ]
    assert named
    assert [one for one, other in named if not says.search(other)] == []


def test_no_count_that_may_be_one_stands_before_a_plural() -> None:
    """What has no plural form of its own is written so that it needs none."""
    wrong = [
        french
        for english, french in spoken()
        if (found := BEFORE_A_PLURAL.search(french))
        and found[2] not in NEVER_ONE
        and not english.startswith(NEVER_ONE_BEFORE)
        and french not in PLURALS
    ]
    assert wrong == []


def test_no_word_is_a_calque() -> None:
    assert [french for _english, french in spoken() if NEVER.search(french)] == []


def test_messages_begin_and_end_alike() -> None:
    """What is joined to other words keeps its space; a sentence keeps its full stop."""
    unlike = [
        french
        for english, french in spoken()
        if (english[:1].isspace() and not french[:1].isspace())
        or english.endswith(".") != french.removesuffix("s.\N{NO-BREAK SPACE}o.").endswith(".")
    ]  # fmt: skip
    assert unlike == []


def test_states_have_their_capital() -> None:
    small = re.compile(r"\bétats? (examiné|auteur|membre|partie)|\bétats-unis\b")
    assert [french for _english, french in spoken() if small.search(french)] == []


def test_what_the_rules_were_measured_on_is_translated() -> None:
    assert rules_agreement().against == AGAINST


def test_statements_are_parted_as_the_language_parts_them() -> None:
    assert clauses(["one", "two"]) == "one; two"
    assert titled("Kenya", "12") == "Kenya: 12"
    with speaking("fr"):
        assert clauses(["un", "deux", "trois"]) == f"un{SPACE}; deux{SPACE}; trois"
        assert titled("Kenya", "12") == f"Kenya{SPACE}: 12"


def test_no_line_of_code_parts_statements_itself() -> None:
    """A semicolon between translated parts is English; `clauses` knows the language."""
    folders = (PACKAGE / "ui", PACKAGE / "charts", PACKAGE / "export")
    files = [file for folder in folders for file in folder.rglob("*.py")]
    assert files
    own = re.compile(r"""["']; ["']\.join|\bf"[^"\n]*\}; """)
    glued = [file.name for file in files if own.search(file.read_text(encoding="utf-8"))]
    assert glued == []
