"""A cited figure looked at again: what it was in the edition cited, and what it is today."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.language import _, decimal, number, percent
from upr_data.model import FIGURE_COLUMNS, Fig, Role
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

FIGURE: Final = "cite.figure"
VALUE: Final = "cite.value"
"""Parameters that a citation's link carries beside the selection; no filter has a dot."""

_RATES: Final[Mapping[str, tuple[Fig | None, Fig | None]]] = {
    Fig.ACCEPTANCE_RATE: (Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR),
    Fig.TRIGGERED_RATE: (Fig.N_TRIGGERED, Fig.TRIGGERED_DENOMINATOR),
    Fig.COVERAGE: (Fig.N_COMMENTED, Fig.MADE),
    Fig.SPECIFIC_SHARE: (Fig.N_CATEGORY_5, None),
    Fig.VAGUE_SHARE: (None, None),
    Fig.TRIGGERED_LOWER: (Fig.N_TRIGGERED, Fig.MADE),
    Fig.TRIGGERED_UPPER: (None, Fig.MADE),
    Fig.MEAN_IRI: (None, Fig.N_ASSESSED),
    Fig.MADE_PER_REVIEW: (Fig.MADE, Fig.N_REVIEWS),
}
_COUNTS: Final[tuple[str, ...]] = tuple(
    name
    for name in FIGURE_COLUMNS
    if name.startswith("n_") or name in {Fig.MADE, Fig.ACCEPTANCE_DENOMINATOR}
)


_MEANS: Final = (Fig.MEAN_IRI, Fig.MADE_PER_REVIEW)


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure in one data edition: rates 0-1 with numerator and denominator, or a count."""

    snapshot: str
    value: float | None
    numerator: int | None = None
    denominator: int | None = None

    def written(self, figure: str) -> str:
        """The figure as a reader sees it."""
        if figure in _COUNTS:
            return number(self.value or 0)
        if figure in _MEANS:
            return "–" if self.value is None else decimal(self.value, 2)
        if self.numerator is None or self.denominator is None:
            return percent(self.value)
        return _("{rate} ({n} of {of})").format(
            rate=percent(self.value), n=number(self.numerator), of=number(self.denominator)
        )


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited figure, what the link says it was, and what its edition and today's give.

    `then` is None where the cited edition is no longer in the store; `claimed` is None where the
    link carries no value.
    """

    figure: str
    snapshot: str
    claimed: float | None
    then: Seen | None
    now: Seen

    @property
    def is_gone(self) -> bool:
        """Whether the edition that was cited is no longer here."""
        return self.then is None

    @property
    def is_unchanged(self) -> bool:
        """Whether today's edition gives what was cited."""
        before = self.claimed if self.then is None else self.then.value
        return before is not None and self.now.value is not None and _same(before, self.now.value)

    def sentence(self) -> str:
        """What a reader who opens the link must know; one or two sentences."""
        now = _("The edition {id} gives {figure}.").format(
            id=self.now.snapshot, figure=self.now.written(self.figure)
        )
        if self.then is not None:
            shown = _("Cited from the edition {id}: {figure}.").format(
                id=self.then.snapshot, figure=self.then.written(self.figure)
            )
            if self.claimed is not None and not _same(self.claimed, self.then.value):
                claimed = Seen(self.snapshot, self.claimed).written(self.figure)
                said = _("The link says {claimed}, which that edition does not give.")
                shown = f"{shown} {said.format(claimed=claimed)}"
            return shown if self.then.snapshot == self.now.snapshot else f"{shown} {now}"
        gone = _("The cited edition {id} is no longer here.").format(id=self.snapshot)
        if self.claimed is None:
            return f"{gone} {now}"
        claimed = _("It was cited with {figure}.").format(
            figure=Seen(self.snapshot, self.claimed).written(self.figure)
        )
        return f"{gone} {claimed} {now}"


def figure_of(row: Mapping[str, Any], filters: Filters) -> tuple[Fig, float | None]:
    """The figure that a selection is cited for: acceptance, or the number made.

    What the selection fixes is no finding: with a filter on the response it is the number.
    """
    if row[Fig.ACCEPTANCE_DENOMINATOR] and not filters.responses:
        return Fig.ACCEPTANCE_RATE, row[Fig.ACCEPTANCE_RATE]
    return Fig.MADE, row[Fig.MADE]


def of_link(filters: Filters) -> Filters:
    """The selection that a link is about: on a State's profile the State in its role."""
    if not filters.profile:
        return replace(filters, snapshot="")
    one = (filters.profile,)
    if filters.role == Role.RECOMMENDING:
        return replace(filters, snapshot="", profile="", recommending_states=one)
    return replace(filters, snapshot="", profile="", states_under_review=one)


def with_cited(link: str, figure: str, value: float | None) -> str:
    """The link of a citation: it says which figure was cited, and its value at the time."""
    if figure not in (*_RATES, *_COUNTS):
        raise KeyError(figure)
    address = urlsplit(link)
    kept = [pair for pair in parse_qsl(address.query) if pair[0] not in {FIGURE, VALUE}]
    said = [(FIGURE, figure), *([(VALUE, f"{value:.10g}")] if value is not None else [])]
    return urlunsplit(address._replace(query=urlencode([*kept, *said], safe=",")))


def read_cited(link: str) -> tuple[str, float | None, Filters] | None:
    """Figure, value and selection that a link cites; None if it cites no figure we know."""
    query = dict(parse_qsl(urlsplit(link).query))
    figure = query.get(FIGURE, "")
    if figure not in (*_RATES, *_COUNTS):
        return None
    return figure, _number(query.get(VALUE, "")), parse(query).filters


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def look_again(
    filters: Filters, figure: str, claimed: float | None, then: Records | None, now: Records
) -> Cited:
    """The cited figure in the edition cited (None if it is gone) and in today's."""
    return Cited(
        figure=figure,
        snapshot=then.manifest.id if then else filters.snapshot,
        claimed=claimed,
        then=_seen(then, filters, figure) if then else None,
        now=_seen(now, filters, figure),
    )


def _seen(records: Records, filters: Filters, figure: str) -> Seen:
    row = metrics.figures(records, of_link(filters)).row(0, named=True)
    numerator, denominator = _RATES.get(figure, (None, None))
    return Seen(
        snapshot=records.manifest.id,
        value=row[figure],
        numerator=row[numerator] if numerator else None,
        denominator=row[denominator] if denominator else None,
    )


def _same(one: float, other: float | None) -> bool:
    """Whether two figures are the same as they are written: to a tenth of a per cent."""
    return other is not None and abs(one - other) < 5e-4  # noqa: PLR2004 - half of that
