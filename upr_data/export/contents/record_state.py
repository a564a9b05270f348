"""The public record of one State: what it was asked to join and did, what it asked others."""

from typing import Final

import polars as pl

from upr_data.export.contents.profile import Profile
from upr_data.export.contents.record import IN_SHORT, section
from upr_data.export.document import Section, Table
from upr_data.figures.record.counts import instrument_label
from upr_data.figures.record.ledgers import asked_by_state, asks_of_state, treaties_of_state
from upr_data.figures.record.sentences import asked_title, own_title, standing_words
from upr_data.figures.record.units import IS_OPEN
from upr_data.language import _
from upr_data.model import Col, Role

MOST: Final = 8
"""Treaties that a slide and a brief of one role show; a brief of both shows fewer."""


def of_state(one: Profile, most: int = MOST) -> Section | None:
    """What a State was asked to join and did, or what it asked others to join and they did.

    None where nothing that it was asked, or asked for, was open at the review.
    """
    return _own(one, most) if one.role is Role.REVIEWED else _asked(one, most)


def _own(one: Profile, most: int) -> Section | None:
    asks = asks_of_state(one.records, one.subject.code, one.own)
    treaties = treaties_of_state(one.records, one.subject.code, one.own).filter(pl.col(IS_OPEN))
    if treaties.is_empty():
        return None
    asks = asks.filter(pl.col(Col.INSTRUMENT).is_in(treaties[Col.INSTRUMENT].implode()))
    given = asks.group_by(Col.INSTRUMENT).agg(pl.col("part").sum())
    supported = dict(given.iter_rows())
    rows = tuple(
        (
            instrument_label(row[Col.INSTRUMENT]), row["n_asks"],
            supported.get(row[Col.INSTRUMENT], 0), standing_words(row),
        )
        for row in treaties.head(most).iter_rows(named=True)
    )  # fmt: skip
    heads = (_("Treaty"), _("Asked"), _("Supported"), _("By the register"))
    return _of_a_state(
        one,
        own_title(one.records, one.subject.code, treaties, asks),
        Table(heads, rows, widths=(3.4, 0.7, 0.9, 2.6)),
        _("asks: asking State × review × treaty, each once"),
    )


def _asked(one: Profile, most: int) -> Section | None:
    table = asked_by_state(one.records, one.subject.code, one.own)
    if table.is_empty():
        return None
    rows = tuple(
        (instrument_label(code), *counts) for code, *counts in table.head(most).iter_rows()
    )
    heads = (
        _("Treaty"), _("Open"), _("By mid-term"), _("By the next review"), _("Later"),
        _("Still open"),
    )  # fmt: skip
    return _of_a_state(
        one,
        asked_title(one.records, one.subject.code, table),
        Table(heads, rows, widths=(3.4, 0.8, 1, 1.1, 0.8, 0.9)),
        _("State × review × treaty, open at the review"),
    )


def _of_a_state(one: Profile, title: str, table: Table, unit: str) -> Section:
    subtitle = f"{one.said.selection} · {unit}"
    return section(one.records, title, subtitle, table=table, caveat=_(IN_SHORT))
