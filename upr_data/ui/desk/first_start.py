"""An empty store on a first start: the demonstration is made, so that there is something to see."""

from pathlib import Path

from upr_data.ingest.building import ensure_demonstration


def make_demonstration(store: Path) -> None:
    """Put the demonstration into the store."""
    ensure_demonstration(store)
