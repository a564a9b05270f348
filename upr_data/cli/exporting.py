"""`export` with its kinds: what people carry away, and forms for them to fill."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from upr_data.cli import taking
from upr_data.cli.output import ending_of, place, put
from upr_data.cli.parts import DONE, add_query, add_store, say, selection, show_file
from upr_data.figures.records import load
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import _
from upr_data.model import Table
from upr_data.templates.writing import assessments_csv, assessments_template, register_template

_FORMS: Final = ("xlsx", "csv")
_REGISTERS: Final = {
    "mid-term-reports": Table.MID_TERM_REPORTS,
    "mechanisms": Table.MECHANISMS,
    "action-plans": Table.ACTION_PLANS,
}


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`export` with its kinds of file."""
    export = commands.add_parser(
        "export", help=_("write files: slides, briefs, data, forms to fill")
    )
    add_store(export, argparse.SUPPRESS)
    kinds = export.add_subparsers(required=True, metavar="KIND")
    taking.add_kinds(kinds)
    taking.add_claim(commands)

    text = _("a template for assessments of the recommendations of a selection")
    command = _add_kind(kinds, "assessments-template", text, _assessments)
    add_query(command)
    command.add_argument("--format", choices=_FORMS, help=_("else by the output's name"))
    _add_output(command)

    text = _("the header of a register to fill, as CSV")
    command = _add_kind(kinds, "register-template", text, _register)
    command.add_argument(
        "register", choices=tuple(_REGISTERS), metavar="REGISTER", help=", ".join(_REGISTERS)
    )
    _add_output(command)


def _add_kind(
    kinds: Any,  # noqa: ANN401 - argparse does not name this type
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """A kind of file; the store may be said before its name or after it."""
    kind: argparse.ArgumentParser = kinds.add_parser(name, help=text, description=text)
    add_store(kind, argparse.SUPPRESS)
    kind.set_defaults(run=run)
    return kind


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=_("file to write; by default stdout")
    )


def _assessments(options: argparse.Namespace) -> int:
    form = options.format or _named(options.output, "assessments-template", _FORMS) or _FORMS[0]
    filters, chosen = selection(options)
    if form == "xlsx":
        _refuse_terminal(options)
        return _write(assessments_template(load(chosen), filters), options.output)
    return _write(assessments_csv(load(chosen), filters).encode(), options.output)


def _register(options: argparse.Namespace) -> int:
    _named(options.output, "register-template", ("csv",))
    return _write(register_template(_REGISTERS[options.register]).encode(), options.output)


def _named(output: Path | None, kind: str, known: Sequence[str]) -> str:
    """The format that the output's name says, of those there are; the output can be written."""
    if output is None:
        return ""
    place(output)
    return ending_of(output, kind, known)


def _refuse_terminal(options: argparse.Namespace) -> None:
    if options.output is None and sys.stdout.isatty():
        raise BadInputError(
            _("A workbook cannot be shown here; say -o FILE.xlsx, or --format csv.")
        )


def _write(data: bytes, output: Path | None) -> int:
    if output is None:
        show_file(data)
        return DONE
    put(output, data)
    return say(_("Wrote {file}.").format(file=output), DONE)
