"""What a workbook holds besides plain cells: formulas, merged cells, macros. Nothing is run."""

import re
from dataclasses import dataclass
from typing import Final

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.archive import ZIP_SIGNATURE, open_archive
from upr_data.ingest.sources.files.workbook import USUAL

_FORMULA: Final = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*>\s*<f[ >/]')
_MERGED: Final = re.compile(rb'<mergeCell ref="([A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Parts:
    """Places of formulas and of merged cells, each with its line; and whether there are macros."""

    formulas: tuple[tuple[int, str], ...] = ()
    merged: tuple[tuple[int, str], ...] = ()
    has_macros: bool = False


def parts_of(sample: Sample) -> Parts:
    """What the workbook holds besides plain cells; nothing for what is no .xlsx or .xlsm.

    Raises `BadInputError` for one that unpacks to far more than it is, and for a damaged one.
    """
    if not sample.head.startswith(ZIP_SIGNATURE):
        return Parts()
    with open_archive(sample.path, USUAL.unpacked) as archive:
        names = archive.namelist()
        sheets = [archive.read(name) for name in names if name.startswith("xl/worksheets/")]
    return Parts(
        formulas=tuple(_place(found) for sheet in sheets for found in _FORMULA.finditer(sheet)),
        merged=tuple(
            (int(found[2]), found[1].decode())
            for sheet in sheets
            for found in _MERGED.finditer(sheet)
        ),
        has_macros="xl/vbaProject.bin" in names,
    )


def _place(found: re.Match[bytes]) -> tuple[int, str]:
    return int(found[2]), (found[1] + found[2]).decode()
