"""The command that counts: `figures`."""

import argparse
import json
from pathlib import Path
from typing import Any

from upr_data.cli import terminal
from upr_data.cli.output import put
from upr_data.cli.parts import DONE, add_command, add_query, say, selection, show
from upr_data.export.delimited import to_csv
from upr_data.export.package import as_recorded
from upr_data.figures import metrics
from upr_data.figures.records import load
from upr_data.language import _
from upr_data.model import ON_THE_COMMAND_LINE, Dimension


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`figures`."""
    command = add_command(commands, "figures", _("print the figures of a selection"), _figures)
    command.add_argument(
        "--by",
        type=_dimensions,
        default=(Dimension.NONE,),
        metavar="DIM[,DIM]",
        help=", ".join(ON_THE_COMMAND_LINE),
    )
    add_query(command)
    command.add_argument(
        "--format",
        choices=("table", "csv", "json"),
        help=_("by default a table, or what the name of the file given with -o ends with"),
    )
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=_("file to write; by default stdout")
    )


def _figures(options: argparse.Namespace) -> int:
    filters, chosen = selection(options)
    records = load(chosen)
    table = metrics.figures(records, filters, options.by)
    match options.format or _format_of(options.output):
        case "json":
            text = json.dumps(metrics.as_records(table), ensure_ascii=False, indent=2)
        case "csv":
            text = to_csv(table).removesuffix("\n")
        case _:
            text = terminal.figures(as_recorded(table, records), filters, chosen)
    if options.output is None:
        show(text)
        return DONE
    put(options.output, f"{text}\n".encode())
    return say(_("Wrote {file}.").format(file=options.output), DONE)


def _format_of(output: Path | None) -> str:
    """The format that the ending of a file's name asks for; CSV where it asks for none."""
    if output is None:
        return "table"
    return {".json": "json", ".txt": "table"}.get(output.suffix.lower(), "csv")


def _dimensions(text: str) -> tuple[Dimension, ...]:
    try:
        dimensions = tuple(_dimension(word.strip()) for word in text.split(","))
    except ValueError as error:
        known = ", ".join(ON_THE_COMMAND_LINE)
        message = _("{error}; choose from {known}").format(error=error, known=known)
        raise argparse.ArgumentTypeError(message) from error
    if len(dimensions) > 2 or len(set(dimensions)) < len(dimensions):  # noqa: PLR2004
        raise argparse.ArgumentTypeError(_("give one dimension, or two different ones"))
    if len(dimensions) > 1 and Dimension.NONE in dimensions:
        raise argparse.ArgumentTypeError(_("'none' cannot be combined with another dimension"))
    return dimensions


def _dimension(word: str) -> Dimension:
    if word not in ON_THE_COMMAND_LINE:
        message = f"{word!r} is not a valid Dimension"
        raise ValueError(message)
    return Dimension(word)
