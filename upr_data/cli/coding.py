"""The command about the action category read from the text: `evaluate-coder`."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from upr_data.cli import terminal
from upr_data.cli.parts import DONE, add_command, add_json, progress_bar, show, show_json
from upr_data.ingest import sources
from upr_data.ingest.coding.evaluate import agreement, evaluate
from upr_data.ingest.coding.rules import code_texts
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import _
from upr_data.model import Col


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`evaluate-coder`."""
    text = _("measure how the coder agrees with the action categories that export files give")
    command = add_command(commands, "evaluate-coder", text, _evaluate)
    command.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=_("export files with codes")
    )
    command.add_argument(
        "--against",
        metavar="WORDS",
        help=_(
            "print the agreement as this program ships it, in JSON, dated today: rates alone, "
            "and these words on which texts were compared with"
        ),
    )
    add_json(command)


def _evaluate(options: argparse.Namespace) -> int:
    rows = _coded_by_the_source(options.files)
    coded = code_texts(rows[Col.TEXT], rows[Col.LANGUAGE])
    found = evaluate(rows[Col.ACTION_CATEGORY], coded["category"])
    if options.against:
        show_json(agreement(found, options.against, datetime.now(UTC).date()).to_json())
    elif options.json:
        show_json(found.to_json())
    else:
        show(terminal.evaluation(found))
    return DONE


def _coded_by_the_source(files: list[Path]) -> pl.DataFrame:
    """Rows of the files that have a text and an action category of the source's own."""
    with progress_bar(_("Reading")) as progress:
        readings = sources.read_files(files, progress)
    rows = pl.concat(reading.recommendations for reading in readings)
    coded = rows.drop_nulls([Col.TEXT, Col.ACTION_CATEGORY])
    if coded.is_empty():
        raise BadInputError(_("No row of these files has an action category to compare with."))
    return coded
