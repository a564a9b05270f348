"""An empty store on a first start: the demonstration is made, so that there is something to see."""

from pathlib import Path


def make_demonstration(store: Path) -> None:
    """Put the demonstration into the store."""
    from upr_data.ingest.building import ensure_demonstration  # noqa: PLC0415 - once in a lifetime

    ensure_demonstration(store)
