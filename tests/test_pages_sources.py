"""Pages on a snapshot of OHCHR's index: its vocabularies, its comparison, and the fetch button."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from stand_in import Answer, Ohchr, StandIn, client, running
from streamlit.testing.v1 import AppTest
from test_pages import Open, opener, query_of, rows_of_options, said, table
from uhri_files import silent, uhri_record, write_json

from upr_data.ingest import building
from upr_data.ingest.fetch import databases
from upr_data.snapshot import list_snapshots
from upr_data.ui.frame.filter_bar import MORE

RECORDS = [
    uhri_record(AnnotationId="1", Text="115.1 Sample text 1 (Spain);"),
    uhri_record(AnnotationId="2", Text="115.2 Sample text 2 (Spain);", Themes=["- Other theme"]),
    uhri_record(AnnotationId="3", Text="115.3 Sample text 3 (Spain);", UprPositions=["- Noted"]),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two snapshots of the index: of three records, then of two, one with another position."""
    folder = tmp_path_factory.mktemp("index")
    changed = RECORDS[2] | {"UprPositions": ["- Supported"]}
    for name, records in (("first", RECORDS), ("second", [RECORDS[0], changed])):
        sample = write_json(folder / f"{name}.json", records)
        building.import_files([sample.path], name, folder / "store", silent)
    return folder / "store"


@pytest.fixture
def index(store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages on the first snapshot."""
    opened = opener(store, monkeypatch)
    return lambda file, **query: opened(file, snapshot="first", **query)


def test_themes_are_those_the_snapshot_has(index: Open) -> None:
    app = index("pages/themes.py")
    shown = [
        re.sub(r":\w+\[(.*)\]", r"\1", option)  # the one chosen is coloured
        for option in rows_of_options(app, "themes.vocabulary").options
    ]
    assert shown == [
        "Themes (OHCHR)",
        "Sustainable Development Goals (OHCHR)",
        "Affected persons (OHCHR)",
    ]
    assert set(table(app)["label"]) == {"Sample theme", "Other theme"}


def test_the_vocabulary_stands_in_the_address(index: Open) -> None:
    app = index("pages/themes.py", **{"themes.vocabulary": "sdg"})
    assert set(table(app)["label"]) == {
        "16 Peace, justice and strong institutions",
        "16.3 Sample target",
    }
    rows_of_options(app, "themes.vocabulary").set_value("affected").run()
    assert query_of(app)["themes.vocabulary"] == "affected"
    assert set(table(app)["label"]) == {"Sample persons"}


def test_filters_offer_the_terms_of_the_snapshot(index: Open) -> None:
    app = index("pages/themes.py", theme="other_theme")
    assert "**Showing:** Theme: Other theme" in said(app)
    app.session_state[MORE] = True
    app.run()
    assert app.multiselect(key="filter_theme").options == [
        "Other theme",
        "Sample theme",
        "None given",
    ]
    app.multiselect(key="filter_sdg").set_value(["goal_16"]).run()
    assert query_of(app)["sdg"] == "goal_16"


def test_a_theme_the_snapshot_lacks_is_named(index: Open) -> None:
    app = index("pages/themes.py", theme="sample_theme,womens_rights")
    assert "is not recognised and was left out" in app.warning[0].value
    assert len(app.dataframe) > 0
    blocked = index("pages/themes.py", theme="womens_rights")
    assert "no figures are shown" in blocked.warning[0].value
    assert len(blocked.dataframe) == 0


def test_two_snapshots_are_compared(index: Open) -> None:
    app = index("pages/data.py")
    box = next(one for one in app.selectbox if one.label == "Compare the snapshot shown with")
    box.set_value(next(one for one in box.options if "second" in one)).run()
    assert not app.exception
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures == {"In both": "2", "Added": "1", "Gone": "0", "Recoded": "1"}


@pytest.fixture
def server() -> Iterator[StandIn]:
    with running(StandIn(lambda *_: Answer(status=403))) as server:
        yield server


@pytest.fixture
def fetching(tmp_path: Path, server: StandIn, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The Data page of a store of its own, where visitors may import, before a stand-in."""
    sample = write_json(tmp_path / "one.json", RECORDS[:1])
    building.import_files([sample.path], "first", tmp_path / "store", silent)
    monkeypatch.setenv("UPR_ALLOW_IMPORT", "1")
    monkeypatch.setitem(
        databases.ADDRESSES, databases.Database.UHRI, (f"{server.address}/export.json",)
    )
    monkeypatch.setattr(databases, "client", lambda way: client([], way=way))
    return opener(tmp_path / "store", monkeypatch)("pages/data.py")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run(timeout=60)
    assert not app.exception
    return app


def test_a_refused_fetch_says_how_to_go_on(fetching: AppTest) -> None:
    app = press(fetching, "Fetch OHCHR's index (350 MB)")
    assert "in a browser" in app.error[0].value


def test_a_database_is_fetched_shown_and_published(
    fetching: AppTest, server: StandIn, tmp_path: Path
) -> None:
    server.answer = Ohchr((write_json(tmp_path / "all.json", RECORDS)).path.read_bytes())
    app = press(fetching, "Fetch OHCHR's index (350 MB)")
    assert "**Not published yet.** The snapshot would have 3 rows" in said(app)
    name = next(field for field in app.text_input if field.label == "Name of the new snapshot")
    name.set_value("index").run()
    press(app, "Publish")
    assert {one.manifest.name for one in list_snapshots(tmp_path / "store") if one.manifest} == {
        "first",
        "index",
    }
    folder = tmp_path / "store" / databases.FOLDER / "uhri"
    assert [path.name for path in folder.iterdir()] == ["lock"]


def test_where_visitors_may_not_import_there_is_no_fetch(index: Open) -> None:
    assert not [one for one in index("pages/data.py").button if "Fetch" in one.label]
