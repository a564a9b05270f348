"""Every page on demonstration and real data, without a browser: what it says, shows and writes."""

import re
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
from apps import Open, opener, said
from frames import recommendations, tables, words
from streamlit.testing.v1 import AppTest

from upr_data.domain.folding import alphabetical
from upr_data.export.package import DEMONSTRATION_MARK
from upr_data.figures import features, metrics
from upr_data.figures.records import Records
from upr_data.language import number, percent
from upr_data.model import Dimension, SnapshotKind
from upr_data.selection.links import parse
from upr_data.snapshot import Draft, publish
from upr_data.ui.blocks.columns import BY_NAME
from upr_data.ui.frame.filter_bar import MORE
from upr_data.ui.frame.site import HEALTH, MOVED, SITE, SitePage

ROOT: Final = Path(__file__).parent.parent
SPACE: Final = "\N{NO-BREAK SPACE}"
COUNTING: Final = [page for page in SITE if page.has_filters]
TABLES: Final = {
    "pages/overview.py": Dimension.CYCLE,
    "pages/cycles.py": Dimension.CYCLE,
    "pages/states.py": Dimension.STATE_UNDER_REVIEW,
    "pages/themes.py": Dimension.ISSUE,
    "pages/action_categories.py": Dimension.ACTION_CATEGORY,
}
"""What the first table of a page is by."""


def name(page: SitePage) -> str:
    return page.path or "overview"


@pytest.fixture
def demo(demonstration_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of the demonstration."""
    return opener(demonstration_store, monkeypatch)


@pytest.fixture
def real(real_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of UPR Info's exports of 2018."""
    return opener(real_store, monkeypatch)


@pytest.fixture
def own_coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of four rows: one coded by the source, two by our rules, one by nobody."""
    ours = {"action_category_basis": "rules"}
    uncoded = {"action_category": None, "action_category_basis": None}
    main = recommendations({}, ours, ours | {"action_category": 4}, uncoded)
    publish(tables(main), Draft("own", SnapshotKind.REAL, "2026-01-01"), tmp_path)
    return opener(tmp_path, monkeypatch)


@pytest.fixture
def assessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of two rows of session 12, one of which led to action."""
    old = {"cycle": 1, "session": 12}
    main = recommendations(old | {"id": "a"}, old | {"id": "b"})
    heard = words(("a", "state", "fully"), ("b", "state", "not"))
    publish(tables(main, heard), Draft("assessed", SnapshotKind.REAL, "2026-01-01"), tmp_path)
    return opener(tmp_path, monkeypatch)


def query_of(app: AppTest) -> dict[str, str]:
    """The address, whether AppTest or the app wrote it last."""
    return {
        name: text if isinstance(text, str) else ",".join(text)
        for name, text in app.query_params.items()
    }


def figure(app: AppTest, label: str) -> str:
    """The number on a card."""
    return str(next(card.value for card in app.metric if card.label == label))


def table(app: AppTest) -> pl.DataFrame:
    """The first table of a page."""
    return pl.DataFrame(app.dataframe[0].value)


def captions_of_charts(app: AppTest) -> list[str]:
    return [chart.proto.alt for chart in app.get("vega_lite_chart")]


def rows_of_options(app: AppTest, key: str) -> Any:  # noqa: ANN401 - AppTest's own
    return next(one for one in app.get("button_group") if one.key == key)


@pytest.mark.parametrize("page", SITE, ids=name)
def test_every_page_opens_on_the_demonstration(demo: Open, page: SitePage) -> None:
    app = demo(page.file)
    assert [title.value for title in app.title] == [page.question]
    assert "demonstration data" in said(app).lower()
    assert "Permanent link" in said(app)


@pytest.mark.parametrize("page", SITE, ids=name)
def test_every_page_opens_on_real_data(real: Open, page: SitePage) -> None:
    app = real(page.file)
    assert [title.value for title in app.title] == [page.question]
    assert "demonstration" not in said(app).lower().replace("python -m upr_data demo", "")


@pytest.mark.parametrize("page", COUNTING, ids=name)
def test_the_demonstration_is_marked_and_the_selection_said(demo: Open, page: SitePage) -> None:
    app = demo(page.file, cycle="2,3", response="noted")
    assert DEMONSTRATION_MARK in said(app)
    assert "**Showing:** Cycles 2–3, noted" in said(app)


@pytest.mark.parametrize("page", COUNTING, ids=name)
def test_every_chart_says_unit_number_and_source(demo: Open, page: SitePage) -> None:
    for caption in captions_of_charts(demo(page.file)):
        assert "n = " in caption
        assert re.search(
            "counted once per recommending State|States reviewed|State × review × treaty", caption
        )
        assert DEMONSTRATION_MARK in caption
        assert "imported 31 May 2024" in caption


@pytest.mark.parametrize("page", COUNTING, ids=name)
def test_real_data_names_its_publisher(real: Open, page: SitePage) -> None:
    app = real(page.file)
    assert "UPR Info, Geneva" in said(app)
    assert all("Source: UPR Info, Geneva." in caption for caption in captions_of_charts(app))


@pytest.mark.parametrize("query", ["", "cycle=2", "sur_group=grulac&unit=recommendation"])
@pytest.mark.parametrize("file", TABLES)
def test_tables_show_the_figures_of_the_link(
    demo: Open, demonstration: Records, file: str, query: str
) -> None:
    filters = parse(query).filters
    shown = table(demo(file, **filters.to_query()))
    expected = metrics.figures(demonstration, filters, [TABLES[file]])
    if TABLES[file] in BY_NAME:
        expected = expected.sort(alphabetical("label"))
    assert shown["label"].to_list() == expected["label"].to_list()
    assert shown["made"].to_list() == expected["made"].to_list()
    assert shown["triggered_rate"].to_list() == pytest.approx(
        (expected["triggered_rate"] * 100).to_list(), abs=0.0501, nan_ok=True
    )


@pytest.mark.parametrize("query", ["", "cycle=1&category=4,5", "issue=detention&of=assessed"])
def test_cards_show_the_figures_of_the_link(demo: Open, demonstration: Records, query: str) -> None:
    filters = parse(query).filters
    app = demo(**filters.to_query())
    row = metrics.figures(demonstration, filters).row(0, named=True)
    assert figure(app, "Led to action") == percent(row["triggered_rate"], 0)
    assert figure(app, "Recommendations made") == number(row["made"])
    assert figure(app, "Acceptance") == percent(row["acceptance_rate"], 0)
    assert figure(app, "General action") == percent(row["vague_share"], 0)
    assert f"{percent(row['coverage'])} were assessed or commented on by anyone" in said(app)
    assert f"{percent(row['triggered_lower'])} and {percent(row['triggered_upper'])}" in said(app)


def test_a_published_figure_is_no_twin_of_an_invented_one(demo: Open) -> None:
    app = demo()
    text = said(app)
    assert "48\N{NO-BREAK SPACE}% led to action: 5,496 of 11,527 commented" in text
    assert "Beyond promises, p. 17" in text
    assert [card.label for card in app.metric if "Published" in card.label] == []
    assert "invented, so nothing of it is set beside" in said(demo("pages/published.py"))


def test_the_overview_sets_the_published_figure_beside_the_same_reviews(assessed: Open) -> None:
    app = assessed()
    assert figure(app, "Published in 2014: led to action") == "48\N{NO-BREAK SPACE}%"
    assert figure(app, "The same reviews in this data edition") == "50\N{NO-BREAK SPACE}%"
    assert "1 of 2. Of the scope, sessions 2–11 are not in this data edition." in said(app)


def test_where_implementation_is_not_recorded_the_published_figure_stands_alone(real: Open) -> None:
    text = said(real())
    assert "Implementation is not recorded by this source." in text
    assert "48\N{NO-BREAK SPACE}% led to action: 5,496 of 11,527 commented" in text


def test_published_figures_stand_beside_those_of_this_data_edition(real: Open) -> None:
    shown = table(real("pages/published.py")).filter(pl.col("measure") == "action category 5")
    assert shown["printed"].to_list() == ["36.9\N{NO-BREAK SPACE}%"]
    assert "not in this data edition" in shown["why"][0]


def test_real_data_without_assessments_says_so(real: Open) -> None:
    app = real()
    assert "Implementation is not recorded by this source" in said(app)
    assert "162 of 1,012 treaties still open that States were asked to join" in said(app)
    assert "3,890 of 25,312 rows ask to join a treaty whose register is at hand" in said(app)
    assert "register of 3 February 2026" in said(app)
    assert figure(app, "Joined by the next review") == "16\N{NO-BREAK SPACE}%"
    assert [card.value for card in app.metric if card.label == "Led to action"] == []
    assert figure(app, "Recommendations made") == "25,312"


def test_texts_that_the_source_does_not_number_are_called_so(real: Open) -> None:
    assert "different texts" in said(real())


def test_words_nobody_knows_are_named_and_left_out(demo: Open, demonstration: Records) -> None:
    app = demo(cycle="2,9", colour="red")
    assert len(app.warning) == 2
    assert "“9”" in app.warning[0].value
    row = metrics.figures(demonstration, parse("cycle=2").filters).row(0, named=True)
    assert figure(app, "Recommendations made") == number(row["made"])


def test_a_filter_without_any_known_word_shows_no_figure(demo: Open) -> None:
    app = demo("pages/themes.py", sur="XXX")
    assert "no figures are shown" in app.warning[0].value
    assert not app.metric
    assert not app.dataframe
    assert "Showing" not in said(app)
    assert "Permanent link" not in said(app)


def test_a_former_name_in_a_link_is_answered_with_the_one_in_use(real: Open) -> None:
    app = real("pages/states.py", sur="Turkey")
    assert "Did you mean Türkiye?" in app.warning[0].value.replace("\\", "")


def test_a_snapshot_nobody_has_is_an_error_with_a_way_out(demo: Open) -> None:
    app = demo(snapshot="2020-01-01-nothing")
    assert "2020-01-01-nothing" in app.error[0].value.replace("\\", "")
    assert not app.metric


def test_a_store_that_cannot_be_written_is_an_error_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "store").write_text("a file where a folder should be")
    app = opener(tmp_path / "store", monkeypatch)()
    assert "cannot be written to" in app.error[0].value
    assert "UPR_STORE" in app.caption[0].value


def test_an_empty_selection_is_said(demo: Open) -> None:
    app = demo("pages/themes.py", q="nosuchword")
    assert "No recommendation answers to this selection" in app.info[0].value
    assert not app.dataframe


def test_widgets_show_the_address(demo: Open) -> None:
    app = demo("pages/themes.py", cycle="2,3", sur="QMA,unknown")
    assert app.multiselect(key="filter_cycle").value == ["2", "3"]
    assert app.multiselect(key="filter_sur").value == ["QMA", "unknown"]


def test_widgets_write_the_address(demo: Open) -> None:
    app = demo("pages/themes.py")
    app.multiselect(key="filter_cycle").set_value(["3", "2"]).run()
    assert query_of(app) == {"cycle": "2,3"}
    app.multiselect(key="filter_cycle").set_value([]).run()
    assert query_of(app) == {}


def test_another_address_is_another_selection(demo: Open) -> None:
    app = demo("pages/themes.py", cycle="2")
    app.query_params["cycle"] = "4"
    assert app.run().multiselect(key="filter_cycle").value == ["4"]


def test_filters_behind_the_button_are_kept_while_it_is_shut(demo: Open) -> None:
    app = demo("pages/themes.py", response="noted", unit="recommendation")
    app.multiselect(key="filter_cycle").set_value(["2"]).run()
    assert query_of(app) == {"cycle": "2", "response": "noted", "unit": "recommendation"}


def test_filters_behind_the_button_show_and_write_the_address(demo: Open) -> None:
    app = demo("pages/themes.py", response="noted")
    app.session_state[MORE] = True
    app.run()
    assert rows_of_options(app, "filter_response").value == ["noted"]
    rows_of_options(app, "filter_category").set_value(["5"]).run()
    assert query_of(app) == {"response": "noted", "category": "5"}
    app.session_state[MORE] = False
    app.run()
    app.multiselect(key="filter_cycle").set_value(["2"]).run()
    assert query_of(app) == {"cycle": "2", "response": "noted", "category": "5"}


def test_clearing_keeps_the_snapshot(demo: Open) -> None:
    app = demo("pages/themes.py", cycle="2", snapshot="demonstration")
    next(button for button in app.button if button.label == "Clear filters").click().run()
    assert query_of(app) == {"snapshot": "demonstration"}


def test_the_choices_of_a_page_stand_in_its_address(demo: Open) -> None:
    app = demo("pages/themes.py", **{"themes.rate": "triggered"})
    assert "n = 39,011 " in captions_of_charts(app)[0]
    rows_of_options(app, "themes.rate").set_value("acceptance").run()
    assert "themes.rate" not in query_of(app)
    assert "n = 117,706 " in captions_of_charts(app)[0]


def test_real_data_offers_no_implementation_it_does_not_have(real: Open) -> None:
    app = real("pages/themes.py", **{"themes.rate": "triggered"})
    assert "n = 21,984 " in captions_of_charts(app)[0]
    assert "Coded: 21,984 of 25,312." in captions_of_charts(app)[0]


def test_states_below_the_minimum_are_counted(demo: Open) -> None:
    app = demo("pages/states.py", cycle="4", **{"states.minimum": "200"})
    assert re.search(r"\d+ States with fewer than 200 answers are in the table only", said(app))


def test_search_finds_words_in_the_text(demo: Open, demonstration: Records) -> None:
    app = demo("pages/recommendations.py")
    app.text_input(key="filter_q").set_value("tortur").run()
    assert query_of(app) == {"q": "tortur"}
    made = metrics.figures(demonstration, parse("q=tortur").filters)["made"][0]
    assert f"Rows 1–20 of {number(made)}" in said(app)


def test_order_and_page_of_rows_stand_in_the_address(demo: Open) -> None:
    app = demo("pages/recommendations.py", cycle="2")
    app.selectbox(key="recommendations.sort").set_value("review").run()
    app.number_input(key="recommendations.page").set_value(2).run()
    assert query_of(app) == {
        "cycle": "2", "recommendations.sort": "review", "recommendations.page": "2",
    }  # fmt: skip
    assert "Rows 21–40" in said(app)


def test_another_selection_starts_at_its_first_page_and_another_language_does_not(
    demo: Open,
) -> None:
    app = demo("pages/recommendations.py", cycle="2", **{"recommendations.page": "3"})
    app.segmented_control(key="filter_lang").set_value("fr").run()
    assert query_of(app)["recommendations.page"] == "3"
    app.multiselect(key="filter_cycle").set_value(["3"]).run()
    assert query_of(app) == {"cycle": "3", "lang": "fr"}
    app.number_input(key="recommendations.page").set_value(2).run()
    app.selectbox(key="recommendations.sort").set_value("review").run()
    assert "recommendations.page" not in query_of(app)


def test_a_page_beyond_the_last_is_the_last(demo: Open) -> None:
    app = demo("pages/recommendations.py", **{"recommendations.page": "999999"})
    assert "Rows 121,4" in said(app)


def test_choices_of_one_page_stay_there(demo: Open) -> None:
    app = demo("pages/themes.py", cycle="2", **{"themes.rate": "triggered"})
    menu = [one.proto.query_string for one in app.sidebar.get("page_link")]
    findings = [one.proto.query_string for one in app.main.get("page_link")]
    assert set(menu) == {"cycle=2"}
    assert len(findings) == 2
    assert all(one.startswith("cycle=2&issue=") for one in findings)


def test_the_permanent_link_names_the_snapshot_and_the_choices_of_the_page(demo: Open) -> None:
    app = demo("pages/themes.py", cycle="2,3", **{"themes.rate": "triggered"})
    assert app.main.text[-1].value.endswith(
        "/themes?cycle=2,3&snapshot=2024-05-31-demonstration&themes.rate=triggered"
    )


def test_pages_are_where_the_site_says() -> None:
    files = {page.file for page in (*SITE, HEALTH)} | {f"pages/{path}.py" for path in MOVED}
    assert files == {f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py")}


@pytest.mark.parametrize("path", MOVED)
def test_addresses_of_before_lead_on(demo: Open, path: str) -> None:
    app = demo(f"pages/{path}.py", cycle="2")
    page, chosen = MOVED[path]
    usual = {"role": "reviewed"}
    assert [title.value for title in app.title] == [page.question]
    assert (
        query_of(app).items() - usual.items()
        == ({"cycle": "2"} | dict(chosen)).items() - usual.items()
    )


@pytest.mark.parametrize("page", COUNTING, ids=name)
def test_categories_coded_by_us_are_said_on_every_page(own_coded: Open, page: SitePage) -> None:
    note = "Action categories coded from the text, not by the source: 2 of 4."
    assert note in said(own_coded(page.file))


def test_categories_coded_by_us_are_marked_on_cards_charts_and_rows(own_coded: Open) -> None:
    assert "2 coded from the text, not by the source" in said(own_coded())
    app = own_coded("pages/action_categories.py")
    assert "not by the source: 2 of 4" in captions_of_charts(app)[0]
    rows = said(own_coded("pages/recommendations.py"))
    assert rows.count("coded by our rules") == 2


def test_categories_coded_by_us_can_be_filtered_out(own_coded: Open) -> None:
    assert figure(own_coded(category_basis="source"), "Recommendations made") == "1"
    app = own_coded("pages/action_categories.py", category_basis="source")
    assert "from the text" not in said(app).replace("of each English text", "")
    app.session_state[MORE] = True
    app.run()
    assert rows_of_options(app, "filter_category_basis").value == ["source"]


def test_where_the_source_coded_everything_nothing_is_said_of_coding(real: Open) -> None:
    app = real("pages/action_categories.py")
    assert "not by the source" not in said(app)
    app.session_state[MORE] = True
    app.run()
    assert "filter_category_basis" not in [one.key for one in app.get("button_group")]


def test_features_of_texts_stand_by_group(demo: Open, demonstration: Records) -> None:
    app = demo("pages/action_categories.py", **{"action_categories.feature": "measurable"})
    assert "Measurable recommendations, by recommending State" in captions_of_charts(app)[-1]
    shown = pl.DataFrame(app.dataframe[-1].value)
    by = Dimension.RECOMMENDING_STATE
    expected = features.smart_shares(demonstration, parse("").filters, by)
    assert shown["label"].to_list() == expected["label"].to_list()
    assert shown["measurable_share"].to_list() == pytest.approx(
        (expected["measurable_share"] * 100).to_list(), abs=0.0501, nan_ok=True
    )


def test_the_method_page_says_how_well_the_rules_agree(demo: Open) -> None:
    text = said(demo("pages/method.py"))
    assert "Action category coded from the text" in text
    assert "Cohen's kappa 0.880 (95 % interval 0.874–0.886)" in text
    assert "measured on 25 November 2026 on 17,780 rows" in text


@pytest.mark.parametrize("page", SITE, ids=name)
def test_no_table_gives_more_decimals_than_anybody_reads(demo: Open, page: SitePage) -> None:
    """A screen reader is given the number itself, not what the column's format makes of it."""
    many = [
        (column, value)
        for table in demo(page.file).main.dataframe
        for column, values in pl.DataFrame(table.value).to_dict(as_series=False).items()
        for value in values
        if isinstance(value, float) and abs(value - round(value, 3)) > 1e-9
    ]
    assert many == []


@pytest.mark.parametrize("page", [one for one in SITE if one.has_filters], ids=name)
def test_a_session_keeps_the_same_widgets_whatever_is_chosen(demo: Open, page: SitePage) -> None:
    """Streamlit forgets none that it has shown: a name made of a finding would be another each."""
    app = demo(page.file, of="QMA")
    first = widgets(app)
    for choice in ({"cycle": "2,3", "of": "QMB"}, {"cycle": "2", "of": "QMC"}):
        for parameter, text in choice.items():
            app.query_params[parameter] = text
        app.run()
        assert widgets(app) - first == set()
    assert len(first) > 5


def widgets(app: AppTest) -> set[str]:
    """The names by which a session keeps the widgets of a page; a plain Plotly chart is none."""
    parts = [one for block in (app.main, app.sidebar) for one in block]
    ids = {getattr(getattr(one, "proto", None), "id", "") for one in parts if one.type != PLAIN}
    return {one for one in ids if one.startswith("$$ID")}


PLAIN: Final = "plotly_chart"


@pytest.mark.parametrize("page", ["pages/overview.py", "pages/data.py"])
def test_real_data_whose_papers_name_no_source_is_never_called_invented(
    own_coded: Open, page: str
) -> None:
    app = own_coded(page)
    told = "\n".join([said(app), *captions_of_charts(app)])
    assert "Source not stated" in told
    assert not any(word in told for word in ("invented", "Generated by this program", "Source: ."))


@pytest.fixture
def pledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of three recommendations and of 60 pledges, which nobody answers."""
    asked = [{"cycle": 1, "session": n} for n in (1, 2)]
    own = {"kind": "voluntary_pledge", "recommending_state": None, "response": "unknown"}
    kept = [{**own, "cycle": 1, "session": 1 + n % 2} for n in range(60)]
    main = recommendations(*asked, {"response": "noted"}, *kept)
    publish(tables(main), Draft("pledged", SnapshotKind.REAL, "2026-01-01"), tmp_path)
    return opener(tmp_path, monkeypatch)


@pytest.mark.parametrize("page", [page for page in COUNTING if page.path != "present"], ids=name)
def test_pledges_are_called_so_and_nothing_is_said_of_their_answers(
    pledged: Open, page: SitePage
) -> None:
    app = pledged(page.file, kind="voluntary_pledge")
    for caption in captions_of_charts(app):
        assert "n = 60 recommendations" not in caption
        assert "The average State received" not in caption
        assert "States under review responded" not in caption
    assert "answered" not in said(app).split("**Acceptance rate**")[0]
    assert "asked to join" not in said(app)
    assert not {"acceptance_rate", "acceptance_denominator"} & {
        str(name) for frame in app.main.dataframe for name in frame.value.columns
    }


def test_beside_pledges_the_answers_are_to_the_recommendations(pledged: Open) -> None:
    app = pledged(kind="recommendation,voluntary_pledge")
    assert figure(app, "Recommendations and voluntary pledges made") == "63"
    assert "n = 63 recommendations and voluntary pledges" in captions_of_charts(app)[0]
    assert f"66.7{SPACE}%: 2 supported of 3 answered  \n0 pending or unknown" in said(app)
    themes = captions_of_charts(pledged("pages/themes.py", kind="recommendation,voluntary_pledge"))
    assert "n = 3 recommendations" in themes[0]
    assert "Coded: 3 of 3." in themes[0]
    by_cycle = captions_of_charts(
        pledged("pages/cycles.py", kind="recommendation,voluntary_pledge")
    )
    assert "responded, by cycle. All recommendations. n = 3 recommendations" in by_cycle[1]
