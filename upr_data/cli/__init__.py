"""The command line: `python -m upr_data …`. Results on stdout, messages on stderr.

Exit codes: 0 done, 1 failed, 2 wrong use or bad input.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from upr_data import snapshot
from upr_data.cli import (
    coding,
    counting,
    exporting,
    fetching,
    importing,
    keeping,
    matrices,
    recording,
)
from upr_data.cli.parts import FAILED, WRONG_USE, Parser, add_store, say
from upr_data.ingest.fetch.faults import FetchError
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import _
from upr_data.templates.writing import TemplateTooLongError

_WRONG_INPUT: Final = (
    BadInputError,
    TemplateTooLongError,
    snapshot.NoSnapshotError,
)
_FAILURES: Final = (
    FetchError,
    snapshot.StoreNotWritableError,
    snapshot.DamagedSnapshotError,
    OSError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.store = _store(options.store)
        _refuse_file(options.store)
        _refresh(options.store)
        return _with_remarks(options, int(options.run(options)))
    except _WRONG_INPUT as error:
        return _told(options, str(error), WRONG_USE)
    except _FAILURES as error:
        return _told(options, _reason(error), FAILED)
    except KeyboardInterrupt:
        return say(_("Stopped. Nothing was published."), FAILED)


def _told(options: argparse.Namespace, reason: str, code: int) -> int:
    """What went wrong, told on stderr, or in the way that the command has for it; its exit code."""
    tell = getattr(options, "tell", None)
    return int(tell(options, reason)) if tell else say(reason, code)


def _store(given: str | None) -> Path:
    return snapshot.default_store() if given is None else snapshot.store_named(given)


def _refuse_file(store: Path) -> None:
    if store.exists() and not store.is_dir():
        said = _("{store} is no folder; as a store it cannot be written to or read.")
        raise snapshot.StoreNotWritableError(said.format(store=store))


def _reason(error: Exception) -> str:
    """What failed, as a sentence: an error of the system that names no file is of the output."""
    if type(error) is OSError and error.strerror and not error.filename:
        return _("The result cannot be written: {reason}.").format(reason=error.strerror)
    return str(error)


def _refresh(store: Path) -> None:
    """Before every command: what the bucket has, where the store lies in one."""
    synced = snapshot.refresh(store)
    if synced and synced.error:
        say(_("{reason} Its local copy is used.").format(reason=synced.error), FAILED)
    for problem in synced.problems if synced else ():
        say(_("Passed over: {reason}").format(reason=problem), FAILED)


def _with_remarks(options: argparse.Namespace, code: int) -> int:
    """After every command: whether a clock was set wrong."""
    for remark in snapshot.clock_remarks(options.store):
        say(remark, code)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m upr_data",
        description=_("Recommendations of the Universal Periodic Review and what became of them."),
    )
    add_store(parser, None)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    groups = (importing, matrices, fetching, keeping, counting, recording, exporting, coding)
    for group in groups:
        group.add_commands(commands)
    return parser
