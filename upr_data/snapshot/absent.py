"""Why no snapshot can be shown, in one or two sentences of the language of this run."""

from collections.abc import Iterable
from pathlib import Path

from upr_data.language import _
from upr_data.snapshot import mirror
from upr_data.snapshot.mirror import named


def gone(store: Path, demonstration: str) -> str:
    """That the store held real data and does not any more."""
    said = _(
        "The store {store} held real data and holds none any more. Bring it back, or import the "
        "data again; the demonstration, where there is one, can be asked for by its name, {name}."
    )
    if not store.is_dir():
        said = _(
            "The store {store} held real data and has gone: there is no such folder. Bring it "
            "back, or import the data again; the demonstration, where there is one, can be asked "
            "for by its name, {name}."
        )
    return said.format(store=named(store), name=demonstration)


def nothing_here(store: Path, passed_over: Iterable[str]) -> str:
    """That nothing in the store can be read, with what was passed over."""
    said = _("The store {store} holds no snapshot that can be read.").format(store=named(store))
    return " ".join(part for part in (said, *passed_over, mirror.last_error(store)) if part)


def not_here(wanted: str, ids: Iterable[str], passed_over: Iterable[str]) -> str:
    """That a snapshot that was asked for is not there, and which are."""
    said = _("No snapshot {name!r} can be read. In the store: {ids}.").format(
        name=wanted, ids=", ".join(ids) or _("none")
    )
    return " ".join([said, *passed_over])


def several(wanted: str, ids: Iterable[str]) -> str:
    """That a name is that of several snapshots."""
    said = _("Several snapshots are named {name}: {ids}. Say which by its full id.")
    return said.format(name=wanted, ids=", ".join(ids))
