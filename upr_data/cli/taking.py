"""What people carry away: `export slides|brief|workbook|data|chart|story|citation|…`.

One file, or with `--each` a folder of them: names are known before files are made, so that a run
that was stopped goes on where it ended.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from upr_data.cli.output import ending_of, place, put
from upr_data.cli.parts import (
    DONE,
    add_query,
    add_store,
    progress_bar,
    say,
    selection,
    show,
    show_file,
)
from upr_data.export.claims import check
from upr_data.export.contents.stories import OF_THEIR_OWN
from upr_data.export.feed import feed
from upr_data.export.imprint import imprint
from upr_data.export.order import FORMATS, Order, OrderError, fulfil, name_of
from upr_data.export.order import selection as selection_of
from upr_data.figures import metrics
from upr_data.figures.records import Records, load
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import LANGUAGES, N_, _, number
from upr_data.model import (
    ON_THE_COMMAND_LINE,
    CitationStyle,
    Dimension,
    ExportKind,
    Fig,
    FileFormat,
    Role,
    StoryKind,
)
from upr_data.selection.filters import Filters
from upr_data.snapshot import choose, compare

_HELP: Final = {
    ExportKind.SLIDES: N_("slides with charts that can be changed, notes filled (pptx, pdf)"),
    ExportKind.BRIEF: N_("two to four pages about a State or a selection (docx, pdf)"),
    ExportKind.WORKBOOK: N_("figures, rows, method and provenance (xlsx)"),
    ExportKind.DATA: N_("CSV, Parquet and JSON with metadata (zip)"),
    ExportKind.CHART: N_("how States responded, as an image (png, svg, pdf)"),
    ExportKind.STORY: N_("slides with live charts in one file that needs no network (html)"),
    ExportKind.CITATION: N_("a citation with data edition and access date"),
    ExportKind.FOLLOW_UP: N_("what a State asked and what became of it (xlsx, docx, pdf)"),
    ExportKind.DATES: N_("reviews and mid-terms to come (ics)"),
}
_FIELDS: Final = {
    Dimension.CYCLE: "cycles",
    Dimension.SESSION: "sessions",
    Dimension.STATE_UNDER_REVIEW: "states_under_review",
    Dimension.RECOMMENDING_STATE: "recommending_states",
    Dimension.SUR_GROUP: "sur_groups",
    Dimension.RS_GROUP: "rs_groups",
    Dimension.ISSUE: "issues",
    Dimension.ACTION_CATEGORY: "categories",
}
"""By what `--each` can go, and the field of the selection it narrows."""

_ROLES: Final = {
    Dimension.STATE_UNDER_REVIEW: Role.REVIEWED,
    Dimension.RECOMMENDING_STATE: Role.RECOMMENDING,
}
_ABOUT_STATES: Final = (
    ExportKind.SLIDES,
    ExportKind.BRIEF,
    ExportKind.STORY,
    ExportKind.FOLLOW_UP,
)


def add_kinds(kinds: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """The kinds of `export`."""
    for kind in ExportKind:
        text = _(_HELP[kind])
        command = kinds.add_parser(kind.value, help=text, description=text)
        add_store(command, argparse.SUPPRESS)
        add_query(command)
        _add_options(command, kind)
        command.set_defaults(run=_take, kind=kind)
    text = _("what changed between two snapshots, as an Atom feed (xml)")
    command = kinds.add_parser("changes", help=text, description=text)
    add_store(command, argparse.SUPPRESS)
    command.add_argument("first", metavar="FIRST", help=_("id or name of the older snapshot"))
    command.add_argument("second", metavar="SECOND", help=_("id or name of the newer snapshot"))
    command.add_argument("--site", default="", metavar="URL", help=_("address links begin with"))
    _add_output(command)
    command.set_defaults(run=_changes)


def add_claim(commands: Any) -> None:  # noqa: ANN401 - argparse does not name this type
    """`claim`: a sentence held against the published figures."""
    text = _("hold a sentence with a number against the published figures")
    command = commands.add_parser("claim", help=text, description=text)
    add_store(command, argparse.SUPPRESS)
    command.add_argument("sentence", metavar="SENTENCE")
    command.add_argument("--snapshot", help=_("id or name of the data to set beside it"))
    command.set_defaults(run=_claim)


def _add_options(command: argparse.ArgumentParser, kind: ExportKind) -> None:
    if kind in _ABOUT_STATES or kind is ExportKind.DATES:
        command.add_argument("--of", default="", metavar="CODE", help=_("code of a State: KEN"))
    if kind in {ExportKind.SLIDES, ExportKind.BRIEF, ExportKind.STORY}:
        command.add_argument("--role", type=Role, choices=tuple(Role), help=_("its role"))
    if kind in {ExportKind.SLIDES, ExportKind.STORY}:
        command.add_argument(
            "--story", type=StoryKind, choices=OF_THEIR_OWN, metavar="STORY",
            help=_("what it tells: {stories}").format(stories=", ".join(OF_THEIR_OWN)),
        )  # fmt: skip
    if kind in {ExportKind.WORKBOOK, ExportKind.DATA, ExportKind.CHART}:
        command.add_argument(
            "--by",
            type=Dimension,
            choices=ON_THE_COMMAND_LINE,
            metavar="DIM",
            help=", ".join(ON_THE_COMMAND_LINE),
        )
    if kind is ExportKind.CITATION:
        command.add_argument(
            "--style", type=CitationStyle, choices=tuple(CitationStyle), default=CitationStyle.APA
        )
    command.add_argument(
        "--format", type=FileFormat, choices=FORMATS[kind], help=_("else by the output's name")
    )
    command.add_argument("--lang", choices=LANGUAGES, help=_("language; wins over the query's"))
    command.add_argument("--site", default="", metavar="URL", help=_("address links begin with"))
    command.add_argument(
        "--each",
        type=Dimension,
        choices=tuple(_FIELDS),
        metavar="DIM",
        help=_("a file for each, into the folder of -o: {dims}").format(dims=", ".join(_FIELDS)),
    )
    _add_output(command)


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-o", "--output", type=Path, metavar="PATH",
        help=_("file to write, or a folder; by default stdout"),
    )  # fmt: skip


def _take(options: argparse.Namespace) -> int:
    filters, chosen = selection(options)
    if options.lang:
        filters = replace(filters, lang=options.lang)
    records = load(chosen)
    order = _order(options, replace(filters, snapshot=""))
    try:
        if options.each:
            return _take_each(options, order, records)
        return _write(order, records, options.output)
    except OrderError as error:
        raise BadInputError(str(error)) from error


def _order(options: argparse.Namespace, filters: Filters) -> Order:
    by = getattr(options, "by", None)
    return Order(
        kind=options.kind,
        query=filters.to_link(),
        format=options.format or _format_of(options),
        of=getattr(options, "of", "").upper(),
        role=getattr(options, "role", None),
        by=(by,) if by else (),
        style=getattr(options, "style", CitationStyle.APA),
        site=options.site,
        accessed=datetime.now(UTC).date().isoformat(),
        story=getattr(options, "story", None),
    )


def _format_of(options: argparse.Namespace) -> FileFormat | None:
    """The format that the output's name ends in, where that is one of the kind's."""
    if options.output is None or options.each:
        return None
    ending = ending_of(options.output, options.kind, FORMATS[options.kind])
    return FileFormat(ending) if ending else None


def _write(order: Order, records: Records, output: Path | None) -> int:
    is_text = order.kind is ExportKind.CITATION
    if output is None and not is_text and sys.stdout.isatty():
        raise BadInputError(_("This file cannot be shown here; say -o FILE."))
    if output is None:
        show_file(fulfil(order, records).data)
        return DONE
    path = output / name_of(order, records) if output.is_dir() else output
    place(path)  # what cannot be written is said before it is made
    put(path, fulfil(order, records).data)
    return say(_("Wrote {file}.").format(file=path), DONE)


def _take_each(options: argparse.Namespace, order: Order, records: Records) -> int:
    """A file for each key; those that are there already are left as they are."""
    folder = options.output
    if folder is None or (folder.exists() and not folder.is_dir()):
        raise BadInputError(_("Say a folder for the files: -o FOLDER."))
    folder.mkdir(parents=True, exist_ok=True)
    orders = list(_orders(order, options.each, records))
    n_written = 0
    with progress_bar(_("Writing"), unit=" files") as progress:
        for n, one in enumerate(orders, start=1):
            path = folder / name_of(one, records)
            if not (path.is_file() and path.stat().st_size):
                put(path, fulfil(one, records).data)
                n_written += 1
            progress(n, len(orders))
    said = _("Wrote {n} files into {folder}; {m} were there already.")
    return say(
        said.format(n=number(n_written), folder=folder, m=number(len(orders) - n_written)), DONE
    )


def _orders(order: Order, each: Dimension, records: Records) -> Iterator[Order]:
    filters = selection_of(order)
    keys = metrics.figures(records, filters, (each,))[Fig.KEY].drop_nulls().to_list()
    for key in keys:
        if order.kind in _ABOUT_STATES and each in _ROLES:
            role = order.role or (_ROLES[each] if order.kind is not ExportKind.FOLLOW_UP else None)
            yield replace(order, of=key, role=role)
        else:
            narrowed: dict[str, Any] = {_FIELDS[each]: (key,)}
            yield replace(order, query=replace(filters, **narrowed).to_link())


def _changes(options: argparse.Namespace) -> int:
    if options.output is not None:
        place(options.output)
    first = choose(options.store, options.first).snapshot
    second = load(choose(options.store, options.second).snapshot)
    mark = imprint(second, Filters()).mark
    found = compare(first, second.snapshot)
    data = feed(found, second.manifest, second.state_names, options.site, mark)
    if options.output is None:
        show_file(data)
        return DONE
    put(options.output, data)
    return say(_("Wrote {file}.").format(file=options.output), DONE)


def _claim(options: argparse.Namespace) -> int:
    chosen = choose(options.store, options.snapshot)
    for line in check(options.sentence, load(chosen.snapshot)).lines():
        show(line)
    return DONE
