"""The app as Streamlit's own tester opens it, and what it shows there in words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent
Open = Callable[..., AppTest]


def opener(
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    usual: str = "pages/overview.py",
    seconds: float = 30,
) -> Open:
    """Opens pages over a store, under the parameters of a link; without a file the `usual` one.

    A run that takes more than `seconds` fails.
    """

    def opened(file: str = usual, /, **query: str) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=seconds)
        for parameter, text in query.items():
            app.query_params[parameter] = text
        app.switch_page(file).run()
        assert not app.exception
        return app

    monkeypatch.setenv("UPR_STORE", str(store))
    return opened


def said(app: AppTest) -> str:
    """All texts of the main part of a page."""
    main: Any = app.main
    texts = [*main.title, *main.header, *main.markdown, *main.caption, *main.metric]
    texts += [*main.info, *main.text]
    return "\n".join(str(one.value).replace("\\", "") for one in texts)
