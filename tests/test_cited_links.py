"""A link of a citation, opened later: on the edition cited, and after that one is gone."""

import shutil
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from apps import opener
from frames import recommendations, tables
from streamlit.testing.v1 import AppTest

from upr_data.export.order import Order, fulfil
from upr_data.figures.records import load
from upr_data.model import ExportKind, SnapshotKind
from upr_data.snapshot import Draft, choose, publish

OLD, NEW = "2026-01-01-old", "2026-02-01-new"
NOTED = {"response": "noted"}
SITE = "https://example.org"


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    """Three of four supported; a month later two of four."""
    old = tables(recommendations({}, {}, {}, NOTED))
    publish(old, Draft("old", SnapshotKind.REAL, "2026-01-01"), tmp_path)
    new = tables(recommendations({}, {}, NOTED, NOTED))
    publish(new, Draft("new", SnapshotKind.REAL, "2026-02-01"), tmp_path)
    return tmp_path


def link_of(store: Path, query: str = "") -> dict[str, str]:
    """The parameters of the link in a citation of the older edition."""
    records = load(choose(store, "old").snapshot)
    text = fulfil(Order(ExportKind.CITATION, query, site=SITE), records).data.decode()
    address = next(word for word in text.split() if word.startswith(SITE))
    return dict(parse_qsl(urlsplit(address).query))


def told(app: AppTest) -> list[str]:
    boxes = [str(box.value).replace("\\", "").replace("\u00a0", " ") for box in app.info]
    return [text for text in boxes if "edition 2026" in text]


def opened(store: Path, monkeypatch: pytest.MonkeyPatch, link: dict[str, str]) -> AppTest:
    return opener(store, monkeypatch, seconds=60)("pages/cycles.py", **link)


def test_the_link_carries_edition_figure_and_value(editions: Path) -> None:
    assert link_of(editions) == {
        "snapshot": OLD, "cite.figure": "acceptance_rate", "cite.value": "0.75",
    }  # fmt: skip
    fixed = link_of(editions, "response=noted")
    assert (fixed["cite.figure"], fixed["cite.value"]) == ("made", "1")


def test_the_cited_edition_shows_the_cited_number_and_the_newest_beside_it(
    editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(editions, monkeypatch, link_of(editions))
    assert told(app) == [
        f"Cited from the edition {OLD}: 75.0 % (3 of 4). The edition {NEW} gives 50.0 % (2 of 4)."
    ]


def test_a_cited_edition_that_is_gone_says_so_and_shows_both(
    editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_of(editions)
    shutil.rmtree(editions / OLD)
    app = opened(editions, monkeypatch, link)
    assert told(app) == [
        (
            f"The cited edition {OLD} is no longer here. It was cited with 75.0 %. "
            f"The edition {NEW} gives 50.0 % (2 of 4)."
        )
    ]


def test_a_link_that_cites_nothing_says_nothing(
    editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(opened(editions, monkeypatch, {"snapshot": OLD})) == []


def test_a_state_is_cited_in_its_role(editions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = {"of": "SVN", "snapshot": OLD, "cite.figure": "made", "cite.value": "4"}
    app = opener(editions, monkeypatch, seconds=60)("pages/state.py", **link)
    assert told(app) == [f"Cited from the edition {OLD}: 4. The edition {NEW} gives 4."]
    asking = link | {"role": "recommending", "cite.value": "0"}
    app = opener(editions, monkeypatch, seconds=60)("pages/state.py", **asking)
    assert told(app) == [f"Cited from the edition {OLD}: 0. The edition {NEW} gives 0."]
