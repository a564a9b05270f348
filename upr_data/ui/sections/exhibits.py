"""Charts of what studies printed: their figures only, as printed, cited to the page."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from upr_data.charts.counts import rate_bars
from upr_data.charts.picture import Caption, Picture
from upr_data.charts.shares import share_bars
from upr_data.charts.theme import Part
from upr_data.domain.published import PublishedFigure, published_figures
from upr_data.language import N_, _, clauses, number, printed_percent
from upr_data.language.labels import category_label, label
from upr_data.model import Fig, Status
from upr_data.ui.sections.printed import member, scope

_STATUSES: Final = {
    "fully implemented": Status.FULLY,
    "partially implemented": Status.PARTIALLY,
    "not implemented": Status.NOT_IMPLEMENTED,
    "not assessed": Status.NOT_ASSESSED,
}


_RULES: Final = {
    "printed": N_("per cent of {rule}, as the study says"),
    "reconstructed": N_("per cent of {rule}, as we read the counts"),
}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Printed figures that belong in one chart: those of one study, measure and dimension."""

    title: str
    source: str
    dimension: str
    measures: tuple[str, ...]

    def figures(self) -> list[PublishedFigure]:
        """The figures, in the order of the study."""
        return [
            figure
            for measure in self.measures
            for figure in published_figures(measure, self.dimension)
            if figure.source.startswith(self.source)
        ]

    def chart(self) -> Picture:
        """The figures as bars, with their citation above them."""
        caption = Caption(_(self.title), (self.citation(),))
        if self.measures == tuple(_STATUSES):
            return share_bars(_by_status(self.figures()), _parts(), caption, of=100)
        return rate_bars(_plain(self.figures()), caption, _(self.title))

    def citation(self) -> str:
        """Where the figures stand in print, of what they are a share, and of which reviews."""
        first = self.figures()[0]
        pages = sorted({figure.page for figure in self.figures() if figure.page})
        said = [first.source, _pages(pages), first.published, scope(first), _rule(first)]
        return clauses([part for part in said if part])


EXHIBITS: Final = (
    Exhibit(
        N_("Triggered action by regional group"),
        "UPR Info, Beyond promises",
        "regional group",
        ("triggered action",),
    ),
    Exhibit(
        N_("What became of recommendations, by response"),
        "UPR Info, Beyond promises",
        "response",
        tuple(_STATUSES),
    ),
    Exhibit(
        N_("What became of recommendations, by action category"),
        "UPR Info, Beyond promises",
        "action category",
        tuple(_STATUSES),
    ),
    Exhibit(
        N_("Triggered action by response, the earlier study"),
        "UPR Info, On the road to implementation",
        "response",
        ("triggered action",),
    ),
    Exhibit(
        N_("Issues that triggered action most often"),
        "UPR Info, Beyond promises",
        "issue",
        ("triggered action",),
    ),
    Exhibit(
        N_("Issues most often not implemented"),
        "UPR Info, Beyond promises",
        "issue",
        ("not implemented",),
    ),
    Exhibit(
        N_("States under review that received most in cycle 2"),
        "UPR Info, 57,686",
        "State under review",
        ("recommendations received",),
    ),
    Exhibit(
        N_("Recommending States that made most in cycle 2"),
        "UPR Info, 57,686",
        "recommending State",
        ("recommendations made",),
    ),
)
"""What the page shows as charts; its table has every figure."""


def _by_status(figures: list[PublishedFigure]) -> pl.DataFrame:
    """One row a group, one column a status, in printed per cent."""
    long = pl.DataFrame(
        [(_member(one), _STATUSES[one.measure].value, one.value) for one in figures],
        schema=[Fig.LABEL, "status", "value"], orient="row",
    )  # fmt: skip
    return long.pivot("status", index=Fig.LABEL, values="value", maintain_order=True)


def _plain(figures: list[PublishedFigure]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            Fig.LABEL: [_member(one) for one in figures],
            "n": [one.value for one in figures],
            "written": [_written(one) for one in figures],
        }
    )


def _written(figure: PublishedFigure) -> str:
    return printed_percent(figure.value) if figure.unit == "percent" else number(figure.value)


def _member(figure: PublishedFigure) -> str:
    """The group, and after it the counts where the study gives them."""
    name = member(figure)
    name = name[0].upper() + name[1:]
    if figure.dimension == "action category":
        name = category_label(int(figure.member))
    if figure.unit != "percent" or figure.numerator is None or figure.denominator is None:
        return name
    counts = _("{n} of {of}").format(n=number(figure.numerator), of=number(figure.denominator))
    return f"{name}  ·  {counts}"


def _parts() -> list[Part]:
    return [Part(one.value, one.value, label(one)) for one in _STATUSES.values()]


def _pages(pages: list[int]) -> str:
    if not pages:
        return ""
    shown = str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"
    return _("p. {pages}").format(pages=shown)


def _rule(figure: PublishedFigure) -> str:
    if figure.denominator_rule is None:
        return ""
    return _(_RULES[figure.rule_basis]).format(rule=label(figure.denominator_rule))
