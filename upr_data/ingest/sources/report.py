"""What an importer did to a file, collected into the `import_report` table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import polars as pl

from upr_data.model import Col, ReportAction, Table, conform

N_EXAMPLES: Final = 3
_SHOWN: Final = 40
_COLUMNS: Final = (Col.LINE, Col.REPORT_ACTION, Col.RULE, Col.N, Col.DETAIL)


class Change(NamedTuple):
    """A cell as it was and as it is now; `after` is "" where nothing came of it."""

    line: int
    before: str
    after: str


@dataclass(slots=True)
class _Counted:
    """One rule's cells: how many, and the first few."""

    n: int = 0
    examples: list[Change] = field(default_factory=list)

    def add(self, changes: list[Change]) -> None:
        self.n += len(changes)
        self.examples = sorted([*self.examples, *changes])[:N_EXAMPLES]


@dataclass(slots=True)
class Report:
    """Collects repairs, records set aside and things noticed in one file.

    Repairs and notices are counted in cells or records by rule, with their first three examples;
    every record set aside has a row of its own with line and reason.
    """

    file: str
    _counted: dict[tuple[ReportAction, str], _Counted] = field(default_factory=dict)
    _set_aside: list[tuple[int, str, str]] = field(default_factory=list)

    def repaired(self, rule: str, changes: Iterable[Change]) -> None:
        """Cells that were mended: the meaning is the source's, the form was not."""
        self._count(ReportAction.REPAIRED, rule, changes)

    def noticed(self, rule: str, changes: Iterable[Change]) -> None:
        """Things a reader should know of; nothing was lost by them."""
        self._count(ReportAction.NOTICED, rule, changes)

    def set_aside(self, line: int, rule: str, reason: str) -> None:
        """A record that is not in the snapshot, and why."""
        self._set_aside.append((line, rule, reason))

    @property
    def n_set_aside(self) -> int:
        """Records set aside so far."""
        return len(self._set_aside)

    def frame(self) -> pl.DataFrame:
        """The `import_report` table: repairs, then notices, then records set aside by line."""
        rows = [
            (counted.examples[0].line or None, action, rule, counted.n, _shown(counted.examples))
            for (action, rule), counted in sorted(self._counted.items(), key=_order)
        ]
        rows += [
            (line, ReportAction.SET_ASIDE, rule, 1, reason)
            for line, rule, reason in sorted(self._set_aside)
        ]
        frame = pl.DataFrame(rows, schema=list(_COLUMNS), infer_schema_length=None, orient="row")
        return conform(
            Table.IMPORT_REPORT, frame.with_columns(pl.lit(self.file).alias(Col.SOURCE_FILE))
        )

    def _count(self, action: ReportAction, rule: str, changes: Iterable[Change]) -> None:
        if found := list(changes):
            self._counted.setdefault((action, rule), _Counted()).add(found)


def _order(item: tuple[tuple[ReportAction, str], _Counted]) -> tuple[bool, str]:
    (action, rule), _ = item
    return action is not ReportAction.REPAIRED, rule


def _shown(examples: list[Change]) -> str:
    return "; ".join(_shown_change(change) for change in examples)


def _shown_change(change: Change) -> str:
    cells = [_short(cell) for cell in (change.before, change.after) if cell]
    place = [f"line {change.line}"] if change.line else []
    return ": ".join(place + ([" → ".join(cells)] if cells else []))


def _short(cell: str) -> str:
    """The end of a long cell, where repairs happen; line ends shown as escapes."""
    return repr(cell if len(cell) <= _SHOWN else "…" + cell[-_SHOWN:])
