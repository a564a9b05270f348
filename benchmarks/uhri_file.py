"""Make a file of the size and shape of OHCHR's full export, and measure reading it.

The records are invented placeholders: sample texts that assert nothing of anybody.
Run: `python -m benchmarks.uhri_file [--records 268000] [--xlsx]`.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from upr_data.domain.calendar import SESSIONS, reviewed_in
from upr_data.domain.states import STATES
from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.uhri.index import UhriJson, UhriWorkbook

UPR_SHARE = 0.475
HEADINGS = {
    "Text": "Text",
    "Countries": "Countries Concerned",
    "Body": "Reccomending Body",
    "Symbol": "Document Symbol",
    "Themes": "Themes",
    "AffectedPersons": "Affected Persons",
    "Sdgs": "Sdgs",
    "PublicationDate": "Document Publication Date",
    "UprRecommendingCountry": "UPR Reccomending States",
    "UprPositions": "UPR Position",
    "AnnotationType": "Type",
    "AnnotationId": "OHCHR Annotation Id",
    "UprSession": "UPR Session",
    "Regions": "Regions Concerned",
    "UprRecommendingRegions": "Recommending Regions",
    "PublicationDateOnUhri": "Date of publication on UHRI",
}

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet '
    'name="Export" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


def records(n: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Placeholder records in the proportions of the real export; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 no secret is made
    names = [state.name for state in STATES.values() if state.kind == "member"]
    codes = {state.name: state.code for state in STATES.values()}
    for i in range(n):
        yield _record(chance, i, names, codes)


def _record(
    chance: random.Random, i: int, names: list[str], codes: dict[str, str]
) -> dict[str, Any]:
    is_upr = chance.random() < UPR_SHARE
    name = chance.choice(names)
    session = chance.choice(reviewed_in(codes[name]) or (1,))
    states = chance.choices(names, k=chance.choice([1] * 9 + [4])) if is_upr else []
    text = f"Sample text {i} of an invented record: " + "take sample measures &amp; steps " * 16
    return {
        "AnnotationId": f"{i:024x}",
        "Symbol": f"A/HRC/{session + 8}/{i % 40 + 1}",
        "DocumentId": f"{i // 200:024x}",
        "Body": "- UPR" if is_upr else "- CEDAW",
        "AnnotationType": "- Recommendations",
        "Countries": [f"- {name}"],
        "Regions": ["- Sample region"],
        "Themes": [f"- Sample theme {j}" for j in chance.sample(range(80), 3)],
        "AffectedPersons": [f"- Sample persons {j}" for j in chance.sample(range(30), 2)],
        "Sdgs": ["- 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS", "- 16.3 - Sample target"],
        "PublicationDate": "2020-01-01T00:00:00",
        "PublicationDateOnUhri": "2020-02-01T00:00:00",
        "Text": f"{i % 9 + 101}.{i % 250 + 1} {text} ({', '.join(states)});" if is_upr else text,
        "UprCycle": [f"- Cycle {SESSIONS[session].cycle}"] if is_upr else [],
        "UprPositions": [chance.choice(["- Supported", "- Noted"])] if is_upr else [],
        "UprSession": [f"- {session}"] if is_upr else [],
        "UprRecommendingCountry": [f"- {state}" for state in states],
        "UprRecommendingRegions": ["- Sample region"] * len(states),
    }


def write_json(path: Path, n: int) -> None:
    """Write the records as one array."""
    with path.open("w", encoding="utf-8") as file:
        for i, record in enumerate(records(n)):
            file.write(f"{',' if i else '['}\n{json.dumps(record, indent=1)}")
        file.write("]\n")


def write_xlsx(path: Path, n: int) -> None:
    """Write the records as the workbook of the export."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _FRAME.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            sheet.write(_row(HEADINGS.values()))
            for record in records(n):
                sheet.write(_row(_cell(record[key]) for key in HEADINGS))
            sheet.write(b"</sheetData></worksheet>")


def _row(cells: Iterable[str]) -> bytes:
    written = (f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells)
    return f"<row>{''.join(written)}</row>".encode()


def _cell(value: object) -> str:
    return "\r\n".join(value) if isinstance(value, list) else str(value)


def main() -> None:
    """Write a file, read it in this process, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=268_000)
    parser.add_argument("--xlsx", action="store_true")
    parser.add_argument("--file", type=Path, help="measure this file; write it if it is not there")
    given = parser.parse_args()
    suffix = ".xlsx" if given.xlsx else ".json"
    path = given.file or Path(tempfile.mkdtemp()) / f"uhri{suffix}"
    if not path.exists():
        (write_xlsx if given.xlsx else write_json)(path, given.records)
    _measure(path, UhriWorkbook() if given.xlsx else UhriJson())


def _measure(path: Path, source: UhriJson | UhriWorkbook) -> None:
    sample = Sample(path, path.stat().st_size, path.open("rb").read(65_536))
    before, start = _peak_mb(), time.perf_counter()
    reading = source.read(sample, lambda _done, _all: None)
    seconds = time.perf_counter() - start
    print(
        f"{sample.size / 1e6:,.0f} MB, {reading.source.n_read:,} records,"
        f" {reading.recommendations.height:,} rows: {seconds:.1f} s,"
        f" peak {_peak_mb():,.0f} MB (before reading {before:,.0f} MB)"
    )


def _peak_mb() -> float:
    """Peak memory of this process so far; Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


if __name__ == "__main__":
    main()
