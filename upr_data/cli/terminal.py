"""Results as text for a terminal: columns that line up, rates with their denominators."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import polars as pl

from upr_data.domain.printing import one_line
from upr_data.ingest.coding.evaluate import CATEGORIES, UNCODED, Evaluation
from upr_data.language import _, number, percent
from upr_data.language.labels import category_label
from upr_data.language.rules import rule_label
from upr_data.model import Fig
from upr_data.operating import Health
from upr_data.operating.servers import Server
from upr_data.selection import counted
from upr_data.selection.filters import Filters
from upr_data.snapshot import Comparison, Snapshot

Row = Mapping[str, Any]


def figures(table: pl.DataFrame, filters: Filters, snapshot: Snapshot) -> str:
    """The figures of a selection, with what they are of and where they come from."""
    head = [
        _("{selection}. Counted: {unit}. Snapshot: {id}").format(
            selection=filters.sentence(), unit=counted.unit(filters), id=snapshot.manifest.id
        ),
        "",
    ]
    columns = [
        "",
        _(Fig.MADE),
        _("supported"),
        _("acceptance"),
        _(Fig.COVERAGE),
        _("triggered action"),
        _("bounds"),
    ]
    return "\n".join([*head, aligned(columns, [_figure(row) for row in table.to_dicts()])])


def _figure(row: Row) -> list[str]:
    """The cells of a line; what the source does not record is said once, in the first of them."""
    answered = [
        row["label"],
        number(row[Fig.MADE]),
        number(row[Fig.N_SUPPORTED]),
        _of(row[Fig.ACCEPTANCE_RATE], row[Fig.N_SUPPORTED], row[Fig.ACCEPTANCE_DENOMINATOR]),
    ]
    if row[Fig.N_COMMENTED] is None:
        return [*answered, _("not recorded by this source"), "", ""]
    return [
        *answered,
        _of(row[Fig.COVERAGE], row[Fig.N_COMMENTED], row[Fig.MADE]),
        _of(row[Fig.TRIGGERED_RATE], row[Fig.N_TRIGGERED], row[Fig.TRIGGERED_DENOMINATOR])
        + f" {row[Fig.TRIGGERED_OF]}",
        f"{percent(row[Fig.TRIGGERED_LOWER])} – {percent(row[Fig.TRIGGERED_UPPER])}",
    ]


def _of(rate: float | None, numerator: int, denominator: int) -> str:
    return _("{rate} ({n} of {of})").format(
        rate=percent(rate), n=number(numerator), of=number(denominator)
    )


def import_report(summary: Row, examples: Mapping[str, str]) -> str:
    """What an import read, kept, repaired, noticed and set aside; an example of each rule."""
    lines = [
        _("Snapshot {id}").format(id=summary["snapshot"]),
        _("Read {read}, kept {kept}, set aside {aside} records; {rows} rows.").format(
            read=number(summary["n_read"]),
            kept=number(summary["n_kept"]),
            aside=number(summary["n_set_aside"]),
            rows=number(summary["n_rows"]),
        ),
    ]
    lines += _counted(_("  repaired: {rule}: {n}"), summary["repairs"], examples)
    if "n_assessments" in summary:
        lines.append(
            _("Assessments in this snapshot: {n}.").format(n=number(summary["n_assessments"]))
        )
    lines += _counted(_("  noticed: {rule}: {n}"), summary["notices"], examples)
    lines += [
        _("  set aside: {place}: {reason}").format(
            place=_place(one), reason=one_line(one["reason"])
        )
        for one in summary["set_aside"]
    ]
    return "\n".join(lines)


def _counted(line: str, rules: Mapping[str, int], examples: Mapping[str, str]) -> list[str]:
    """A line for each rule in words, with its count and the first thing it found."""
    return [
        line.format(rule=rule_label(rule), n=number(n)) + _example(examples.get(rule, ""))
        for rule, n in rules.items()
    ]


def _example(detail: str) -> str:
    first = detail.partition("; ")[0]
    return _(" ({example})").format(example=one_line(first)) if first else ""


def _place(one: Row) -> str:
    """File and line; a record that no line names, or many at once, have the file alone."""
    if one["line"] is None:
        return one_line(str(one["file"]))
    return _("{file}, line {n}").format(file=one_line(str(one["file"])), n=one["line"])


def evaluation(found: Evaluation) -> str:
    """How the rules agree with codes given by hand: measures, by category, and what is confused."""
    measures = (
        (_("Accuracy"), "accuracy", found.accuracy),
        (_("Cohen's kappa"), "kappa", found.kappa),
        (_("Macro-F1"), "macro_f1", found.macro_f1),
    )
    lines = [
        _("{n} rows with a category of their own; {uncoded} left uncoded count as wrong.").format(
            n=number(found.n), uncoded=number(found.n_uncoded)
        ),
        "",
        *(
            _("{measure} {value} (95 % interval {lower} to {upper})").format(
                measure=name,
                value=f"{value:.3f}",
                lower=f"{found.intervals[key][0]:.3f}",
                upper=f"{found.intervals[key][1]:.3f}",
            )
            for name, key, value in measures
        ),
        "",
        aligned(
            [_("category"), _("precision"), _("recall"), "F1", _("rows")],
            [
                [
                    category_label(category),
                    *(f"{score[name]:.3f}" for name in ("precision", "recall", "f1")),
                    number(score["n"]),
                ]
                for category, score in found.per_category.items()
            ],
        ),
        "",
        _("Given (lines) and coded (columns):"),
        aligned(
            ["", *(str(category) for category in CATEGORIES), _("none")],
            [
                [str(given), *(number(row[coded]) for coded in (*CATEGORIES, UNCODED))]
                for given, row in found.confusion.items()
            ],
        ),
    ]
    return "\n".join(lines)


def snapshot_list(rows: Sequence[Row], without_papers: Collection[str]) -> str:
    """The snapshots of a store; of some ids there is a folder without papers only."""
    if not rows:
        return _("No snapshots. Make one with: python -m upr_data demo")
    columns = [_("snapshot"), _("kind"), _("created"), _("rows"), ""]
    return aligned(
        columns,
        [
            [
                row["id"],
                row["kind"] or "?",
                row["created"] or "?",
                number(row["n_rows"]) if row["n_rows"] is not None else "?",
                _integrity(row, without_papers),
            ]
            for row in rows
        ],
    )


def _integrity(row: Row, without_papers: Collection[str]) -> str:
    if row["valid"]:
        return ""
    return _("no papers") if row["id"] in without_papers else _("damaged")


def comparison(found: Comparison) -> str:
    """What changed from one snapshot to the other: counts of both, then rows by kind of change."""
    counts = [
        [name.removeprefix("n_").replace("_", " "), number(one), number(other)]
        for name, one, other in found.counts.iter_rows()
    ]
    changes = [
        [_("in both"), number(found.n_same)],
        [_("added"), number(found.n_added)],
        [_("gone"), number(found.n_gone)],
        [_("recoded"), number(found.n_recoded)],
        *(
            ["  " + field.replace("_", " "), number(n)]
            for field, n in sorted(found.recoded.items(), key=lambda item: -item[1])
        ),
    ]
    return "\n".join(
        [
            aligned(["", found.first, found.second], counts),
            "",
            aligned([_("rows"), ""], changes),
        ]
    )


def health(found: Health) -> str:
    """How the app is, line by line."""
    edition = found.edition
    served = (
        _("{id}: {kind}, {n} rows, {days} days old").format(
            id=edition.id, kind=edition.kind, n=number(edition.n_rows), days=edition.age_days
        )
        if edition
        else _("nothing")
    )
    lines = [
        _("State: {state}").format(state=found.state),
        _("Store: {store}; {n} editions").format(store=found.store, n=found.n_editions),
        _("Served: {edition}").format(edition=served),
        *(_("Problem: {reason}").format(reason=reason) for reason in found.problems),
        _("Sessions: {n}").format(n=_("unknown") if found.sessions is None else found.sessions),
        *map(_server, found.servers),
        *([] if found.servers else [_("Memory of this process: {n} MB").format(n=found.memory_mb)]),
        *(
            _("Error at {time}: {event} ({kind})").format(
                time=one.get("time"), event=one.get("event"), kind=one.get("error")
            )
            for one in found.errors
        ),
        " ".join(f"{name} {text}" for name, text in found.versions.items()),
    ]
    return "\n".join(map(one_line, lines))


def _server(one: Server) -> str:
    if not one.answered:
        return _("Server {address}: no answer").format(address=one.address)
    said = _("Server {address}: {sessions} sessions, {memory} MB at its highest, {errors} errors")
    known = {"sessions": one.sessions, "memory": one.memory_mb, "errors": one.last_errors}
    told = {name: _("unknown") if n is None else n for name, n in known.items()}
    return said.format(address=one.address, **told)


def verification(results: Sequence[Row]) -> str:
    """One line for each snapshot: whole, or what is wrong with it."""
    if not results:
        return _("No snapshots.")
    return "\n".join(one_line(f"{one['id']}: {_said_of(one)}") for one in results)


def _said_of(one: Row) -> str:
    """What is wrong with a snapshot, without its id, which problems of its manifest begin with."""
    named = f"{one['id']}: "
    return " ".join(said.removeprefix(named) for said in one["problems"]) or _("whole")


def aligned(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of text: the first column flush left, the others flush right."""
    lines = [[one_line(cell) for cell in line] for line in (header, *rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(header))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
