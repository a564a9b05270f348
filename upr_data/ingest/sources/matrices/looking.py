"""A first look at a matrix: its plan so far, and the rows of its table, before anything is read."""

from dataclasses import asdict
from typing import Any, Final

from upr_data.ingest.sources.matrices.candidates import candidates
from upr_data.ingest.sources.matrices.columns import level_column_at
from upr_data.ingest.sources.matrices.opening import open_book
from upr_data.ingest.sources.matrices.proposing import table_of
from upr_data.ingest.sources.matrices.reading import words_row
from upr_data.ingest.sources.matrices.settling import Answers, planned

SHOWN_LINES: Final = 200
_SHOWN_TEXT: Final = 500


def look(answers: Answers) -> dict[str, Any]:
    """What a page shows of a file: JSON values, so that a process of its own can look.

    `plan` is what is understood so far, by the answers given, open questions in it; `tables` are
    those of the file; `levels` each column of the table, were it one of levels; `words` as
    `--json` lists them; `lines` the table's first rows, each with its line, its cells as text and
    the colours of its cells; `n_lines` how many there are. Raises `BadInputError`.
    """
    book = open_book(answers.path)
    plan = planned(book, answers)
    table = table_of(book, plan)
    return {
        "plan": plan.to_dict(),
        "tables": [
            {
                "name": one.table.name,
                "n_lines": len(one.table.lines),
                "is_readable": one.is_readable,
            }
            for one in candidates(book)
        ],
        "levels": [asdict(level_column_at(table, place)) for place in range(len(table.headings))],
        "words": [words_row(word) for word in plan.words],
        "n_lines": len(table.lines),
        "lines": [
            {
                "line": line.line,
                "cells": [cell.text[:_SHOWN_TEXT] for cell in line.cells],
                "fills": [cell.fill and cell.fill.value for cell in line.cells],
            }
            for line in table.lines[:SHOWN_LINES]
        ],
    }
