"""The command that fetches a publisher's database and makes a snapshot of it: `fetch`."""

import argparse
import sys
from typing import Any, Final

from tqdm import tqdm

from upr_data.cli import terminal
from upr_data.cli.importing import base_to_add_to
from upr_data.cli.parts import DONE, add_command, add_json, progress_bar, say, show, show_json
from upr_data.ingest import building
from upr_data.ingest.fetch.databases import Database, Way, fetch
from upr_data.ingest.fetch.treaties import fetch_treaties
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import N_, _, number

_WHAT: Final = {
    Database.UPR_INFO: (N_("UPR Info's database of today"), " records"),
    Database.UHRI: (N_("OHCHR's Universal Human Rights Index (UHRI), about 350 MB"), "B"),
}


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`fetch` with its databases."""
    text = _(
        "fetch a database and make a snapshot of it; after an interruption the same command goes on"
    )
    command = add_command(commands, "fetch", text, _fetch)
    what = "; ".join(f"{one}: {_(_WHAT[one][0])}" for one in Database)
    treaties = _("treaties: status pages of the Treaty Collection, added to a snapshot")
    choices = [*(one.value for one in Database), _TREATIES]
    command.add_argument(
        "database", choices=choices, metavar="DATABASE", help=f"{what}; {treaties}"
    )
    command.add_argument("--name", help=_("name of the snapshot; for treaties by default the same"))
    command.add_argument(
        "--from", dest="base", metavar="SNAPSHOT", help=_("for treaties: snapshot to add to")
    )
    command.add_argument(
        "--address", metavar="URL", help=_("another address of the database, such as a mirror")
    )
    command.add_argument(
        "--plain-http",
        action="store_true",
        help=_("allow an address without TLS, where anybody on the way can change what comes"),
    )
    add_json(command)


_TREATIES: Final = "treaties"


def _fetch(options: argparse.Namespace) -> int:
    if options.database == _TREATIES:
        return _fetch_treaties(options)
    if not options.name:
        raise BadInputError(_("A snapshot of a database needs a name: say --name NAME."))
    building.check_name(options.name)
    database = Database(options.database)
    with progress_bar(_("Fetching"), _WHAT[database][1]) as progress:
        way = Way(options.address, options.plain_http, _say_why)
        fetched = fetch(database, options.store, progress, way)
    with progress_bar(_("Reading"), "B") as progress:
        prepared = building.prepare(building.Inputs(files=(fetched.path,)), progress)
    built = building.publish_prepared(fetched.dated(prepared), options.name, options.store)
    fetched.discard()
    summary = building.summary(built)
    if options.json:
        show_json(summary | {"fetched_from": fetched.address})
        return DONE
    if fetched.address:
        show(_("Fetched from {address}").format(address=fetched.address))
    show(terminal.import_report(summary, building.examples(built)))
    return DONE


def _say_why(why: str, seconds: float) -> None:
    """What a fetch waits for, from the first wait on."""
    if seconds:
        why = _("{why} Trying again in {n} seconds.").format(why=why, n=number(round(seconds)))
    tqdm.write(why, file=sys.stderr)


def _fetch_treaties(options: argparse.Namespace) -> int:
    """Status pages that answer, as newer registers of a snapshot."""
    base = base_to_add_to(options)
    with progress_bar(_("Fetching"), " pages") as progress:
        way = Way(options.address, options.plain_http, _say_why)
        fetched = fetch_treaties(options.store, progress, way)
    for sentence in fetched.missing:
        say(sentence, DONE)
    inputs = building.Inputs(base=base, treaties=fetched.paths)
    with progress_bar(_("Reading")) as progress:
        prepared = building.prepare(inputs, progress)
    built = building.publish_prepared(prepared, options.name, options.store)
    fetched.discard()
    summary = building.summary(built) | building.summary_of_additions(built)
    if options.json:
        show_json(summary)
    else:
        show(terminal.import_report(summary, building.examples(built)))
    return DONE
