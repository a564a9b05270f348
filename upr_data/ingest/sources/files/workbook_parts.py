"""What a workbook holds besides plain cells: formulas, merged cells, macros. Nothing is run."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.workbook import DAMAGED, ZIP_MAGIC

SMALL: Final = 64_000_000
"""Bytes that any workbook may unpack to, however well it is packed."""

MAX_RATIO: Final = 40
"""Unpacked over packed size: filled templates reach 20, hostile files 200 and more."""

_FORMULA: Final = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f[ >/]')
_MERGED: Final = re.compile(rb'<mergeCell ref="([A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Parts:
    """Places of formulas and of merged cells, each with its line; and whether there are macros."""

    formulas: tuple[tuple[int, str], ...] = ()
    merged: tuple[tuple[int, str], ...] = ()
    has_macros: bool = False


def parts_of(data: bytes, file: str) -> Parts:
    """What the workbook holds besides plain cells; nothing for what is no .xlsx or .xlsm.

    By the archive's own word first: `BadInputError` for one that unpacks to far more than it is,
    and for a damaged one.
    """
    if not data.startswith(ZIP_MAGIC):
        return Parts()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive, len(data), file)
            names = archive.namelist()
            sheets = [archive.read(name) for name in names if name.startswith("xl/worksheets/")]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, RuntimeError) as error:
        raise refusal(file, DAMAGED) from error
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


def _check_sizes(archive: zipfile.ZipFile, n_packed: int, file: str) -> None:
    n_unpacked = sum(member.file_size for member in archive.infolist())
    if n_unpacked > SMALL and n_unpacked > MAX_RATIO * n_packed:
        raise refusal(
            file,
            f"it has {n_packed / 1e6:,.1f} MB and unpacks to {n_unpacked / 1e6:,.0f} MB, far more "
            f"than a filled template; save it again as CSV UTF-8.",
        )
