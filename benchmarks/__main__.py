"""Every benchmark that a server has, one after another, as one report in Markdown.

    python -m benchmarks [--beside CHECKOUT] [--store DIR] [--soak SECONDS] [--only pages people …]

Needs Chromium and nginx for the slow line. With `--beside`, another checkout (the one of before) is
measured in the same run. What takes a library's or an importer's time has commands of its own:
`benchmarks.asks`, `coding`, `imports`, `uhri_file`.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.stores import said_of_machine
from upr_data.ingest import building


def main() -> None:
    """Run them, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beside", type=Path, help="another checkout, measured in the same run")
    parser.add_argument("--store", type=Path, help="a store; else the demonstration is made")
    parser.add_argument("--soak", type=int, default=600, help="seconds that fifty people stay")
    parser.add_argument("--only", nargs="+", help="names of sections")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder)
        if not options.store:
            building.ensure_demonstration(store)
        print(said_of_machine(store), flush=True)
        for name, title, arguments in _sections(options, store):
            if not options.only or name in options.only:
                print(f"\n## {title}\n", flush=True)
                command = [sys.executable, "-m", f"benchmarks.{arguments[0]}", *arguments[1:]]
                subprocess.run(command, check=False)  # noqa: S603 - the others go on


def _sections(options: argparse.Namespace, store: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    """Name, title, and the module with its arguments."""
    here = ("--store", str(store))
    both = (*here, *(("--beside", str(options.beside)) if options.beside else ()))
    soak = ("--seconds", str(options.soak))
    return [
        ("queries", "Seven queries of a page: three engines, results compared", ("queries",)),
        ("growth", "More rows", ("growth",)),
        ("pages", "Pages: one person", ("pages", *both)),
        ("people", "Fifty people, one process", ("people", *both, "--people", "50")),
        (
            "crowd",
            "Two hundred people, two processes",
            ("people", *both, "--people", "200", "--processes", "2"),
        ),
        ("slow", "A first visit at 1 Mbit/s and 300 ms", ("slow_line", *both)),
        ("soak", "Fifty people for long", ("people", *here, "--people", "50", *soak)),
        ("exports", "Files", ("exports",)),
    ]


if __name__ == "__main__":
    main()
