"""Files of OHCHR's index, made for tests: placeholder texts under the names of real States."""

import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import polars as pl

from upr_data.ingest.sources.base import Reading, Sample
from upr_data.ingest.sources.uhri.index import UhriJson
from upr_data.model import Col

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
"""JSON key → heading of the workbook, in OHCHR's spelling."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet '
    'name="Export" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


def uhri_record(**changed: object) -> dict[str, Any]:
    """A record with all 18 keys, as OHCHR gives it, with some values changed."""
    return {
        "AnnotationId": "0001",
        "Symbol": "A/HRC/28/15",
        "DocumentId": "d1",
        "Body": "- UPR",
        "AnnotationType": "- Recommendations",
        "Countries": ["- Slovenia"],
        "Regions": ["- Eastern Europe"],
        "Themes": ["- Sample theme"],
        "AffectedPersons": ["- Sample persons"],
        "Sdgs": ["- 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS", "- 16.3 - Sample target"],
        "PublicationDate": "2014-12-10",
        "PublicationDateOnUhri": "2015-01-10",
        "Text": "115.1 Sample text 1 (Spain);",
        "UprCycle": ["- 2nd cycle"],
        "UprPositions": ["- Supported"],
        "UprSession": ["- 20"],
        "UprRecommendingCountry": ["- Spain"],
        "UprRecommendingRegions": ["- Western Europe"],
    } | changed


def write_json(path: Path, records: Sequence[dict[str, Any]]) -> Sample:
    """The records as OHCHR's JSON array."""
    path.write_text(json.dumps(records, indent=1), encoding="utf-8")
    return sample_of(path)


def write_xlsx(
    path: Path, records: Sequence[dict[str, Any]], headings: dict[str, str] = HEADINGS
) -> Sample:
    """The records as OHCHR's workbook: lists as lines, dates as serial numbers."""
    rows = [[_cell(key, record[key]) for key in headings] for record in records]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", _sheet([[*headings.values()], *rows]))
    return sample_of(path)


def write_sheets(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """A workbook of several sheets, the first first."""
    ids = range(1, len(sheets) + 1)
    names = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>'
        for i, name in zip(ids, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in ids
    )
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>'
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "_rels/.rels"):
            archive.writestr(name, _PARTS[name])
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", relations)
        for i, rows in zip(ids, sheets.values(), strict=True):
            archive.writestr(f"xl/worksheets/sheet{i}.xml", _sheet(rows))
    return path


def sample_of(path: Path) -> Sample:
    """What the door hands to a source."""
    return Sample(path, path.stat().st_size, path.read_bytes()[:65_536])


def _sheet(rows: Iterable[Iterable[str | float]]) -> str:
    lines = "".join(f"<row>{''.join(map(_written, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _written(cell: str | float) -> str:
    if isinstance(cell, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    return f"<c><v>{cell}</v></c>"


def _cell(key: str, value: object) -> str | float:
    if key.startswith("PublicationDate"):
        return 41983.0
    return " \r\n ".join(value) if isinstance(value, list) else str(value)


def silent(_done: int, _of: int) -> None:
    """No progress."""


def reading(folder: Path, *records: dict[str, Any]) -> Reading:
    """The records, written as an array and read."""
    return UhriJson().read(write_json(folder / "uhri.json", records), silent)


def row(folder: Path, **changed: object) -> dict[str, Any]:
    """The only row of one record."""
    rows = reading(folder, uhri_record(**changed)).recommendations
    return rows.row(0, named=True) if rows.height == 1 else {"n": rows.height}


def rules(found: Reading, action: str) -> dict[str, int]:
    """Rule → how often, of the repairs, notices or records set aside."""
    report = found.report.filter(pl.col(Col.REPORT_ACTION) == action)
    return dict(report.group_by(Col.RULE).agg(pl.col(Col.N).sum()).iter_rows())
