"""A page that reads a file with a coder who takes his time; run by `streamlit run`, in a test."""

import os
import time
from pathlib import Path
from typing import Any

import polars as pl

from upr_data.ingest.coding.coders import Rules

PATIENCE = 300


class Slow(Rules):
    """Codes nothing for minutes."""

    def code(self, texts: pl.Series, languages: pl.Series | None = None) -> pl.DataFrame:
        """Sleep, then code by rules."""
        time.sleep(PATIENCE)
        return super().code(texts, languages)

    def papers(self) -> dict[str, Any]:
        """None."""
        return {}


def main() -> None:
    """The page."""
    from tests.slow_page import Slow as Importable  # noqa: PLC0415 - the child must find it
    from upr_data.ingest.building import Inputs  # noqa: PLC0415
    from upr_data.ui.desk import reading  # noqa: PLC0415

    reading.read(Inputs(files=(Path(os.environ["SLOW_FILE"]),), coder=Importable()))


if __name__ == "__main__":
    main()
