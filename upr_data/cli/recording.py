"""The command that counts the public record: `record`."""

import argparse
from typing import Any, Final

import polars as pl

from upr_data.cli.parts import DONE, add_command, add_query, selection, show, show_json
from upr_data.cli.terminal import aligned
from upr_data.export.delimited import to_csv
from upr_data.figures.record.counts import record_figures
from upr_data.figures.record.sentences import CAVEATS, coverage_line
from upr_data.figures.records import Records, load
from upr_data.language import N_, _, number
from upr_data.language.labels import label
from upr_data.model import RecordDimension, RecordFig, RecordUnit
from upr_data.selection.filters import Filters


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`record`."""
    text = _("print what a public register says of asks to join a treaty")
    command = add_command(commands, "record", text, _record)
    command.add_argument(
        "--by",
        choices=[one.value for one in RecordDimension],
        default=RecordDimension.NONE.value,
        metavar="DIM",
        help=", ".join(RecordDimension),
    )
    command.add_argument(
        "--unit",
        choices=[one.value for one in RecordUnit],
        default=RecordUnit.REVIEW.value,
        metavar="UNIT",
        help=_("review: State × review × treaty (by default); row: recommendation × treaty"),
    )
    add_query(command)
    command.add_argument("--format", choices=("table", "csv", "json"), default="table")


def _record(options: argparse.Namespace) -> int:
    filters, chosen = selection(options)
    records, unit = load(chosen), RecordUnit(options.unit)
    table = record_figures(records, filters, RecordDimension(options.by), unit)
    match options.format:
        case "json":
            show_json(table.to_dicts())
        case "csv":
            show(to_csv(table).removesuffix("\n"))
        case _:
            show(_text(table, records, filters, unit))
    return DONE


def _text(table: pl.DataFrame, records: Records, filters: Filters, unit: RecordUnit) -> str:
    """The figures with what they are of, and what is always said beside them."""
    head = _("{selection}. Counted: {unit}. Snapshot: {id}").format(
        selection=filters.sentence(), unit=label(unit), id=records.manifest.id
    )
    columns = ["", _("asks"), _("already party"), _("open"), *map(_, _JOINED.values())]
    lines = [
        [
            row[RecordFig.LABEL],
            number(row[RecordFig.N_ASKS]),
            number(row[RecordFig.N_ALREADY]),
            number(row[RecordFig.N_OPEN]),
            *(number(row[column]) for column in _JOINED),
        ]
        for row in table.to_dicts()
    ]
    said = " ".join(_(one) for one in CAVEATS)
    return "\n".join([head, "", aligned(columns, lines), "", coverage_line(records, filters), said])


_JOINED: Final = {
    RecordFig.N_JOINED_MID_TERM: N_("joined by mid-term"),
    RecordFig.N_JOINED_NEXT_REVIEW: N_("joined by the next review"),
    RecordFig.N_JOINED_TO_DATE: N_("joined to date"),
}
