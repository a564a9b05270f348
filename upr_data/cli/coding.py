"""Commands about the action category read from the text: `evaluate-coder` and `train-coder`."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from upr_data.cli import terminal
from upr_data.cli.parts import DONE, add_command, add_json, progress_bar, show, show_json
from upr_data.ingest import sources
from upr_data.ingest.coding.coders import BY_RULES, Coder, Trained, model_file
from upr_data.ingest.coding.evaluate import evaluate
from upr_data.ingest.coding.model import save
from upr_data.ingest.coding.training import train_and_measure
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import _
from upr_data.model import Col


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`evaluate-coder` and `train-coder`."""
    text = _("measure how the coder agrees with the action categories that export files give")
    command = add_command(commands, "evaluate-coder", text, _evaluate)
    _add_files(command)
    command.add_argument(
        "--model", action="store_true", help=_("measure the trained coder instead of the rules")
    )
    add_json(command)

    text = _("train a coder on the action categories that export files give; needs scikit-learn")
    command = add_command(commands, "train-coder", text, _train)
    _add_files(command)
    add_json(command)


def _add_files(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=_("export files with codes")
    )


def _evaluate(options: argparse.Namespace) -> int:
    coder: Coder = Trained.of(options.store) if options.model else BY_RULES
    rows = _coded_by_the_source(options.files)
    coded = coder.code(rows[Col.TEXT], rows[Col.LANGUAGE])
    found = evaluate(rows[Col.ACTION_CATEGORY], coded["category"])
    if options.json:
        show_json(found.to_json())
    else:
        show(terminal.evaluation(found))
    return DONE


def _train(options: argparse.Namespace) -> int:
    rows = _coded_by_the_source(options.files)
    review = pl.format("{} {}", pl.col(Col.STATE_UNDER_REVIEW), Col.SESSION)
    model, measured = train_and_measure(
        rows[Col.TEXT],
        rows[Col.ACTION_CATEGORY],
        rows.select(review).to_series(),
        datetime.now(UTC).date(),
    )
    file = model_file(options.store)
    save(model, file)
    if options.json:
        show_json({"file": str(file), "n_texts": model.n_texts, "evaluation": measured.to_json()})
    else:
        show(terminal.training(str(file), model.n_texts, measured))
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
