"""The claim checker: every published figure is found again, and nothing else is called right."""

from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from frames import recommendations, records, words
from hypothesis import given
from hypothesis import strategies as st

from upr_data.domain.claim_sentences import right_to_write
from upr_data.domain.claims import Placed, place, read_claim
from upr_data.domain.published import PUBLISHED, PublishedFigure
from upr_data.export.claims import check
from upr_data.model import Denominator, Verdict

ALL: Final = list(PUBLISHED.values())
RULES: Final = {rule: f"of the {rule} recommendations" for rule in Denominator}


def is_right(placed: Placed) -> bool:
    return placed.verdict is Verdict.AS_PUBLISHED


def prints(figure: PublishedFigure, other: PublishedFigure) -> bool:
    """Whether two figures print the same: 48 % stands in the study and in the report."""
    keys = ("measure", "dimension", "member", "value", "unit", "denominator_rule")
    return all(getattr(figure, key) == getattr(other, key) for key in keys)


@pytest.mark.parametrize("figure", ALL, ids=PUBLISHED)
def test_every_published_figure_is_found_by_its_sentence(figure: PublishedFigure) -> None:
    placed = place(right_to_write(figure))
    assert is_right(placed)
    assert placed.figure is not None
    assert prints(placed.figure, figure)


def test_the_48_percent_in_one_sentence() -> None:
    assert right_to_write(PUBLISHED["BP-007"]) == (
        "48 % of the commented recommendations triggered action (5,496 of 11,527; mid-term; "
        "UPR Info, Beyond promises, p. 17, 2014-10)."
    )


@pytest.mark.parametrize(
    ("sentence", "verdict", "figure"),
    [
        ("48 % of UPR recommendations triggered action", Verdict.INCOMPLETE, "BP-007"),
        ("48% of the commented recommendations led to action.", Verdict.AS_PUBLISHED, "BP-007"),
        ("47.7 per cent of commented recommendations led to action", Verdict.AS_PUBLISHED,
         "BP-007"),
        ("48 % of all recommendations triggered action", Verdict.OTHER_DENOMINATOR, "BP-007"),
        ("49 % of commented recommendations triggered action", Verdict.OTHER_NUMBER, "BP-007"),
        ("40 % of the commented recommendations triggered action", Verdict.OTHER_DENOMINATOR,
         "RI-007"),
        ("In Africa 50 % of the commented recommendations triggered action",
         Verdict.AS_PUBLISHED, "BP-010"),
        ("France made 1,059 recommendations in cycle 2", Verdict.AS_PUBLISHED, "DB-009"),
        ("France made 1,059 recommendations", Verdict.INCOMPLETE, "DB-009"),
        ("70 % of recommendations are vague", Verdict.INCOMPLETE, "SE-001"),
        ("Of the commented recommendations, 48 % triggered action", Verdict.AS_PUBLISHED,
         "BP-007"),
        ("48 % of the commented recommendations triggered action in sessions 2 to 6",
         Verdict.OTHER_SCOPE, "BP-007"),
        ("France made 1,059 recommendations in cycle 1", Verdict.OTHER_SCOPE, "DB-009"),
        ("48.0 % of the commented recommendations triggered action", Verdict.OTHER_NUMBER,
         "BP-007"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_claim(sentence: str, verdict: Verdict, figure: str) -> None:
    placed = place(sentence)
    assert (placed.verdict, placed.figure) == (verdict, PUBLISHED[figure])


@pytest.mark.parametrize(
    "sentence",
    [
        "48 % of the commented recommendations in Kenya triggered action",
        "More than 48 % of the commented recommendations triggered action",
        "Less than 48 % of the commented recommendations triggered action",
        "48 % of the commented recommendations did not trigger action",
        "It is false that 48 % of the commented recommendations triggered action",
        "48 % of the commented recommendations triggered action because of the review",
        "48 % of the commented recommendations that triggered action",
        "48 % of the commented recommendations triggered action (in cycle 4)",
        "48 % of the commented recommendations triggered action (5,496 of 20,452)",
        "48 % of the commented recommendations triggered action (On the road to implementation)",
        "48 % of the commented recommendations triggered action in 2020",
        "48 % of the commented recommendations triggered action, as did 50 %",
        "48 % of the commented and of the assessed recommendations triggered action",
        "48 % of the commented recommendations triggered action in cycle 2",
        "50 % of the commented recommendations by African States triggered action",
        "50 % of the commented recommendations to African and Asian States triggered action",
        "50 % of the assessed recommendations that triggered action were accepted",
        "1,059 recommendations were made to France in cycle 2",
        "388 recommendations received from the United States in cycle 2",
        "48 commented recommendations triggered action",
        "48 % of recommendations were implemented",
        "48 % of the commented recommendations were accepted",
        "52 % of the commented recommendations triggered action",
        "Half of the commented recommendations triggered action",
        "Nearly half of the commented recommendations triggered action",
        "Nearly 48 % of the commented recommendations triggered action",
        "One in two of the commented recommendations triggered action",
        "48 to 50 % of the commented recommendations triggered action",
        "48–50 % of the commented recommendations triggered action",
        "47,7 % of the commented recommendations triggered action",
        "48,0 % of the commented recommendations triggered action",
        "4.8e1 % of the commented recommendations triggered action",
        ".48 % of the commented recommendations triggered action",
        "0048 % of the commented recommendations triggered action",
        "–48 % of the commented recommendations triggered action",
        "4\u03368\u0336 % of the commented recommendations triggered action",
        "48 % of the commented recommendations of all triggered action",
        "48 % of the commented recommendations triggered action (11,527 of 5,496)",
        "48 % of the commented recommendations triggered action, 50 % in Africa",
        "48 % des recommandations commentées ont été suivies d’effet",
        "48 % des recommandations commentées (the commented) triggered action",
        "0.48 of the commented recommendations triggered action",
        "triggered action",
        "48 %",
        "",
    ],
)
def test_nothing_else_is_called_right(sentence: str) -> None:
    assert not is_right(place(sentence))


def with_number(figure: PublishedFigure, value: float) -> str:
    written = right_to_write(figure)
    own = f"{figure.value:g} %" if "percent" in figure.unit else f"{figure.value:,.0f}"
    other = f"{value:g} %" if "percent" in figure.unit else f"{value:,.0f}"
    return written.replace(own, other, 1)


@pytest.mark.parametrize("figure", ALL, ids=PUBLISHED)
@pytest.mark.parametrize("by", [1, -2, 10])
def test_another_number_is_never_right(figure: PublishedFigure, by: int) -> None:
    """Unless it is printed elsewhere for the same measure, member and denominator."""
    placed = place(with_number(figure, figure.value + by))
    if is_right(placed):
        assert placed.figure is not None
        assert placed.figure.value == figure.value + by


SHARES: Final = [one for one in ALL if one.denominator_rule and one.measure != "share of commented"]


@pytest.mark.parametrize("figure", SHARES, ids=lambda one: one.figure_id)
@pytest.mark.parametrize("rule", Denominator)
def test_another_denominator_is_never_right(figure: PublishedFigure, rule: Denominator) -> None:
    assert figure.denominator_rule is not None
    written = right_to_write(figure)
    other = written.replace(RULES[figure.denominator_rule], RULES[rule], 1)
    assert is_right(place(other)) is (other == written or RULES[rule] in written)


@pytest.mark.parametrize("figure", ALL, ids=PUBLISHED)
@pytest.mark.parametrize("word", ["not", "only Kenyan", "almost", "women", "2021"])
def test_a_word_nobody_knows_is_never_right(figure: PublishedFigure, word: str) -> None:
    first, rest = right_to_write(figure).split(" (", 1)
    assert not is_right(place(f"{first} {word} ({rest}"))
    assert not is_right(place(f"{word} {first} ({rest}"))


SIGNS: Final = (
    *"><\u2265\u2264~\u2248\u00b1+\u2260\u00ac=*/&|^$\u20ac#@\u2192\u274c\U0001f6ab\u00b0\u2070_\u00b9",
    "\u043d\u0435", "\u4e0d", "\u0644\u0627", "\u03b4\u03b5\u03bd", "\u05dc\u05d0",
    "pas", "presque", "environ", "x48", "2",
)  # fmt: skip
"""Signs and words of other scripts that turn a claim: more than, about, not, no longer."""


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_or_a_word_of_any_script_at_any_place_is_never_right(sign: str) -> None:
    for figure in ALL[:: len(ALL) // 20]:
        parts = right_to_write(figure).split(" (", 1)[0].split(" ")
        for at in range(len(parts) + 1):
            changed = " ".join([*parts[:at], sign, *parts[at:]])
            assert not is_right(place(changed)), changed


@pytest.mark.parametrize("figure", SHARES, ids=lambda one: one.figure_id)
def test_a_share_written_otherwise_is_right_only_if_its_counts_give_it(
    figure: PublishedFigure,
) -> None:
    written, own = right_to_write(figure), f"{figure.value:g} %"
    for decimals in (1, 2, 3):
        padded = f"{figure.value:.{decimals}f}"
        n, of = figure.numerator, figure.denominator
        exact = f"{100 * n / of:.{decimals}f}" if n is not None and of else ""
        is_printed = decimals == len(f"{figure.value:g}".partition(".")[2])
        placed = place(written.replace(own, f"{padded} %", 1))
        assert is_right(placed) is (padded == exact or is_printed), padded
        comma = padded.replace(".", ",")
        assert not is_right(place(written.replace(own, f"{comma} %", 1))), comma


@given(st.text(max_size=200))
def test_no_text_is_an_error(text: str) -> None:
    assert place(text).verdict in Verdict
    assert check(text).lines()


@pytest.mark.parametrize(
    ("text", "number"),
    [("20,452", "20452"), ("20 452", "20452"), ("36.89 %", "36.89"), ("1,114", "1114")],
)
def test_numbers_are_read(text: str, number: str) -> None:
    assert read_claim(text).number == Decimal(number)


def test_ours_for_the_same_scope_counts_as_the_study_does(tmp_path: Path) -> None:
    """Sessions 2-12, pledges included, of commented."""
    early = {"cycle": 1, "session": 5}
    few = records(
        tmp_path,
        recommendations(early, early, early | {"kind": "voluntary_pledge"}, {"session": 20}),
        words(("r0", "state", "fully"), ("r2", "state", "not"), ("r3", "state", "fully")),
    )
    lines = check("48 % of the commented recommendations triggered action", few).lines()
    assert lines[-1].replace("\N{NO-BREAK SPACE}", " ") == (
        "This data edition, same scope: 50.0 % (1 of 2); sessions 2–4, 6–12 are not in it."
    )
    assert check("27 NHRI submissions", few).ours is None


def test_what_a_source_does_not_record_is_not_compared(tmp_path: Path) -> None:
    few = records(tmp_path, recommendations({"cycle": 1, "session": 5}))
    assert check(right_to_write(PUBLISHED["BP-007"]), few).ours is None


def test_an_answer_says_what_to_write() -> None:
    lines = check("48 % of UPR recommendations triggered action").lines()
    assert lines == [
        "This number was published, but the sentence does not say of what, or of which reviews.",
        f"Published: {right_to_write(PUBLISHED['BP-007'])}",
    ]


def test_an_answer_names_the_words_that_may_change_a_claim() -> None:
    lines = check("48 % of the commented recommendations in Kenya triggered action").lines()
    assert lines[1] == "Words that may change the claim: “kenya”."
