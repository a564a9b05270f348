"""Every benchmark that a server has, one after another, as one report in Markdown.

    python -m benchmarks [--beside CHECKOUT] [--store DIR] [--soak SECONDS] [--only pages people …]

Needs Chromium and nginx for the slow line. With `--beside`, another checkout (the one of before) is
compared with this one, and measured in the same run. Ends with 1 and names the parts that failed,
if any. What takes a library's or an importer's time has commands of its own: `benchmarks.asks`,
`coding`, `imports`, `uhri_file`.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.stores import said_of_machine
from upr_data.ingest import building


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: its title, its module, and which options that is handed, if given."""

    title: str
    module: str
    handed: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()

    def command(self, options: argparse.Namespace) -> list[str]:
        """What is run, in a process of its own."""
        given = {name: getattr(options, name) for name in self.handed}
        handed = [text for name in given if given[name] for text in (f"--{name}", str(given[name]))]
        return [sys.executable, "-m", f"benchmarks.{self.module}", *self.arguments, *handed]


_SAME: Final = "same"
_BOTH: Final = ("store", "beside")

PARTS: Final[Mapping[str, Part]] = {
    _SAME: Part("What is shown here and beside: texts, tables, marks", "same", _BOTH),
    "queries": Part("Seven queries of a page: three engines, results compared", "queries"),
    "growth": Part("More rows", "growth"),
    "pages": Part("Pages: one person", "pages", _BOTH),
    "people": Part("Fifty people, one process", "people", _BOTH, ("--people", "50")),
    "crowd": Part(
        "Two hundred people, two processes",
        "people",
        _BOTH,
        ("--people", "200", "--processes", "2"),
    ),
    "slow_line": Part("A first visit at 1 Mbit/s and 300 ms", "slow_line", _BOTH),
    "soak": Part("Fifty people for long", "people", ("store", "seconds"), ("--people", "50")),
    "exports": Part("Files", "exports"),
}
"""By their names in the README, in the order of the report."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run them, each in a process of its own; one that fails does not keep the others back."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if not options.store:
            options.store = Path(folder)
            building.ensure_demonstration(options.store)
        print(said_of_machine(options.store), flush=True)
        failed = [name for name in options.only if not _is_done(PARTS[name], options)]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--beside", type=Path, help="another checkout, measured in the same run")
    parser.add_argument("--store", type=Path, help="a store; else the demonstration is made")
    parser.add_argument(
        "--soak", type=int, default=600, dest="seconds", help="seconds that fifty people stay"
    )
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, metavar="PART", help=f"some of {', '.join(PARTS)}"
    )
    options = parser.parse_args(arguments)
    if not options.beside and _SAME in (options.only or ()):
        parser.error(f"{_SAME} compares with another checkout: say which by --beside")
    options.only = options.only or [name for name in PARTS if options.beside or name != _SAME]
    return options


def _is_done(part: Part, options: argparse.Namespace) -> bool:
    print(f"\n## {part.title}\n", flush=True)
    code = subprocess.run(part.command(options), check=False).returncode  # noqa: S603
    if code:
        print("\nThis part failed.", flush=True)
    return code == 0


if __name__ == "__main__":
    main()
