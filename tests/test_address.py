"""The address is the truth: what was chosen is written into it, and steps Back are no choice."""

from pathlib import Path

import pytest
from apps import Open, opener
from streamlit.testing.v1 import AppTest


@pytest.fixture
def opened(demonstration_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of the demonstration."""
    return opener(demonstration_store, monkeypatch, "pages/cycles.py")


def cycle(app: AppTest) -> str:
    """What the address says of cycles; the tester has a text or a list of them."""
    return "".join(app.query_params["cycle"])


def test_a_second_click_may_come_before_the_browser_knows_of_the_first(opened: Open) -> None:
    app = opened()
    app.multiselect(key="filter_cycle").set_value(["2"]).run()
    assert cycle(app) == "2"
    app.query_params.clear()
    app.multiselect(key="filter_cycle").set_value(["2", "3"]).run()
    assert cycle(app) == "2,3"


def test_a_second_step_back_may_come_before_widgets_have_made_the_first(opened: Open) -> None:
    """They say cycle 2, of the page that was left; the address of the step says cycle 1."""
    app = opened(cycle="3")
    app.query_params["cycle"] = "1"
    app.multiselect(key="filter_cycle").set_value(["2"]).run()
    assert cycle(app) == "1"
    assert app.multiselect(key="filter_cycle").value == ["1"]


def test_what_is_chosen_after_a_way_from_another_page_is_written(opened: Open) -> None:
    app = opened("pages/overview.py")
    app.query_params["cycle"] = "3"
    app.switch_page("pages/cycles.py").run()
    assert app.multiselect(key="filter_cycle").value == ["3"]
    app.multiselect(key="filter_cycle").set_value(["3", "4"]).run()
    assert cycle(app) == "3,4"


def test_what_a_link_says_several_times_all_counts(opened: Open) -> None:
    app = opened()
    app.query_params["cycle"] = ["1", "9", "2"]
    app.run()
    assert app.multiselect(key="filter_cycle").value == ["1", "2"]
    assert any("“9”" in warning.value for warning in app.warning)
