"""Tables of statuses in the terminal: the options of `import --matrix`, and `read-matrix`."""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from upr_data.cli.parts import DONE, add_command, add_json, show, show_json
from upr_data.cli.terminal import aligned
from upr_data.ingest import building
from upr_data.ingest.building import Prepared
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.matrices.opening import open_book
from upr_data.ingest.sources.matrices.proposing import propose
from upr_data.ingest.sources.matrices.reading import not_read, other_tables, words_row
from upr_data.ingest.sources.matrices.settling import Answers
from upr_data.language import N_, _, number
from upr_data.model import AssessorType, Milestone

_TABLE = N_("the sheet or table that is read, where the file has several")
_MOST_WORDS = 40
"""Words of a plan that the terminal lists; all are in `--json`."""


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`read-matrix`."""
    text = _("show how a table of statuses would be read: its plan, and what has to be answered")
    command = add_command(commands, "read-matrix", text, _read_matrix)
    command.add_argument("file", type=Path, metavar="FILE", help=_("a table: xlsx, xls, csv, docx"))
    command.add_argument("--table", default="", metavar="NAME", help=_(_TABLE))
    add_json(command)


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of `import` that are for a table of statuses."""
    group = command.add_argument_group(_("a table of statuses, of any make"))
    group.add_argument(
        "--matrix", type=Path, metavar="FILE", help=_("the table: xlsx, xls, csv, docx")
    )
    group.add_argument(
        "--plan", type=Path, metavar="PLAN.json", help=_("how to read it, as read-matrix prints it")
    )
    group.add_argument("--table", default="", metavar="NAME", help=_(_TABLE))
    group.add_argument("--review", metavar="SVN:2", help=_("whose review, and of which cycle"))
    group.add_argument("--assessor", metavar="NAME", help=_("whose words it holds"))
    group.add_argument("--assessor-type", choices=[one.value for one in AssessorType])
    group.add_argument("--milestone", choices=[one.value for one in Milestone])
    group.add_argument(
        "--evidence-until", metavar="DATE", help=_("the day up to which its evidence reaches")
    )
    group.add_argument(
        "--level-column",
        action="append",
        default=[],
        metavar="HEADING",
        help=_("the column of levels, where several could be; may be repeated"),
    )
    group.add_argument(
        "--accept-proposed",
        action="store_true",
        help=_("take matches that are only likely, and colours without words"),
    )
    group.add_argument(
        "--dry-run", action="store_true", help=_("say what would be imported, publish nothing")
    )


def answers(options: argparse.Namespace) -> Answers | None:
    """What the options say of a matrix; None where none is given.

    Raises `BadInputError` for options of a matrix without one.
    """
    if options.matrix is None:
        given = (
            options.plan, options.table, options.review, options.assessor, options.assessor_type,
            options.milestone, options.evidence_until, options.level_column,
            options.accept_proposed, options.dry_run,
        )  # fmt: skip
        if any(given):
            raise BadInputError(_("These options are for a table of statuses: say --matrix FILE."))
        return None
    return Answers(
        path=options.matrix,
        plan=_plan(options.plan) if options.plan else None,
        table=options.table,
        review=options.review,
        assessor=options.assessor,
        assessor_type=AssessorType(options.assessor_type) if options.assessor_type else None,
        milestone=Milestone(options.milestone) if options.milestone else None,
        evidence_until=options.evidence_until,
        level_columns=tuple(options.level_column),
        accepts_proposed=options.accept_proposed,
    )


def _plan(path: Path) -> Mapping[str, Any]:
    """The plan in a file: as `read-matrix --json` prints it, or an import's whole answer."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        message = _("{file} is no plan: take one that read-matrix --json prints.")
        raise BadInputError(message.format(file=path)) from error
    if isinstance(given, dict) and isinstance(given.get("plan"), dict):
        given = given["plan"]
    if not isinstance(given, dict):
        message = _("{file} is no plan: take one that read-matrix --json prints.")
        raise BadInputError(message.format(file=path))
    return given


def show_dry_run(prepared: Prepared, *, as_json: bool) -> int:
    """What an import of a matrix would do."""
    summary = building.summary_of_dry_run(prepared) | building.summary_of_matrix(prepared)
    if as_json:
        show_json(summary)
    else:
        show(_("Nothing is published: this is a dry run."))
        show(shown(summary))
    return DONE


def shown(summary: Mapping[str, Any]) -> str:
    """How a matrix was read and matched, as text."""
    by = ", ".join(f"{name} {number(n)}" for name, n in summary["matched_by"].items() if n)
    levels = ", ".join(f"{name} {number(n)}" for name, n in summary["levels"].items())
    return "\n".join(
        [
            *_whose(summary["plan"]),
            _(
                "Rows: {read} read, {matched} matched ({by}), {proposed} proposed, "
                "{aside} set aside."
            ).format(
                read=number(summary["n_read"]),
                matched=number(summary["n_matched"]),
                by=by or _("none"),
                proposed=number(summary["n_proposed"]),
                aside=number(summary["n_set_aside"]),
            ),
            _("Words: {levels}.").format(levels=levels),
            _words(summary["words"]),
        ]
    )


def _whose(plan: Mapping[str, Any]) -> Iterator[str]:
    """By which plan a table was read: whose words it holds, and of which review."""
    if before := dict(plan["why"]).get("plan"):
        yield _("It is read as {file} was read before.").format(file=before)
    columns = plan["levels"] or [{"assessor": None, "assessor_type": None}]
    named = [
        one["assessor"] or plan["assessor"] or one["assessor_type"] or plan["assessor_type"]
        for one in columns
    ]
    yield _("Whose words: {assessor}; of the review {review}.").format(
        assessor=", ".join(dict.fromkeys(name or _("as each row says") for name in named)),
        review=plan["review"] or _("that each row names"),
    )


def _words(words: list[Mapping[str, Any]]) -> str:
    columns = [_("word"), _("times"), _("level"), _("nuance"), _("why")]
    rows = [
        [
            " ".join(str(one["word"]).split())[:60],
            number(one["n"]),
            one["level"] or _("no comment"),
            one["nuance"] or "",
            one["why"],
        ]
        for one in words[:_MOST_WORDS]
    ]
    return aligned(columns, rows)


def _read_matrix(options: argparse.Namespace) -> int:
    book = open_book(options.file)
    plan = propose(book, options.table)
    if options.json:
        show_json(plan.to_dict())
        return DONE
    columns = [
        *([one.heading, one.role.value, one.why] for one in plan.columns),
        *([one.heading, "level", one.why] for one in plan.levels),
    ]
    show(_("{file}: {table}").format(file=plan.file, table=plan.table))
    if others := other_tables(book, plan):
        show(not_read(others))
    show(aligned([_("column"), _("read as"), _("why")], columns))
    show(_words([words_row(word) for word in plan.words]))
    for name, why in plan.why:
        show(_("{what}: {value}, from {why}").format(what=name, value=getattr(plan, name), why=why))
    for question in plan.questions:
        show(_("{asks} Say {option}.").format(asks=question.asks, option=question.option))
    return DONE
