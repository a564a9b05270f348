"""Files in the formats of UPR Info's old export, made for tests; all texts are placeholders."""

import io
import struct
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

HEADER_2018 = [
    "SuR",
    "Rgrp",
    "Org",
    "Recommendation",
    "RS",
    "Rgrp",
    "Org",
    "Response",
    "Action",
    "Issue",
    "Session",
]
HEADER_2015 = [
    "To",
    "To-Rgrp",
    "To-Org",
    "Text",
    "From",
    "From-Rgrp",
    "From-Org",
    "Response",
    "Action",
    "Issue",
    "Session",
]

Row = Sequence[str]


def record(  # noqa: PLR0913 - one parameter per column
    *,
    sur: str = "Slovenia",
    text: str = "Sample text 1",
    rs: str = "Spain",
    response: str = "Supported",
    action: str = "4",
    issue: str = "Justice,Minorities",
    session: str = "20",
) -> list[str]:
    return [sur, "EEG", "EU", text, rs, "WEOG", "EU, OEI", response, action, issue, session]


def delimited(rows: Sequence[Row], delimiter: str, line_end: str) -> str:
    """Cells are quoted only where they must be; no line end after the last record."""
    return line_end.join(delimiter.join(_quoted(cell, delimiter) for cell in row) for row in rows)


def _quoted(cell: str, delimiter: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(f'"\r\n{delimiter}') else cell


def csv_2018(rows: Sequence[Row]) -> bytes:
    """UTF-8 with a byte order mark, semicolons, CRLF."""
    return delimited([HEADER_2018, *rows], ";", "\r\n").encode("utf-8-sig")


def csv_2015(rows: Sequence[Row]) -> bytes:
    """Mac Roman, commas, CR alone."""
    return delimited([HEADER_2015, *rows], ",", "\r").encode("mac_roman")


def xls_2015(rows: Sequence[Row]) -> bytes:
    """BIFF 8 in an OLE container; action category and session are numbers."""
    return _ole(_biff([HEADER_2018, *rows]))


def xlsx(rows: Sequence[Row], header: Row = tuple(HEADER_2018)) -> bytes:
    """A minimal workbook of one sheet with inline strings."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _xlsx_parts([header, *rows]).items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return file.getvalue()


def _xlsx_parts(rows: Sequence[Row]) -> dict[str, str]:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>'
        + "".join(_xlsx_row(i, row) for i, row in enumerate(rows, start=1))
        + "</sheetData></worksheet>",
    }


def _xlsx_row(number: int, row: Row) -> str:
    cells = "".join(
        f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}'
        "</t></is></c>"
        for i, cell in enumerate(row)
    )
    return f'<row r="{number}">{cells}</row>'


def _biff(rows: Sequence[Row]) -> bytes:
    """The workbook stream: globals with one sheet, then the sheet's cells."""
    begin, end = b"\x00\x06%s\x00\xbb\x0d\xcc\x07\0\0\0\0\0\0\0\0", _biff_record(0x000A, b"")
    book = _biff_record(0x0809, begin % b"\x05")
    name = b"\x06\x00Export"
    sheet_at = len(book) + len(_biff_record(0x0085, b"\0" * 6 + name)) + len(end)
    book += _biff_record(0x0085, struct.pack("<IBB", sheet_at, 0, 0) + name) + end
    size = struct.pack("<IIHHH", 0, len(rows), 0, len(rows[0]), 0)
    book += _biff_record(0x0809, begin % b"\x10") + _biff_record(0x0200, size)
    cells = ((y, x, cell) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell)
    return book + b"".join(_biff_cell(*cell) for cell in cells) + end


def _biff_cell(row: int, column: int, cell: str) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if cell.isdecimal():
        return _biff_record(0x0203, place + struct.pack("<d", float(cell)))
    wide = cell.encode("utf-16-le")
    return _biff_record(0x0204, place + struct.pack("<HB", len(wide) // 2, 1) + wide)


def _biff_record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _ole(stream: bytes) -> bytes:
    """A compound file of one stream, "Workbook", of up to 120 sectors."""
    n = max(8, -(-len(stream) // 512))
    free, chain_end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fat = [*range(1, n), chain_end, chain_end, fat_mark]
    fat += [free] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, n, 0, 4096, chain_end, 0, chain_end, 0)
    header += struct.pack("<I", n + 1) + struct.pack("<I", free) * 108
    folder = _ole_entry("Root Entry", 5, 1, chain_end, 0)
    folder += _ole_entry("Workbook", 2, free, 0, n * 512) + _ole_entry("", 0, free, 0, 0) * 2
    return header + stream.ljust(n * 512, b"\0") + folder + struct.pack("<128I", *fat)


def _ole_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    wide = (name + "\0").encode("utf-16-le") if name else b""
    none = 0xFFFFFFFF
    links = struct.pack("<HBBIII", len(wide), kind, 1, none, none, child)
    return wide.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<IQ", start, size)
