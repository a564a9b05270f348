"""What all commands share: exit codes, output, the options they have in common."""

import argparse
import sys
from collections.abc import Callable
from typing import Any

from tqdm import tqdm

from upr_data import snapshot
from upr_data.cli.printable import printable, printable_json
from upr_data.domain.printing import one_line
from upr_data.figures.follow_up import view_of
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import _
from upr_data.operating.child import Progress
from upr_data.selection.filters import Filters
from upr_data.selection.links import Parsed, parse, problem_sentences
from upr_data.snapshot import Snapshot

DONE, FAILED, WRONG_USE = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """A parser whose messages, which repeat what was typed, are printable as all text is."""

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401
        super()._print_message(printable(message), file)


def add_command(
    commands: Any,  # noqa: ANN401 - argparse does not name this type
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """A command with the option that all have, before or after its name: where the store is."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    add_store(command, argparse.SUPPRESS)
    command.set_defaults(run=run)
    return command


def add_store(command: argparse.ArgumentParser, default: object) -> None:
    """The option that says where the store is; whether it can be one is seen later."""
    command.add_argument(
        "--store",
        default=default,
        metavar="DIR",
        help=_("folder of the snapshots, or s3://bucket/prefix (or set UPR_STORE)"),
    )


def add_json(command: argparse.ArgumentParser) -> None:
    """The option to print results as JSON."""
    command.add_argument("--json", action="store_true", help=_("print the result as JSON only"))


def add_query(command: argparse.ArgumentParser) -> None:
    """A selection and the snapshot it is of."""
    command.add_argument(
        "query",
        nargs="?",
        default="",
        metavar="QUERY",
        help=_('a selection as in a link: "cycle=2&response=noted"'),
    )
    command.add_argument("--snapshot", help=_("id or name; wins over the query's"))


def selection(options: argparse.Namespace) -> tuple[Filters, Snapshot]:
    """The selection and the snapshot that the options name; damaged ones passed over are told.

    Raises `BadInputError` for words in the query that nobody knows, or not this snapshot.
    """
    parsed = _checked(parse(options.query))
    wanted = options.snapshot or parsed.filters.snapshot or None
    chosen = snapshot.choose(options.store, wanted)
    filters = _checked(parsed.within(chosen.snapshot.terms())).filters
    for damaged in chosen.passed_over:
        say(_("Passed over: {reason}").format(reason=damaged), DONE)
    return filters, view_of(chosen.snapshot, filters.as_of)


def _checked(parsed: Parsed) -> Parsed:
    if parsed.problems:
        raise BadInputError(" ".join(problem_sentences(parsed.problems)))
    return parsed


class progress_bar:  # noqa: N801 - used like a function
    """A bar on stderr that an importer moves; none where stderr is not a terminal."""

    def __init__(self, what: str, unit: str = " records") -> None:
        """Say what is going on; `unit` B is bytes."""
        self._bar = tqdm(
            desc=what, unit=unit, unit_scale=unit == "B", disable=None, file=sys.stderr, leave=False
        )

    def __enter__(self) -> Progress:
        """What an importer tells its progress."""
        return self._move

    def __exit__(self, *_error: object) -> None:
        """Take the bar away."""
        self._bar.close()

    def _move(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)


def show(text: str) -> None:
    """Print a result."""
    print(printable(text))  # noqa: T201


def show_json(value: Any) -> None:  # noqa: ANN401
    """Print a result as JSON."""
    print(printable_json(value))  # noqa: T201


def show_file(content: bytes) -> None:
    """A file on stdout: to a program or a file byte by byte, to a terminal as text it may have."""
    if sys.stdout.isatty():
        show(content.decode(errors="replace"))
    else:
        sys.stdout.buffer.write(content)


def say(message: str, code: int) -> int:
    """Tell people, on stderr, in one line; give the exit code on."""
    print(one_line(message), file=sys.stderr)  # noqa: T201
    return code
