"""What is measured on: a store given, the demonstration, or as many generated rows as asked for."""

import argparse
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

from benchmarks import synthetic
from benchmarks.server import load
from upr_data.ingest import building
from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, choose, publish


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which store, and another checkout to be measured in turns with this one."""
    parser.add_argument("--store", type=Path, help="a store; else the demonstration is made")
    parser.add_argument("--rows", type=int, help="so many generated rows instead")
    parser.add_argument("--beside", type=Path, help="another checkout, measured in the same run")


@contextmanager
def store_of(options: argparse.Namespace) -> Iterator[Path]:
    """The store that the options name, made if they name none, until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        if options.store:
            yield options.store
            return
        if options.rows:
            draft = Draft("benchmark", SnapshotKind.DEMONSTRATION, "2026-01-01")
            publish(synthetic.tables(options.rows), draft, Path(folder))
        else:
            building.ensure_demonstration(Path(folder))
        yield Path(folder)


def said_of_machine(store: Path) -> str:
    """One line: rows, machine, versions, day, and how busy the machine is."""
    manifest = choose(store).snapshot.manifest
    versions = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "polars"))
    return (
        f"{manifest.n_rows:,} rows · {cpu_count()} processors, {platform.machine()}, Python "
        f"{platform.python_version()}, {versions} · {datetime.now(UTC):%Y-%m-%d %H:%M} UTC · "
        f"load {load():.1f}"
    )
