"""Commands that keep the store: `list`, `verify`, `compare`, `health` and `remove`."""

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from upr_data import snapshot
from upr_data.cli import terminal
from upr_data.cli.parts import DONE, FAILED, add_command, add_json, say, show, show_json
from upr_data.language import _, number
from upr_data.operating import Health, State, health, servers
from upr_data.snapshot.register_changes import register_summary


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`list`, `verify`, `compare`, `health` and `remove`."""
    add_json(add_command(commands, "list", _("list the snapshots, newest first"), _list))

    command = add_command(commands, "verify", _("check files against their SHA-256"), _verify)
    command.add_argument("snapshot", nargs="?", help=_("id or name; all where none is given"))
    add_json(command)

    text = _("what changed from one snapshot to another: added, gone, recoded")
    command = add_command(commands, "compare", text, _compare)
    command.add_argument("first", metavar="A", help=_("id or name of the older snapshot"))
    command.add_argument("second", metavar="B", help=_("id or name of the newer snapshot"))
    command.add_argument(
        "--rows", action="store_true", help=_("with --json: every row that changed, too")
    )
    add_json(command)

    text = _("how the app is: edition and age, integrity, sessions, memory, last errors")
    command = add_command(commands, "health", text, _health)
    command.add_argument(
        "--server", metavar="URL", action="append", default=[], type=_address,
        help=_("a server to ask for its sessions and memory: http://127.0.0.1:8501 (repeatable)"),
    )  # fmt: skip
    command.set_defaults(tell=_no_health)
    add_json(command)

    command = add_command(commands, "remove", _("remove a snapshot"), _remove)
    command.add_argument("snapshot", help=_("its id, or a name that only one has"))


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
    if options.json:
        show_json(rows)
    else:
        show(terminal.snapshot_list(rows, {one.path.name for one in listed if not one.has_papers}))
    return DONE


def _verify(options: argparse.Namespace) -> int:
    listed = snapshot.matching(options.store, options.snapshot)
    results = [{"id": one.path.name, "problems": list(one.problems)} for one in listed]
    if options.json:
        show_json(results)
    else:
        show(terminal.verification(results))
    return FAILED if any(one.problems for one in listed) else DONE


def _compare(options: argparse.Namespace) -> int:
    first, second = (
        snapshot.choose(options.store, wanted).snapshot
        for wanted in (options.first, options.second)
    )
    found = snapshot.compare(first, second)
    register = register_summary(first, second)
    if options.json:
        rows = {"rows": found.changes.to_dicts()} if options.rows else {}
        show_json(found.to_dict() | {"register": register} | rows)
    else:
        show(terminal.comparison(found))
        moved = _("register: {added} facts added, {gone} gone")
        added, gone = number(register["facts_added"]), number(register["facts_gone"])
        show(moved.format(added=added, gone=gone))
    return DONE


def _health(options: argparse.Namespace) -> int:
    found = health(options.store, servers=[servers.ask(one) for one in options.server])
    return _show_health(options, found)


def _no_health(options: argparse.Namespace, reason: str) -> int:
    """How the app is where its store cannot be used at all: as over none, for this reason."""
    store = os.environ.get("UPR_STORE", "") if options.store is None else str(options.store)
    found = replace(health(Path(os.devnull)), store=store, problems=(reason,))
    return _show_health(options, found)


def _show_health(options: argparse.Namespace, found: Health) -> int:
    if options.json:
        show_json(found.to_dict())
    else:
        show(terminal.health(found))
    return FAILED if found.state is State.FAILED else DONE


def _address(text: str) -> str:
    """The address of a server, for argparse."""
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(_("say http:// or https:// and a server"))
    return text


def _remove(options: argparse.Namespace) -> int:
    removed = snapshot.remove(options.store, options.snapshot)
    return say(_("Removed {snapshot}.").format(snapshot=removed), DONE)
