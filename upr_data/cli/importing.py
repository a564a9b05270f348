"""Commands that make snapshots: `import` and `demo`."""

import argparse
from pathlib import Path
from typing import Any

from upr_data import snapshot
from upr_data.cli import matrices, terminal
from upr_data.cli.parts import DONE, add_command, add_json, progress_bar, say, show, show_json
from upr_data.ingest import building
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import _
from upr_data.snapshot import Snapshot


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`import` and `demo`."""
    text = _("make a snapshot from export files, or from a snapshot with assessments or registers")
    command = add_command(commands, "import", text, _import)
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help=_("export files"))
    command.add_argument(
        "--assessments",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help=_("filled templates of assessments"),
    )
    command.add_argument(
        "--registers",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help=_("filled registers: mid-term reports, mechanisms, action plans"),
    )
    matrices.add_options(command)
    command.add_argument(
        "--register",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help=_(
            "newer registers of treaties: status pages of the Treaty Collection (HTML, XML), or "
            "OHCHR's ratification tables"
        ),
    )
    command.add_argument(
        "--from",
        dest="base",
        metavar="SNAPSHOT",
        help=_("snapshot to add to, where no export files are given; by default the newest"),
    )
    command.add_argument(
        "--name", help=_("name of the snapshot, such as upr-info; by default that of --from")
    )
    command.add_argument(
        "--coder",
        choices=("rules", "none"),
        help=_(
            "who codes what export files leave without an action category: the rules (by default), "
            "or none"
        ),
    )
    add_json(command)

    add_json(add_command(commands, "demo", _("make the demonstration snapshot"), _demo))


def _import(options: argparse.Namespace) -> int:
    if options.name:
        building.check_name(options.name)
    elif options.files:
        raise BadInputError(_("A snapshot of export files needs a name: say --name NAME."))
    if options.coder and not options.files:
        raise BadInputError(_("--coder is for export files: a snapshot keeps its categories."))
    inputs = building.Inputs(
        files=tuple(options.files),
        base=_base(options),
        assessments=tuple(options.assessments),
        registers=tuple(options.registers),
        matrix=matrices.answers(options),
        treaties=tuple(options.register),
        coded_by_rules=options.coder != "none",
    )
    with progress_bar(_("Reading")) as progress:
        prepared = building.prepare(inputs, progress)
    if inputs.matrix and options.dry_run:
        return matrices.show_dry_run(prepared, as_json=options.json)
    built = building.publish_prepared(prepared, options.name, options.store)
    summary = building.summary(built)
    if inputs.assessments or inputs.registers or inputs.matrix or inputs.treaties:
        summary |= building.summary_of_additions(built)
    if inputs.matrix:
        summary |= building.summary_of_matrix(built)
    if options.json:
        show_json(summary)
    else:
        show(terminal.import_report(summary, building.examples(built)))
        if inputs.matrix:
            show(matrices.shown(summary))
    return DONE


def _base(options: argparse.Namespace) -> Snapshot | None:
    """The snapshot to add to; None where a snapshot is made of export files alone."""
    has_additions = options.assessments or options.registers or options.matrix or options.register
    if options.base is None and (options.files or not has_additions):
        return None
    return base_to_add_to(options)


def base_to_add_to(options: argparse.Namespace) -> Snapshot:
    """The snapshot that `--from` names; without it the newest real one, which is told.

    Never the demonstration, unless it is named.
    """
    chosen = snapshot.choose(options.store, options.base).snapshot
    if options.base is None:
        if chosen.manifest.is_demonstration:
            raise BadInputError(
                _("The store has nothing but the demonstration; import an export, or say --from.")
            )
        say(_("Adding to {id}.").format(id=chosen.manifest.id), DONE)
    return chosen


def _demo(options: argparse.Namespace) -> int:
    manifest = building.ensure_demonstration(options.store)
    if options.json:
        show_json({"snapshot": manifest.id})
    else:
        show(manifest.id)
    return DONE
