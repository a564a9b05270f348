"""Asks that a public register can answer, read from all texts of a snapshot at once.

English texts only: of others nothing is said. The rules and their measured precision and recall
are described in `docs/record.md`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from upr_data.domain.instruments import DEATH_PENALTY, INSTRUMENTS
from upr_data.domain.milestones import REVIEWED_ON
from upr_data.ingest.coding.language import are_english
from upr_data.ingest.record.acts import Found, joining_asks
from upr_data.ingest.record.masking import folded, masked, may_ask, unmasked
from upr_data.ingest.record.mentions import mentions_of
from upr_data.ingest.record.other_acts import other_asks
from upr_data.ingest.record.protocols import CRC_PROTOCOLS
from upr_data.ingest.record.tokens import tokens_of
from upr_data.model import AskAct, AskKind, Col, Strength, Table, conform

RULES_VERSION: Final = "2"
"""Raised with every change of what the rules find."""

GENERIC: Final = "generic"

_KINDS: Final = {
    AskAct.JOINING: AskKind.TREATY,
    AskAct.SIGNATURE: AskKind.TREATY,
    AskAct.RESERVATION: AskKind.TREATY,
    AskAct.ABOLITION: AskKind.DEATH_PENALTY,
    AskAct.MORATORIUM: AskKind.DEATH_PENALTY,
    AskAct.STANDING_INVITATION: AskKind.SPECIAL_PROCEDURES,
    AskAct.NHRI: AskKind.NHRI,
}
_FIRMNESS: Final = {one: n for n, one in enumerate(Strength)}
_WORDS: Final = 240


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask of a text: `instrument` is None where it names none of ours."""

    act: AskAct
    instrument: str | None
    strength: Strength
    rule: str
    words: str


def asks_of(text: str) -> list[Ask]:
    """The asks of one English text. The Child's unnamed protocols stay together as `op_crc`."""
    return _read(pl.Series([text]))[0]


def read_asks(recommendations: pl.DataFrame, reviewed: pl.DataFrame) -> pl.DataFrame:
    """The table `record_asks` of a snapshot's main table.

    `reviewed` gives the day of each review (`state_under_review`, `session`, `reviewed_on`): "the
    Optional Protocols" of the Convention on the Rights of the Child are those adopted by then.
    """
    first = recommendations.unique(Col.RECOMMENDATION_ID, keep="first", maintain_order=True)
    may = first.filter(may_ask(folded(first[Col.TEXT])).fill_null(value=False))
    read = may.filter(are_english(may[Col.TEXT], may[Col.LANGUAGE]).fill_null(value=False))
    texts = read[Col.TEXT].unique(maintain_order=True)
    rows = [
        (text, *_row(ask)) for text, asks in zip(texts, _read(texts), strict=True) for ask in asks
    ]
    found = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    asked = (
        read.select(Col.RECOMMENDATION_ID, Col.TEXT, Col.STATE_UNDER_REVIEW, Col.SESSION)
        .join(found, on=Col.TEXT, how="inner", maintain_order="left_right")
        .join(
            reviewed.select(Col.STATE_UNDER_REVIEW, Col.SESSION, REVIEWED_ON),
            on=[Col.STATE_UNDER_REVIEW, Col.SESSION],
            how="left",
            maintain_order="left",
        )
    )
    return conform(Table.RECORD_ASKS, _told_apart(asked).select(_COLUMNS))


_COLUMNS: Final = (
    Col.RECOMMENDATION_ID,
    Col.KIND,
    Col.INSTRUMENT,
    Col.ACT,
    Col.STRENGTH,
    Col.RULE,
    Col.WORDS,
)
_SCHEMA: Final = pl.Schema([(name, pl.String()) for name in (Col.TEXT, *_COLUMNS[1:])])


def _told_apart(asked: pl.DataFrame) -> pl.DataFrame:
    """Which protocols to the Child's Convention were meant: those that were there that day."""
    day = pl.col(REVIEWED_ON).fill_null(date.max)
    late = INSTRUMENTS["op_crc_ic"].adopted
    both = pl.lit(["op_crc_ac", "op_crc_sc"])
    three = pl.lit(["op_crc_ac", "op_crc_sc", "op_crc_ic"])
    told = (
        pl.when(pl.col(Col.INSTRUMENT) != CRC_PROTOCOLS)
        .then(pl.concat_list(Col.INSTRUMENT))
        .when(day < late)
        .then(both)
        .otherwise(three)
    )
    single = asked.filter(pl.col(Col.INSTRUMENT).is_null())
    named = asked.filter(pl.col(Col.INSTRUMENT).is_not_null())
    spread = named.with_columns(told.alias(Col.INSTRUMENT)).explode(Col.INSTRUMENT)
    order = pl.int_range(pl.len()).alias("order")
    numbered = asked.select(Col.RECOMMENDATION_ID).unique(maintain_order=True).with_columns(order)
    return (
        pl.concat([spread, single])
        .unique(
            [Col.RECOMMENDATION_ID, Col.KIND, Col.INSTRUMENT, Col.ACT],
            keep="first",
            maintain_order=True,
        )
        .join(numbered, on=Col.RECOMMENDATION_ID, how="left", maintain_order="left")
        .sort("order", maintain_order=True)
    )


def _row(ask: Ask) -> tuple[str | None, ...]:
    return (_KINDS[ask.act], ask.instrument, ask.act, ask.strength, ask.rule, ask.words)


def _read(texts: pl.Series) -> list[list[Ask]]:
    """The asks of each text, in order."""
    plain = folded(texts)
    numbers = may_ask(plain).fill_null(value=False).arg_true()
    some = plain.gather(numbers)
    found: list[list[Ask]] = [[] for _ in range(len(texts))]
    for number, text, mask in zip(numbers, some, masked(some), strict=True):
        found[number] = list(_asks(text, mask))
    return found


def _asks(text: str, mask: str) -> Iterator[Ask]:
    tokens = tokens_of(mask)
    mentions = mentions_of(tokens)
    every = [*joining_asks(tokens, mentions), *other_asks(tokens, mentions)]
    for ask in _strongest(every):
        codes: Sequence[str | None] = ask.codes or (_instrument(ask.act),)
        words = unmasked(" ".join(tokens[ask.start : ask.end]), text)[:_WORDS]
        for code in codes:
            yield Ask(ask.act, code, ask.strength, ask.rule, words)


def _instrument(act: AskAct) -> str | None:
    return DEATH_PENALTY if _KINDS[act] is AskKind.DEATH_PENALTY else None


def _strongest(asks: Sequence[Found]) -> Iterator[Found]:
    """Each act and instrument once, as firmly as it is asked; who joins need not also sign.

    Who is to sign and to consider joining is asked for both.
    """
    joined = {
        (code, firmness)
        for ask in asks
        if ask.act is AskAct.JOINING
        for code in ask.codes
        for firmness in range(_FIRMNESS[ask.strength], len(_FIRMNESS))
    }
    seen: set[tuple[AskAct, str]] = set()
    for ask in sorted(asks, key=lambda one: _FIRMNESS[one.strength]):
        is_implied = ask.act is AskAct.SIGNATURE
        codes = tuple(
            code
            for code in ask.codes
            if not (is_implied and (code, _FIRMNESS[ask.strength]) in joined)
            and (ask.act, code) not in seen
        )
        if not codes and (ask.codes or (ask.act, "") in seen):
            continue
        seen.update((ask.act, code) for code in codes or ("",))
        yield Found(ask.act, codes, ask.strength, ask.rule, ask.start, ask.end)
