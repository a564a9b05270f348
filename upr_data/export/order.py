"""One order, one file: what is asked for as plain values, and how each kind is made.

The command line, the pages and the child process that makes heavy files all give orders.
"""

from collections.abc import Callable, Mapping
from contextvars import copy_context
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final, Self

from upr_data.charts.parts import response_parts
from upr_data.charts.picture import Caption
from upr_data.charts.shares import share_bars
from upr_data.export.citation import EXTENSION, Work, citation
from upr_data.export.imprint import Imprint, imprint
from upr_data.export.names import file_name
from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.language import N_, _, in_sentence, number, percent, titled, use_language
from upr_data.language.labels import label
from upr_data.model import CitationStyle, Dimension, ExportKind, Fig, FileFormat, Role, StoryKind
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

FORMATS: Final[Mapping[ExportKind, tuple[FileFormat, ...]]] = {
    ExportKind.SLIDES: (FileFormat.PPTX, FileFormat.PDF),
    ExportKind.BRIEF: (FileFormat.DOCX, FileFormat.PDF),
    ExportKind.WORKBOOK: (FileFormat.XLSX,),
    ExportKind.DATA: (FileFormat.ZIP,),
    ExportKind.CHART: (FileFormat.PNG, FileFormat.SVG, FileFormat.PDF),
    ExportKind.STORY: (FileFormat.HTML,),
    ExportKind.CITATION: (FileFormat.TXT, FileFormat.BIB, FileFormat.RIS),
    ExportKind.FOLLOW_UP: (FileFormat.XLSX, FileFormat.DOCX, FileFormat.PDF),
    ExportKind.DATES: (FileFormat.ICS,),
}
"""What each kind can be; the first is what it is where nobody says."""

MIME: Final[Mapping[FileFormat, str]] = {
    FileFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.PDF: "application/pdf",
    FileFormat.ZIP: "application/zip",
    FileFormat.PNG: "image/png",
    FileFormat.SVG: "image/svg+xml",
    FileFormat.HTML: "text/html",
    FileFormat.TXT: "text/plain",
    FileFormat.BIB: "application/x-bibtex",
    FileFormat.RIS: "application/x-research-info-systems",
    FileFormat.ICS: "text/calendar",
}


class OrderError(ValueError):
    """An order that cannot be fulfilled; the message says why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    `query` is a selection as in a link; `of` a State's code and `role` its role (empty: both, where
    there are both); `by` the dimensions of figures; `site` the address that links begin with;
    `accessed` the day a citation names; `most` rows of a workbook.
    """

    kind: ExportKind
    query: str = ""
    format: FileFormat | None = None
    of: str = ""
    role: Role | None = None
    by: tuple[Dimension, ...] = ()
    style: CitationStyle = CitationStyle.APA
    site: str = ""
    accessed: str = ""
    most: int = 20_000
    story: StoryKind | None = None

    @property
    def extension(self) -> FileFormat:
        """The format asked for, or the usual one."""
        if self.kind is ExportKind.CITATION and self.format is None:
            return FileFormat(EXTENSION[self.style])
        return self.format or FORMATS[self.kind][0]

    def to_dict(self) -> dict[str, Any]:
        """The order as plain values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """An order from plain values. Raises `ValueError` or `TypeError` where they are none."""
        return cls(
            **{
                **plain,
                "kind": ExportKind(plain["kind"]),
                "format": FileFormat(plain["format"]) if plain.get("format") else None,
                "role": Role(plain["role"]) if plain.get("role") else None,
                "by": tuple(Dimension(one) for one in plain.get("by", ())),
                "style": CitationStyle(plain.get("style", CitationStyle.APA)),
                "story": StoryKind(plain["story"]) if plain.get("story") else None,
            }
        )


@dataclass(frozen=True, slots=True)
class File:
    """A finished file."""

    name: str
    mime: str
    data: bytes


def fulfil(order: Order, records: Records) -> File:
    """Make the file, in the language of its selection. Raises `OrderError`."""
    return copy_context().run(_fulfil, order, records)


def name_of(order: Order, records: Records) -> str:
    """What the file will be called, known before it is made."""
    more = [part for part in (order.of, order.role or "", order.story or "") if part]
    return file_name(records, selection(order), order.kind, order.extension, *more)


def selection(order: Order) -> Filters:
    """The selection of an order."""
    return parse(order.query).filters


def _fulfil(order: Order, records: Records) -> File:
    if order.extension not in FORMATS[order.kind]:
        known = ", ".join(FORMATS[order.kind])
        said = _("{kind} cannot be made as {format}; choose from {known}.")
        raise OrderError(said.format(kind=order.kind, format=order.extension, known=known))
    if order.of and order.of not in records.state_names:
        raise OrderError(_("This data edition has no State {code}.").format(code=order.of))
    filters = selection(order)
    use_language(filters.lang)
    data = _MADE[order.kind](order, records, filters)
    return File(name_of(order, records), MIME[order.extension], data)


def link_of(order: Order, records: Records, filters: Filters) -> str:
    """The permanent address of a selection on the site that the order names."""
    if not order.site:
        return ""
    query = replace(filters, snapshot=records.manifest.id).to_link()
    if order.of:
        role = f"&role={order.role}" if order.role else ""
        return f"{order.site.rstrip('/')}/state?of={order.of}{role}&{query}"
    return f"{order.site.rstrip('/')}/?{query}"


def _dimensions(order: Order, usual: Dimension) -> tuple[Dimension, ...]:
    return order.by or (usual,)


# Each maker imports what it needs when it is asked: a page that makes no deck pays for none.


def _slides(order: Order, records: Records, filters: Filters) -> bytes:
    from upr_data.export.contents import story_of  # noqa: PLC0415
    from upr_data.export.printed import slides_pdf  # noqa: PLC0415
    from upr_data.export.slides import slides  # noqa: PLC0415

    document = story_of(_request(order, records, filters))
    return slides(document) if order.extension is FileFormat.PPTX else slides_pdf(document)


def _story(order: Order, records: Records, filters: Filters) -> bytes:
    from upr_data.export.contents import story_of  # noqa: PLC0415
    from upr_data.export.story import story  # noqa: PLC0415

    return story(story_of(_request(order, records, filters))).encode()


def _brief(order: Order, records: Records, filters: Filters) -> bytes:
    from upr_data.export.brief import brief  # noqa: PLC0415
    from upr_data.export.contents import brief_of  # noqa: PLC0415
    from upr_data.export.printed import brief_pdf  # noqa: PLC0415

    document = brief_of(_request(order, records, filters))
    return brief(document) if order.extension is FileFormat.DOCX else brief_pdf(document)


def _request(order: Order, records: Records, filters: Filters) -> Any:  # noqa: ANN401 - imported late
    from upr_data.export.contents import Request  # noqa: PLC0415

    return Request(
        records, filters, link_of(order, records, filters), order.of, order.role, order.story
    )


def _workbook(order: Order, records: Records, filters: Filters) -> bytes:
    from upr_data.export.workbook import workbook  # noqa: PLC0415

    by = _dimensions(order, Dimension.NONE)
    return workbook(records, filters, by, link_of(order, records, filters), order.most)


def _data(order: Order, records: Records, filters: Filters) -> bytes:
    from upr_data.export.data import data_package  # noqa: PLC0415

    by = _dimensions(order, Dimension.NONE)
    return data_package(records, filters, by, link_of(order, records, filters))


def _chart(order: Order, records: Records, filters: Filters) -> bytes:
    from upr_data.export import images  # noqa: PLC0415

    said = imprint(records, filters, link_of(order, records, filters))
    by = _dimensions(order, Dimension.CYCLE)
    table = metrics.figures(records, filters, by)
    title = _("How States under review responded, by {dimension}")
    caption = Caption(
        title.format(dimension=" · ".join(in_sentence(label(one)) for one in by)),
        (said.selection, said.counted),
    )
    picture = share_bars(table, response_parts(), caption)
    match order.extension:
        case FileFormat.SVG:
            return images.svg(picture, said).encode()
        case FileFormat.PDF:
            return images.pdf(picture, said)
    return images.png(picture, said)


def _citation(order: Order, records: Records, filters: Filters) -> bytes:
    said = imprint(records, filters, _cited(link_of(order, records, filters), records, filters))
    accessed = date.fromisoformat(order.accessed) if order.accessed else said.created
    finding = _finding(records, filters, said)
    return f"{citation(Work(finding, said, accessed), order.style)}\n".encode()


def _cited(link: str, records: Records, filters: Filters) -> str:
    """The link with the figure cited, so that it can be looked at again."""
    from upr_data.export.cited import figure_of, with_cited  # noqa: PLC0415

    row = metrics.figures(records, replace(filters, snapshot="")).row(0, named=True)
    return with_cited(link, *figure_of(row, filters)) if link else ""


def _finding(records: Records, filters: Filters, said: Imprint) -> str:
    """The figure that a selection is cited for: what was supported, of what was answered."""
    row = metrics.figures(records, replace(filters, snapshot="")).row(0, named=True)
    if not row[Fig.ACCEPTANCE_DENOMINATOR] or filters.responses:
        return titled(said.selection, said.counted)
    return _(_SUPPORTED).format(
        selection=said.selection,
        rate=percent(row[Fig.ACCEPTANCE_RATE]),
        n=number(row[Fig.N_SUPPORTED]),
        of=number(row[Fig.ACCEPTANCE_DENOMINATOR]),
    )


_SUPPORTED: Final = N_("{selection}: {rate} of those answered were supported ({n} of {of})")


def _follow_up(order: Order, records: Records, filters: Filters) -> bytes:
    from upr_data.export.brief import brief  # noqa: PLC0415
    from upr_data.export.follow_up import follow_up_brief, follow_up_workbook  # noqa: PLC0415
    from upr_data.export.printed import brief_pdf  # noqa: PLC0415

    if not order.of:
        raise OrderError(_("Say whose follow-up list: the code of a State."))
    link = link_of(order, records, filters)
    if order.extension is FileFormat.XLSX:
        return follow_up_workbook(records, filters, order.of, link)
    document = follow_up_brief(records, filters, order.of, link)
    return brief(document) if order.extension is FileFormat.DOCX else brief_pdf(document)


def _dates(order: Order, records: Records, filters: Filters) -> bytes:
    from upr_data.export.dates import dates  # noqa: PLC0415

    chosen = replace(filters, states_under_review=(order.of,)) if order.of else filters
    return dates(records, chosen, link_of(order, records, filters))


_MADE: Final[Mapping[ExportKind, Callable[[Order, Records, Filters], bytes]]] = {
    ExportKind.SLIDES: _slides,
    ExportKind.STORY: _story,
    ExportKind.BRIEF: _brief,
    ExportKind.WORKBOOK: _workbook,
    ExportKind.DATA: _data,
    ExportKind.CHART: _chart,
    ExportKind.CITATION: _citation,
    ExportKind.FOLLOW_UP: _follow_up,
    ExportKind.DATES: _dates,
}
