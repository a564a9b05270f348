"""The record's four tables of a snapshot: register, what it covers, asks, and outcomes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from upr_data.domain.milestones import review_days
from upr_data.domain.outcomes import outcomes
from upr_data.domain.treaties import Register
from upr_data.ingest.bringing import Added
from upr_data.ingest.coding.language import are_english
from upr_data.ingest.record.asks import RULES_VERSION, read_asks
from upr_data.ingest.record.refreshing import read_treaty_files, refreshed
from upr_data.model import Col, Tables


def with_record(tables: Tables, held: Register) -> Tables:
    """The tables with asks read from all texts and what this register says of them."""
    asks = read_asks(tables.recommendations, review_days(tables.reviews))
    return with_register(replace(tables, record_asks=asks), held)


def with_register(tables: Tables, held: Register) -> Tables:
    """The tables with this register, and outcomes of the asks they have counted anew."""
    return replace(
        tables,
        record_facts=held.facts,
        record_registers=held.registers,
        record_outcomes=outcomes(tables.record_asks, tables.recommendations, tables.reviews, held),
    )


def with_newer_registers(tables: Tables, paths: Sequence[Path]) -> Added:
    """The tables with newer registers of single treaties, and outcomes counted anew by them.

    Raises `BadInputError` for a file that is no register, is older than what is held, or lists
    other parties than the total it prints.
    """
    readings = read_treaty_files(paths)
    report = pl.concat([one.report for one in readings])
    newer = with_register(tables, refreshed(register_of(tables), readings))
    newer = replace(newer, import_report=pl.concat([newer.import_report, report]))
    return Added(newer, tuple(one.source for one in readings), report)


def register_of(tables: Tables) -> Register:
    """The register that these tables hold."""
    return Register(tables.record_facts, tables.record_registers)


def record_papers(tables: Tables) -> dict[str, Any]:
    """What a manifest says of the record: rules, coverage, and the day of the register."""
    rows = tables.recommendations
    english = are_english(rows[Col.TEXT], rows[Col.LANGUAGE]).fill_null(value=False)
    asked = tables.record_asks[Col.RECOMMENDATION_ID].unique()
    until = tables.record_registers[Col.COVERED_UNTIL].max()
    return {
        "rules": RULES_VERSION,
        "register_until": str(until) if until else None,
        "n_rows": rows.height,
        "n_rows_read": int(english.sum()),
        "n_rows_asking": rows.filter(pl.col(Col.RECOMMENDATION_ID).is_in(asked.implode())).height,
        "n_asks": tables.record_asks.height,
    }
