"""The record on real exports, beside the figures that were made by hand-made rules.

Each line: what the rules here count, exactly; and the figure to be near to, within two percentage
points. `docs/record.md` explains the differences.
"""

from pathlib import Path
from typing import Final

import pytest

from upr_data.figures.record.counts import record_figures
from upr_data.figures.record.curves import Group, curves
from upr_data.figures.records import Records, load
from upr_data.ingest.building import import_files
from upr_data.model import AskAct, RecordDimension, RecordUnit
from upr_data.selection.filters import Filters
from upr_data.snapshot import choose

COLUMNS: Final = ("n_open", "n_joined_mid_term", "n_joined_next_review", "n_joined_to_date")


@pytest.fixture(scope="module")
def real(real_exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Records:
    """The three exports of 2018: sessions 1-6 and 22-27."""
    store = tmp_path_factory.mktemp("real")
    files = sorted((real_exports / "upr-info-2018").glob("*.csv"))
    built = import_files(files, "real", store, lambda _done, _total: None)
    return load(choose(store, built.manifest.id).snapshot)


def near(found: int, of: int, wanted: int, wanted_of: int) -> bool:
    """Whether two shares are within two percentage points."""
    return abs(found / of - wanted / wanted_of) <= 0.02


def counted(
    real: Records, unit: RecordUnit, by: RecordDimension, key: str | None
) -> tuple[int, ...]:
    table = record_figures(real, Filters(), by, unit)
    (row,) = [row for row in table.iter_rows(named=True) if row["key"] == key]
    return tuple(row[column] for column in COLUMNS)


ROW, REVIEW = RecordUnit.ROW, RecordUnit.REVIEW
NONE, ASKED, TREATY = RecordDimension.NONE, RecordDimension.ASKED, RecordDimension.INSTRUMENT
CASES: Final = [
    (ROW, NONE, None, (4839, 454, 772, 1218), (4835, 455, 769, 1214)),
    (ROW, ASKED, "supported", (2161, 376, 583, 886), (2154, 378, 582, 886)),
    (ROW, ASKED, "noted", (2678, 78, 189, 332), (2681, 77, 187, 328)),
    (REVIEW, NONE, None, (1012, 94, 162, 278), (1030, 94, 161, 276)),
]
BY_TREATY: Final = {
    "crpd": (62, 40, 60, 39),
    "cat": (38, 10, 38, 10),
    "op_cat": (103, 16, 101, 16),
    "icpped": (128, 16, 127, 16),
    "icrmw": (109, 3, 109, 3),
    "iccpr_op2": (79, 3, 77, 3),
    "op_cedaw": (57, 7, 56, 7),
    "rome": (59, 5, 59, 5),
}
"""Open, joined by the next review: here, and by hand-made rules."""


@pytest.mark.parametrize(("unit", "by", "key", "ours", "theirs"), CASES)
def test_counts_are_those_of_the_check(  # noqa: PLR0913, PLR0917
    real: Records,
    unit: RecordUnit,
    by: RecordDimension,
    key: str | None,
    ours: tuple[int, ...],
    theirs: tuple[int, ...],
) -> None:
    assert counted(real, unit, by, key) == ours
    assert abs(ours[0] / theirs[0] - 1) <= 0.02
    for one, other in zip(ours[1:], theirs[1:], strict=True):
        assert near(one, ours[0], other, theirs[0])


@pytest.mark.parametrize("code", BY_TREATY)
def test_treaties_are_near_the_check(real: Records, code: str) -> None:
    n_open, joined, check_open, check_joined = BY_TREATY[code]
    found = counted(real, REVIEW, TREATY, code)
    assert (found[0], found[2]) == (n_open, joined)
    assert near(joined, n_open, check_joined, check_open)


def test_how_many_asks_there_are(real: Records) -> None:
    table = record_figures(real, Filters(), unit=ROW)
    row = table.row(0, named=True)
    assert (row["n_asks"], row["n_already"]) == (4947, 108)
    asking = set(real.rows.filter(Filters().expression()).collect()["row_index"])
    assert len(asking) == 25_312


def test_curves_are_those_of_the_check(real: Records) -> None:
    """Check: supported 509, 15.1, 33.2; noted 424, 3.1, 10.8; not asked 372, 11.8, 25.8 %."""
    found = curves(real, Filters())
    shares = {}
    for group, curve in found.whole.items():
        steps = (curve.at(2.5), curve.at(8))
        shares[group] = (curve.n, *(round(100 * step["share"], 1) for step in steps if step))
    assert shares == {
        Group.SUPPORTED: (513, 14.8, 32.9),
        Group.NOT_ASKED: (366, 12.0, 25.7),
        Group.NOTED: (425, 3.3, 11.3),
    }


def test_abolition_is_asked_for_as_often_as_in_the_check(real: Records) -> None:
    """Check: 592 rows."""
    asking = real.rows.filter(Filters(acts=(AskAct.ABOLITION,)).expression()).collect().height
    assert asking == 585
    assert abs(asking / 592 - 1) <= 0.02
