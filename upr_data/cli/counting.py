"""The command that counts: `figures`."""

import argparse
from typing import Any

from upr_data.cli import terminal
from upr_data.cli.parts import DONE, add_command, add_query, selection, show, show_json
from upr_data.export.delimited import to_csv
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
    command.add_argument("--format", choices=("table", "csv", "json"), default="table")


def _figures(options: argparse.Namespace) -> int:
    filters, chosen = selection(options)
    table = metrics.figures(load(chosen), filters, options.by)
    match options.format:
        case "json":
            show_json(metrics.as_records(table))
        case "csv":
            show(to_csv(table).removesuffix("\n"))
        case _:
            show(terminal.figures(table, filters, chosen))
    return DONE


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
