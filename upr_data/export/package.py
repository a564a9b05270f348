"""One zip with everything a reader needs to check a figure: figures, rows, papers."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from upr_data.export.delimited import BYTE_ORDER_MARK, to_csv
from upr_data.export.titles import OF_IMPLEMENTATION
from upr_data.figures import metrics
from upr_data.figures.method import definitions
from upr_data.figures.records import Records
from upr_data.figures.rows import rows
from upr_data.figures.selected import selected
from upr_data.language import N_
from upr_data.model import Col, Dimension
from upr_data.selection.filters import Filters

DEMONSTRATION_MARK: Final = N_("Demonstration data: every State and every record is invented.")
_OF_OUTCOME: Final = (*OF_IMPLEMENTATION, Col.STATUS, Col.IRI)
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


def package(records: Records, filters: Filters, by: Sequence[Dimension], link: str) -> bytes:
    """A zip of figures.csv, rows.csv and metadata.json for one selection.

    `link` is the permanent address of the page; each CSV row names its snapshot and, for
    invented data, says so.
    """
    figures = metrics.figures(records, filters, by)
    files = {
        "figures.csv": BYTE_ORDER_MARK + to_csv(marked(figures, records)),
        "rows.csv": BYTE_ORDER_MARK + to_csv(marked(rows(records, filters), records)),
        "metadata.json": json.dumps(
            metadata(records, filters, by, link), indent=2, ensure_ascii=False
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return buffer.getvalue()


def metadata(
    records: Records, filters: Filters, by: Sequence[Dimension], link: str
) -> dict[str, Any]:
    """What the figures are of, how they are counted, and where the records come from."""
    manifest = records.manifest
    return {
        "title": "UPR Outcomes: recommendations of the Universal Periodic Review",
        "notice": notice(records),
        "selection": filters.sentence(records.state_names, records.terms),
        "query": filters.to_query(),
        "by": [dimension.value for dimension in by],
        "unit": filters.unit.value,
        "triggered_of": filters.of.value,
        "link": link,
        "snapshot": manifest.id,
        "snapshot_created": manifest.created,
        "sources": json.loads(manifest.to_json())["sources"],
        "action_category_basis": _bases(records, filters),
        "coder": manifest.notes.get("coder"),
        "method": definitions(),
    }


def _bases(records: Records, filters: Filters) -> dict[str, int]:
    """How many rows of the selection were coded by whom; "none" where nobody coded them."""
    basis = pl.col(Col.ACTION_CATEGORY_BASIS).cast(pl.String).fill_null("none")
    counted = selected(records, filters).group_by(basis.alias("basis")).len().sort("basis")
    return dict(counted.collect().iter_rows())


def notice(records: Records) -> str:
    """What must be said of these records wherever they go; empty for real ones."""
    if records.manifest.is_demonstration:
        return DEMONSTRATION_MARK
    return ""


def file_name(records: Records, page: str) -> str:
    """The name of a download: demonstration data says so in the name already."""
    return f"upr-{page}-{records.manifest.id}.zip"


def marked(frame: pl.DataFrame, records: Records) -> pl.DataFrame:
    """The frame with its snapshot in every row and, for invented data, a notice that says so.

    What the source does not record is null.
    """
    return as_recorded(frame, records).with_columns(
        pl.lit(records.manifest.id).alias("snapshot"), pl.lit(notice(records)).alias("notice")
    )


def as_recorded(frame: pl.DataFrame, records: Records) -> pl.DataFrame:
    """The frame with null for what the source does not record: nobody knows who commented."""
    unknown = [] if records.has_assessments else [n for n in _OF_OUTCOME if n in frame.columns]
    return frame.with_columns(pl.lit(None, frame.schema[name]).alias(name) for name in unknown)
