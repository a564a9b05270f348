"""What a workbook holds besides plain cells: formulas, merged cells, macros. Nothing is run."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.archive import ZIP_SIGNATURE, open_archive
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.workbook import USUAL
from upr_data.language import _, number

MAX_PLACES: Final = 100_000
"""Formulas, and merged cells; a filled template has one or two in a line."""

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
    formulas = (_place(found) for sheet in sheets for found in _FORMULA.finditer(sheet))
    merged = (
        (int(found[2]), found[1].decode()) for sheet in sheets for found in _MERGED.finditer(sheet)
    )
    parts = Parts(
        formulas=tuple(islice(formulas, MAX_PLACES + 1)),
        merged=tuple(islice(merged, MAX_PLACES + 1)),
        has_macros="xl/vbaProject.bin" in names,
    )
    if max(len(parts.formulas), len(parts.merged)) > MAX_PLACES:
        raise refusal(
            sample.path,
            _(
                "it has more than {max_places} formulas or merged cells; save it as CSV UTF-8."
            ).format(max_places=number(MAX_PLACES)),
        )
    return parts


def _place(found: re.Match[bytes]) -> tuple[int, str]:
    return int(found[2]), (found[1] + found[2]).decode()
