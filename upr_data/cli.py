"""The command line: `python -m upr_data …`. Results on stdout, messages on stderr.

Exit codes: 0 done, 1 failed, 2 wrong use or bad input.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from upr_data import build, metrics, snapshot, terminal
from upr_data.export.delimited import to_csv
from upr_data.filters import Parsed, parse
from upr_data.i18n import _
from upr_data.model import Dimension
from upr_data.records import load
from upr_data.sources.base import BadInputError, Progress
from upr_data.wording import problem_sentences

DONE, FAILED, WRONG_USE = 0, 1, 2
_WRONG_INPUT: Final = (BadInputError, snapshot.NoSnapshotError)
_FAILURES: Final = (snapshot.StoreNotWritableError, snapshot.DamagedSnapshotError, OSError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except _WRONG_INPUT as error:
        return _say(str(error), WRONG_USE)
    except _FAILURES as error:
        return _say(str(error), FAILED)
    except KeyboardInterrupt:
        return _say(_("Stopped. Nothing was published."), FAILED)


def _import(options: argparse.Namespace) -> int:
    with _progress_bar(_("Reading")) as progress:
        built = build.import_files(options.files, options.name, options.store, progress)
    summary = build.summary(built)
    print(_json(summary) if options.json else terminal.import_report(summary))  # noqa: T201
    return DONE


def _demo(options: argparse.Namespace) -> int:
    manifest = build.ensure_demonstration(options.store)
    print(_json({"snapshot": manifest.id}) if options.json else manifest.id)  # noqa: T201
    return DONE


def _list(options: argparse.Namespace) -> int:
    listed = snapshot.list_snapshots(options.store)
    rows = [
        {
            "id": one.path.name,
            "name": one.manifest.name if one.manifest else None,
            "kind": one.manifest.kind.value if one.manifest else None,
            "created": one.manifest.created if one.manifest else None,
            "n_rows": one.manifest.n_rows if one.manifest else None,
            "valid": one.is_valid,
        }
        for one in listed
    ]
    print(_json(rows) if options.json else terminal.snapshot_list(rows))  # noqa: T201
    return DONE


def _verify(options: argparse.Namespace) -> int:
    listed = snapshot.matching(options.store, options.snapshot)
    problems = [problem for one in listed for problem in one.problems]
    results = [{"id": one.path.name, "problems": list(one.problems)} for one in listed]
    print(_json(results) if options.json else terminal.verification(results))  # noqa: T201
    return FAILED if problems else DONE


def _remove(options: argparse.Namespace) -> int:
    removed = snapshot.remove(options.store, options.snapshot)
    return _say(_("Removed {snapshot}.").format(snapshot=removed), DONE)


def _figures(options: argparse.Namespace) -> int:
    parsed = _checked(parse(options.query))
    chosen = snapshot.choose(options.store, options.snapshot or parsed.filters.snapshot or None)
    for damaged in chosen.passed_over:
        _say(_("Passed over: {reason}").format(reason=damaged), DONE)
    table = metrics.figures(load(chosen.snapshot), parsed.filters, options.by)
    match options.format:
        case "json":
            print(_json(metrics.as_records(table)))  # noqa: T201
        case "csv":
            print(to_csv(table), end="")  # noqa: T201
        case _:
            print(terminal.figures(table, parsed.filters, chosen.snapshot))  # noqa: T201
    return DONE


def _checked(parsed: Parsed) -> Parsed:
    if parsed.problems:
        raise BadInputError(" ".join(problem_sentences(parsed.problems)))
    return parsed


def _dimensions(text: str) -> tuple[Dimension, ...]:
    try:
        dimensions = tuple(Dimension(word.strip()) for word in text.split(","))
    except ValueError as error:
        known = ", ".join(Dimension)
        message = _("{error}; choose from {known}").format(error=error, known=known)
        raise argparse.ArgumentTypeError(message) from error
    if len(dimensions) > 2 or len(set(dimensions)) < len(dimensions):  # noqa: PLR2004
        raise argparse.ArgumentTypeError(_("give one dimension, or two different ones"))
    if len(dimensions) > 1 and Dimension.NONE in dimensions:
        raise argparse.ArgumentTypeError(_("'none' cannot be combined with another dimension"))
    return dimensions


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m upr_data",
        description=_("Recommendations of the Universal Periodic Review and what became of them."),
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = _command(commands, "import", _("make a snapshot from export files"), _import)
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--name", required=True, help=_("name of the snapshot, such as upr-info"))
    _add_json(command)

    _add_json(_command(commands, "demo", _("make the demonstration snapshot"), _demo))
    _add_json(_command(commands, "list", _("list the snapshots, newest first"), _list))

    command = _command(commands, "verify", _("check files against their SHA-256"), _verify)
    command.add_argument("snapshot", nargs="?", help=_("id or name; all where none is given"))
    _add_json(command)

    command = _command(commands, "remove", _("remove a snapshot"), _remove)
    command.add_argument("snapshot", help=_("its id, or a name that only one has"))

    command = _command(commands, "figures", _("print the figures of a selection"), _figures)
    command.add_argument(
        "--by",
        type=_dimensions,
        default=(Dimension.NONE,),
        metavar="DIM[,DIM]",
        help=", ".join(Dimension),
    )
    command.add_argument(
        "query",
        nargs="?",
        default="",
        metavar="QUERY",
        help=_('a selection as in a link: "cycle=2&response=noted"'),
    )
    command.add_argument("--snapshot", help=_("id or name; wins over the query's"))
    command.add_argument("--format", choices=("table", "csv", "json"), default="table")
    return parser


def _command(
    commands: Any,  # noqa: ANN401 - argparse does not name this type
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.add_argument(
        "--store",
        type=Path,
        default=snapshot.default_store(),
        metavar="DIR",
        help=_("folder of the snapshots (or set UPR_STORE)"),
    )
    command.set_defaults(run=run)
    return command


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help=_("print the result as JSON only"))


class _progress_bar:  # noqa: N801 - used like a function
    """A bar on stderr that an importer moves; none where stderr is not a terminal."""

    def __init__(self, what: str) -> None:
        self._bar = tqdm(desc=what, unit=" records", disable=None, file=sys.stderr, leave=False)

    def __enter__(self) -> Progress:
        return self._move

    def __exit__(self, *_error: object) -> None:
        self._bar.close()

    def _move(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)


def _json(value: Any) -> str:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False, indent=2)


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)  # noqa: T201
    return code
