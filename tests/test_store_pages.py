"""What the pages say of a store that changes under them."""

import shutil
from pathlib import Path

import pytest
from frames import recommendations, tables
from streamlit.testing.v1 import AppTest

from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, publish, remove

ROOT = Path(__file__).parent.parent
DRAFT = Draft("sample", SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one real snapshot of two rows."""
    store = tmp_path / "store"
    publish(tables(recommendations({"id": "a"}, {"id": "b"})), DRAFT, store)
    monkeypatch.setenv("UPR_STORE", str(store))
    return store


def opened() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def said(app: AppTest) -> str:
    assert not app.exception
    shown = " ".join(one.value for one in (*app.error, *app.markdown, *app.warning, *app.caption))
    return shown.replace("\\", "")


def test_a_store_that_has_gone_is_missed_and_not_replaced(store: Path) -> None:
    app = opened()
    assert not app.error
    shutil.rmtree(store)
    app.run()
    assert "has gone" in said(app)
    assert "Demonstration data" not in said(app)
    assert not store.exists()


def test_damaged_real_data_are_not_replaced_by_the_demonstration(store: Path) -> None:
    (store / "2026-01-01-sample" / "states.parquet").write_bytes(b"")
    app = opened()
    assert "does not match its SHA-256" in said(app)
    assert [path.name for path in store.iterdir()] == ["2026-01-01-sample"]


def test_an_edition_replaced_under_its_id_is_shown_anew(store: Path) -> None:
    app = opened()
    remove(store, "sample")
    publish(tables(recommendations({"id": "a"}, {"id": "b"}, {"id": "c"})), DRAFT, store)
    app.run()
    assert any("3" in one.value for one in app.metric)
