"""Data for machines: figures and rows as CSV, Parquet and JSON, with papers; whole, without a cap.

Parquet and JSON keep texts as they are; CSV is for spreadsheets too, so that text which they would
run is defused there.
"""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Final

import polars as pl

from upr_data.export.delimited import BYTE_ORDER_MARK, to_csv
from upr_data.export.imprint import imprint
from upr_data.export.package import marked, metadata
from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.figures.rows import rows
from upr_data.model import Dimension
from upr_data.selection.filters import Filters

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


def data_package(
    records: Records,
    filters: Filters,
    by: Sequence[Dimension] = (Dimension.NONE,),
    link: str = "",
) -> bytes:
    """A zip of figures and rows, each as CSV, Parquet and JSON, and metadata.json."""
    tables = {"figures": metrics.figures(records, filters, by), "rows": rows(records, filters)}
    files: dict[str, bytes] = {}
    for name, table in tables.items():
        whole = marked(table, records)
        files[f"{name}.csv"] = (BYTE_ORDER_MARK + to_csv(whole)).encode()
        files[f"{name}.parquet"] = to_parquet(whole)
        files[f"{name}.json"] = to_json(whole)
    said = dict(imprint(records, filters, link).method())
    papers = metadata(records, filters, by, link) | {"says": said}
    files["metadata.json"] = json.dumps(papers, indent=2, ensure_ascii=False).encode()
    return zipped(files)


def to_parquet(frame: pl.DataFrame) -> bytes:
    """The frame as Parquet; columns that nothing is known of are text."""
    buffer = io.BytesIO()
    frame.cast({pl.Null: pl.String}).write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def to_json(frame: pl.DataFrame) -> bytes:
    """The frame as a list of records."""
    return frame.write_json().encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """Files in a zip that is the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()
