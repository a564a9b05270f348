"""Full-text search: what is understood, found and marked, held to plain containment."""

from pathlib import Path
from typing import Final

import polars as pl
import pytest
from frames import recommendations, records
from hypothesis import given
from hypothesis import strategies as st

from upr_data.domain.folding import searchable
from upr_data.figures import found, metrics
from upr_data.figures.found import search
from upr_data.figures.records import Records
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse
from upr_data.selection.search_index import SearchIndex, build_in_memory, open_index, stem
from upr_data.selection.search_query import (
    Either,
    Every,
    Phrase,
    Prefix,
    Without,
    Word,
    parse_query,
)
from upr_data.selection.search_snippets import snippets

TEXTS: Final = (
    "Ratify the Convention against Torture",
    "Consider ratifying the Convention on migrant workers",
    "It has ratified nothing; protect women and migrants",
    "Protect women's rights",
    "Ratify the Convention against Torture",
    "",
    "Côte d'Ivoire: anti-discrimination law",
)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return build_in_memory(searchable(pl.Series(TEXTS)))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ratify", Word("ratify")),
        ("Ratify!", Word("ratify")),
        ("ratif*", Prefix("ratif")),
        ('"against torture"', Phrase(("against", "torture"))),
        ('"torture', Phrase(("torture",))),
        ("a1 b1", Every((Word("a1"), Word("b1")))),
        ("a1 AND b1", Every((Word("a1"), Word("b1")))),
        ("a1 OR b1 c1", Either((Word("a1"), Every((Word("b1"), Word("c1")))))),
        ("(a1 OR b1) c1", Every((Either((Word("a1"), Word("b1"))), Word("c1")))),
        ("a1 NOT b1", Every((Word("a1"), Without(Word("b1"))))),
        ("a1 -b1", Every((Word("a1"), Without(Word("b1"))))),
        ("anti-discrimination", Phrase(("anti", "discrimination"))),
        ("and or not", Every((Word("and"), Word("or"), Word("not")))),
        ("((a1", Word("a1")),
        ("a1) b1", Every((Word("a1"), Word("b1")))),
        ("OR", None),
        ("NOT", None),
        ("AND a1 OR", Word("a1")),
        ("", None),
    ],
)
def test_what_is_understood(text: str, asked: object) -> None:
    assert parse_query(text).asked == asked


def test_what_is_not_understood_is_named() -> None:
    assert parse_query("a* !!! torture").left_out == ("a*", "!!!")
    assert parse_query(" ".join(f"w{n}" for n in range(50))).left_out == tuple(
        f"w{n}" for n in range(40, 50)
    )


def test_it_is_said_in_words() -> None:
    said = parse_query('(torture OR "just so") ratif* NOT women').sentence()
    assert said == (
        "Texts with (“torture” in any form or “just so” just so), a word that begins with “ratif” "
        "and not “women” in any form."
    )


@given(st.text(alphabet='ab "()*-ORANDNOT\t\u0301é', max_size=60))
def test_nothing_that_is_typed_is_an_error(index: SearchIndex, text: str) -> None:
    query = parse_query(text)
    assert query.sentence()
    assert index.search(query).n_rows <= len(TEXTS)


@given(st.text(alphabet="(", min_size=30, max_size=3000))
def test_many_brackets_are_no_error(text: str) -> None:
    assert parse_query(f"{text}a1").asked in {None, Word("a1")}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("ratify", [0, 1, 2, 4]),
        ("ratifying", [0, 1, 2, 4]),
        ("tortur*", [0, 4]),
        ("ratif*", [0, 1, 2, 4]),
        ('"convention against"', [0, 4]),
        ('"against convention"', []),
        ("convention -torture", [1]),
        ("NOT convention", [2, 3, 5, 6]),
        ("women OR workers", [1, 2, 3]),
        ("(women OR workers) migrant", [1, 2]),
        ("cote ivoire", [6]),
        ("anti-discrimination", [6]),
        ("nowhere", []),
        ("", [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_what_is_found(index: SearchIndex, text: str, rows: list[int]) -> None:
    assert index.rows(parse_query(text)).tolist() == rows


def test_one_plain_word_is_counted_exactly_and_its_forms_apart(index: SearchIndex) -> None:
    result = index.search(parse_query("ratify"))
    assert (result.n_rows, result.n_exact, result.n_other_forms) == (4, 2, 2)


def test_the_very_word_comes_first_with_all_its_rows(index: SearchIndex) -> None:
    first = index.search(parse_query("ratify")).hits[0]
    assert first.rows.tolist() == [0, 4]
    # The longest of the texts, which its stem alone would put last
    assert index.search(parse_query("ratified")).hits[0].rows.tolist() == [2]


def test_only_rows_that_are_allowed_are_found(index: SearchIndex) -> None:
    allowed = pl.Series([1, 4]).to_numpy()
    result = index.search(parse_query("ratify"), allowed=allowed)
    assert result.n_rows == 2
    assert sorted(row for hit in result.hits for row in hit.rows.tolist()) == [1, 4]
    assert result.n_exact == 1


def test_exact_counts_are_those_of_containment(demonstration: Records) -> None:
    """The index and the plain search count the same rows that have a word just so."""
    for word in ("ratify", "women", "torture", "migrants"):
        plain = metrics.figures(demonstration, parse({"q": f'"{word}"'}).filters)["made"][0]
        assert search(demonstration, parse({"q": word}).filters).n_exact == plain > 0


def test_a_search_is_within_the_selection(tmp_path: Path) -> None:
    few = records(
        tmp_path,
        recommendations({"text": "Ratify"}, {"text": "Ratify"}, {"text": "Ratified", "cycle": 3}),
    )
    assert search(few, parse("q=ratify&cycle=2").filters).n_rows == 2
    assert search(few, parse("q=ratify&cycle=3").filters).n_exact == 0
    assert search(few, Filters()).n_rows == 0


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr(found, "user_cache_path", lambda *_a, **_k: folder)


def test_hits_are_marked(index: SearchIndex) -> None:
    query = parse_query('ratify "migrant workers"')
    assert index.rows(query).tolist() == [1]
    assert snippets([TEXTS[1]], query)[0].hits == ["ratifying", "migrant", "workers"]


def test_what_is_left_out_is_not_marked() -> None:
    assert snippets([TEXTS[2]], parse_query("migr* NOT women"))[0].hits == ["migrants"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_snippet_is_part_of_its_text(text: str) -> None:
    assert snippets([text], parse_query("torture women"))[0].text == text


def test_a_long_text_is_cut_around_its_first_hit() -> None:
    text = f"{'before ' * 60}torture {'after ' * 60}"
    shown = snippets([text], parse_query("torture"))[0]
    assert shown.hits == ["torture"]
    assert shown.text.startswith("… before")
    assert shown.text.endswith("after …")
    assert len(shown.text) < 280


@given(st.sampled_from(["women", "ratified", "rights", "schooling", "ministries"]))
def test_a_stem_is_its_own_stem_or_shorter(word: str) -> None:
    assert len(stem(word)) <= len(word)


def test_an_index_is_built_once_and_opened_again(tmp_path: Path) -> None:
    texts = searchable(pl.Series(TEXTS))
    first = open_index(texts, tmp_path / "cache")
    stamp = next((tmp_path / "cache" / "v1").iterdir()).stat().st_mtime_ns
    again = open_index(texts, tmp_path / "cache")
    assert next((tmp_path / "cache" / "v1").iterdir()).stat().st_mtime_ns == stamp
    query = parse_query("ratify")
    assert first.rows(query).tolist() == again.rows(query).tolist() == [0, 1, 2, 4]
    assert [one.name for one in (tmp_path / "cache").iterdir()] == ["v1"]


def test_a_damaged_index_is_made_again_in_memory(tmp_path: Path) -> None:
    texts = searchable(pl.Series(TEXTS))
    open_index(texts, tmp_path)
    (tmp_path / "v1" / "meta.json").write_text("{", encoding="utf-8")
    assert open_index(texts, tmp_path).rows(parse_query("ratify")).tolist() == [0, 1, 2, 4]


def test_an_index_needs_no_folder_that_can_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    index = open_index(searchable(pl.Series(TEXTS)), blocked / "cache")
    assert index.rows(parse_query("ratify")).tolist() == [0, 1, 2, 4]


def test_no_texts_no_hits() -> None:
    empty = build_in_memory(pl.Series([], dtype=pl.String))
    assert empty.search(parse_query("ratify")).n_rows == 0
