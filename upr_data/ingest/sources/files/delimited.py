"""Text tables (.csv and kin): encoding, delimiter and line ends told from the content."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from upr_data.ingest.sources.files.cells import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_LINES,
    Records,
    to_records,
)
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.encoding import encoding_of, is_text, n_line_ends, wide_encoding
from upr_data.language import _, number

DELIMITERS: Final = (",", ";", "\t", "|")
MAX_LINE: Final = 131_072
"""Characters in a line, and in a cell; a longer one means that quotes or line ends are broken."""

_DECLARES: Final = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
_NAMES: Final = {
    "utf-8-sig": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
}


def first_record(head: bytes) -> list[str] | None:
    """Cells of the first line that is not blank, told from the first bytes of a file.

    None if this is no text, or the line does not end within `head`, if `head` is long.
    """
    if not is_text(head):
        return None
    text = head.decode(wide_encoding(head) or "cp1252", errors="replace").lstrip("\ufeff")
    lines = (line for line in re.split(r"\r\n|\r|\n", text) if line.strip())
    line, declared = next(lines, None), None
    if line is not None and (declared := _declared(line)):
        line = next(lines, None)
    if line is None or len(line) > MAX_LINE // 4:
        return None
    try:
        return next(csv.reader([line], delimiter=declared or delimiter_of(line)), None)
    except csv.Error:
        return None


def delimiter_of(header: str) -> str:
    """The delimiter that cuts a header line into the most cells; a comma if none does."""
    return max(DELIMITERS, key=header.count)


def _declared(line: str) -> str | None:
    """The delimiter that Excel's own first line declares: `sep=;`."""
    found = _DECLARES.fullmatch(line.strip("\r\n\ufeff "))
    return found[1] if found else None


def _steadiest(lines: Sequence[str]) -> str:
    """The delimiter that cuts most of these lines into as many cells, more than one."""

    def steadiness(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(map(len, csv.reader(lines, delimiter=delimiter)))
        except csv.Error:
            return 0, 0
        del widths[0], widths[1]
        return max(((n, width) for width, n in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=steadiness)


def read_delimited(data: bytes, file: str) -> Records | None:
    """All records of a text table; None if it is blank.

    Line ends may be mixed, and may stand inside quoted cells, which keep them as they are. Raises
    `BadInputError` with the line for bytes of no encoding, NUL bytes, broken quotes, and lines or
    cells beyond `MAX_LINE`.
    """
    return to_records(*read_rows(data, file))


def read_rows(data: bytes, file: str, looked_at: int = 1) -> tuple[list[int], list[list[str]]]:
    """Each record of a text table with the line it starts on, as `read_delimited` reads them.

    The delimiter is what the first line declares, else it is told from the first lines that are
    not blank: one, or as many as `looked_at`.
    """
    encoding = encoding_of(data, file)
    try:
        filled = (line for line in _lines(data, encoding, file) if line.strip())
        first = list(islice(filled, looked_at)) or [""]
        declared = _declared(first[0])
        told = _steadiest(first) if looked_at > 1 else delimiter_of(first[0])
        numbers, rows = _parse(_lines(data, encoding, file), declared or told, file)
    except UnicodeDecodeError as error:
        line = _broken_line(data, encoding)
        raise refusal(
            file,
            _(
                "line {line} has bytes that are not {encoding} text; export the file again, "
                "as CSV UTF-8."
            ).format(line=line, encoding=_NAMES.get(encoding, encoding)),
        ) from error
    n_head = next((i for i, row in enumerate(rows, 1) if any(row)), 0) if declared else 0
    return numbers[n_head:], rows[n_head:]


def _lines(data: bytes, encoding: str, file: str) -> Iterator[str]:
    """Lines with their ends, none longer than `MAX_LINE`."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    for place, line in enumerate(iter(lambda: text.readline(MAX_LINE + 1), ""), start=1):
        if len(line) > MAX_LINE:
            raise refusal(
                file,
                _(
                    "line {line} is longer than {max_line} characters, so line ends are "
                    "missing; export the file again."
                ).format(line=place, max_line=number(MAX_LINE)),
            )
        if place > MAX_LINES:
            raise refusal(
                file,
                _(
                    "it has more than {max_lines} lines; export it again, in parts if need be."
                ).format(max_lines=number(MAX_LINES)),
            )
        if "\0" in line:
            raise refusal(
                file,
                _(
                    "line {line} holds NUL bytes, so this is damaged or no text; export "
                    "the file again."
                ).format(line=place),
            )
        yield line


def _parse(lines: Iterator[str], delimiter: str, file: str) -> tuple[list[int], list[list[str]]]:
    """Each record with the line it starts on."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    numbers, rows = [], []
    start, n_cells = 1, 0
    try:
        for row in reader:
            numbers.append(start)
            rows.append(row)
            start = reader.line_num + 1
            if len(row) > MAX_COLUMNS:
                raise refusal(
                    file,
                    _("line {numbers} has {n} cells; export the file again.").format(
                        numbers=numbers[-1], n=number(len(row))
                    ),
                )
            n_cells += len(row)
            if n_cells > MAX_CELLS:
                raise refusal(
                    file,
                    _("it has more than {max_cells} cells; export it again, in parts.").format(
                        max_cells=number(MAX_CELLS)
                    ),
                )
    except csv.Error as error:
        raise refusal(
            file,
            _(
                "from line {start} on, the quotation marks do not pair ({error}); mend "
                "that line or export the file again."
            ).format(start=start, error=error),
        ) from error
    return numbers, rows


def _broken_line(data: bytes, encoding: str) -> int:
    """Line of the first byte that cannot be decoded."""
    try:
        codecs.decode(data, encoding)
    except UnicodeDecodeError as error:
        return n_line_ends(data[: error.start]) + 1
    return 1
