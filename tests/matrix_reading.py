"""A matrix read against a sample of two reviews, and what came of it."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matrix_files as made
import polars as pl
import pytest
from frames import recommendations, tables
from matrix_files import LEVELS, Rec

from upr_data.ingest import building
from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.sources.matrices.settling import Answers
from upr_data.model import AssessorType, SnapshotKind
from upr_data.operating.child import no_progress
from upr_data.snapshot import Draft, Snapshot, choose, publish

_VERBS = ("Adopt", "Amend", "Review", "Strengthen", "Repeal", "Publish", "Fund")


_THINGS = (
    "act on sample rights", "register of examples", "code of placeholders", "plan on specimens",
    "office for models", "strategy on patterns", "commission of prototypes",
)  # fmt: skip


_MATTERS = ("in the first region", "by a sample law", "with sample means", "for sample persons")


def made_rows(prefix: str, cycle: int, symbol: str, n: int = 44) -> list[dict[str, Any]]:
    """Recommendations 118.1 to 118.44 with texts of their own, as a session's report has them."""
    matters = _MATTERS[: len(_MATTERS) // 2] if cycle == 2 else _MATTERS[len(_MATTERS) // 2 :]
    texts = [f"{v} the {t} {m}" for m in matters for t in _THINGS for v in _VERBS]
    random.Random(cycle).shuffle(texts)  # noqa: S311 - the same texts every time
    return [
        {
            "id": f"{symbol}#{prefix}.{i}", "cycle": cycle, "session": {2: 20, 3: 34}[cycle],
            "document_symbol": symbol, "paragraph": f"{prefix}.{i}", "text": texts[i],
            "recommending_state": "FRA" if i % 2 else "ESP",
            "recommending_state_as_given": "France" if i % 2 else "Spain",
        }
        for i in range(1, n + 1)
    ]  # fmt: skip


def snapshot_of(store: Path, *rows: dict[str, Any]) -> Snapshot:
    draft = Draft("sample", SnapshotKind.REAL, "2026-01-01")
    return choose(store, publish(tables(recommendations(*rows)), draft, store).id).snapshot


def recs_of(snapshot: Snapshot, cycle: int) -> list[Rec]:
    """The recommendations of a review in order, each with a level, in runs of four."""
    grouped = (
        snapshot.scan("recommendations")
        .filter(pl.col("cycle") == cycle)
        .group_by("recommendation_id", maintain_order=True)
        .agg(
            pl.col("paragraph").first(),
            pl.col("text").unique(maintain_order=True).str.join("; "),
            pl.col("recommending_state_as_given").drop_nulls().unique(maintain_order=True),
        )
        .collect()
        .rows()
    )
    key = sorted(grouped, key=lambda row: [int(part) for part in row[1].split(".")])
    return [
        Rec(id_, number, text, "; ".join(states), LEVELS[n // 4 % 3])
        for n, (id_, number, text, states) in enumerate(key)
    ]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """One State's reviews in two cycles, both with numbers 118.1 to 118.44."""
    rows = [*made_rows("118", 2, "A/HRC/28/15"), *made_rows("118", 3, "A/HRC/43/15")]
    return snapshot_of(tmp_path_factory.mktemp("sample"), *rows)


def read(snapshot: Snapshot, path: Path, **said: Any) -> Prepared:  # noqa: ANN401
    """A matrix added to a snapshot, with an NHRI as its assessor unless said otherwise."""
    usual = {"review": "SVN:2", "assessor": "Sample", "assessor_type": AssessorType.NHRI}
    answers = Answers(path, **(usual | said))
    return building.prepare(Inputs(base=snapshot, matrix=answers), no_progress)


def levels(prepared: Prepared, **where: str) -> dict[str, str]:
    """What the matrix says, by recommendation."""
    words = prepared.tables.assessments.filter(pl.col("matched_by").is_not_null())
    for column, value in where.items():
        words = words.filter(pl.col(column).cast(pl.String) == value)
    found = dict(words.select("recommendation_id", pl.col("level").cast(pl.String)).iter_rows())
    assert len(found) == words.height
    return found


def given(recs: Sequence[Rec]) -> dict[str, str]:
    return {rec.id: rec.level for rec in recs}


def small(sample: Snapshot, tmp_path: Path, rows: Sequence[Sequence[Any]], **said: Any) -> Prepared:  # noqa: ANN401
    """A small table read against cycle 2 of the sample."""
    return read(sample, made.write_xlsx(tmp_path / "m.xlsx", {"M": rows}), **said)


def aside(prepared: Prepared) -> dict[int, str]:
    """Line and rule of what is set aside."""
    found = prepared.report.filter(pl.col("report_action") == "set_aside")
    return dict(found.select("line", "rule").iter_rows())


def noticed(prepared: Prepared) -> dict[str, int]:
    found = prepared.report.filter(pl.col("report_action") == "noticed")
    return dict(found.group_by("rule").agg(pl.col("n").sum()).iter_rows())


def numbers(prepared: Prepared) -> dict[str, str]:
    """Levels by paragraph."""
    return {one.split("#")[1]: level for one, level in levels(prepared).items()}


def matched_by(prepared: Prepared) -> dict[str, int]:
    assert prepared.matrix
    return {one: n for one, n in prepared.matrix["matched_by"].items() if n}


HEAD = ["No.", "Recommendation", "Status of implementation", "Comments"]
