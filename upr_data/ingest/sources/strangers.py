"""Files that are no export we read: what they are, in one true sentence that says what to do."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from upr_data.domain.printing import shortened
from upr_data.domain.states import normalise
from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.archive import ZIP_SIGNATURE
from upr_data.ingest.sources.files.door import READING_ERRORS, refusal
from upr_data.ingest.sources.files.json_records import place_of
from upr_data.ingest.sources.files.tables import header_of
from upr_data.ingest.sources.files.workbook import OLE_SIGNATURE
from upr_data.ingest.sources.upr_info.old_export import NEEDED, missing_cells
from upr_data.language import N_, _

_SHOWN: Final = 15
_FEW: Final = 4
_LONGEST: Final = 240
_LOOKED_INTO: Final = 64 << 20
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
_SAVE_AS_DOCX: Final = N_("open it in Word, save it as a Word document (.docx), and import that.")
_SIGNATURES: Final = {
    b"%PDF": N_(
        "this is a PDF, and tables in PDFs are not read; get the Word or Excel file of it."
    ),
    b"{\\rtf": N_("this is a text in Rich Text Format; {save_as_docx}"),
    b"\x1f\x8b": N_("it is packed (gzip); unpack it first."),
    b"7z\xbc\xaf\x27\x1c": N_("it is packed (7-Zip); unpack it first."),
    b"Rar!": N_("it is packed (RAR); unpack it first."),
    b"PAR1": N_(
        "this is a Parquet file; snapshots are opened as folders, and exports come as CSV."
    ),
}
_OLD_WORD: Final = (
    b"urn:schemas-microsoft-com:office:word",
    b"http://schemas.microsoft.com/office/word/2003/wordml",
)
"""What web pages and XML files that Word has saved say of themselves."""
_OPEN_DOCUMENTS: Final = {
    b"application/vnd.oasis.opendocument.text": N_("this is an OpenDocument text; {save_as_docx}"),
    b"application/vnd.oasis.opendocument.spreadsheet": N_(
        "this is an OpenDocument spreadsheet; save it as an Excel workbook (.xlsx) or as CSV UTF-8."
    ),
}

_STATUS: Final = re.compile(
    r"\b(?:status|assessments?|implementation|implemented|progress|level|rating|achievement)\b"
)
_NO_STATUS: Final = re.compile(r"\b(?:acceptance|response|position|publication|review) status\b")
_TEXT: Final = re.compile(r"\b(?:recommendations?|text|title|description|wording)\b")
_COUNT: Final = re.compile(
    r"^(?:n|number|total|count|supported|accepted|noted|refused|rejected|recommendations)\b"
    r"|\b(?:rate|share|percent|count|total)$"
)
_DASHBOARDS: Final = (
    (
        frozenset({"mechanism", "recommending state upr", "response upr"}),
        N_("the SDG - Human Rights Data Explorer of the Danish Institute for Human Rights"),
    ),
    (
        frozenset({"title", "reference", "taxonomies"}),
        N_("IMPACT OSS, a national tracking database"),
    ),
)
_ORIGINALS: Final = N_(
    "import the records from where it has them: OHCHR's index (python -m upr_data fetch uhri "
    "--name NAME) or UPR Info's database (python -m upr_data fetch upr-info --name NAME)"
)


def refuse_strangers(sample: Sample) -> None:
    """Raise `BadInputError` for a file of a format that no export comes in."""
    start = sample.head.lstrip()
    for signature, sentence in _SIGNATURES.items():
        if start.startswith(signature):
            raise refusal(sample.path, _(sentence).format(save_as_docx=_(_SAVE_AS_DOCX)))
    if any(mark in sample.head for mark in _OLD_WORD):
        raise refusal(
            sample.path,
            _("this is a Word document of an old form; {save_as_docx}").format(
                save_as_docx=_(_SAVE_AS_DOCX)
            ),
        )
    if sample.head.startswith(OLE_SIGNATURE) and _has_word_stream(sample):
        raise refusal(
            sample.path,
            _("this is an old Word document (.doc); {save_as_docx}").format(
                save_as_docx=_(_SAVE_AS_DOCX)
            ),
        )
    if sample.head.startswith(ZIP_SIGNATURE) and (found := _open_document(sample)):
        raise refusal(sample.path, found)


def why_unrecognised(sample: Sample) -> str:
    """What a file is that no source recognises."""
    if place := place_of(sample, frozenset()):
        return _(
            "its records have the fields {fields}, so it is neither OHCHR's "
            "index (AnnotationId) nor UPR Info's database (sharedId); "
            "{originals}."
        ).format(fields=_listed(sorted(place.keys)), originals=_(_ORIGINALS))
    header = header_of(sample)
    if header is None:
        return _(
            "this is no table that can be read; give a CSV or Excel file "
            "as its publisher exported it."
        )
    if header[0].lstrip().startswith(("<", "{", "[")):
        return _(
            "this is a web page or a data file ({start!r} …) and no export we "
            "know; download the export again."
        ).format(start=header[0][:20])
    return next(_of_table(header))


def _of_table(header: Sequence[str]) -> Iterator[str]:
    """Sentences that fit a table, the first is the best."""
    names = {normalise(cell.replace("_", " ")) for cell in header}
    found = _listed(header)
    for columns, dashboard in _DASHBOARDS:
        if columns <= names:
            yield (
                _(
                    "its columns are those of {dashboard}; it is no export of UPR Info "
                    "or OHCHR: {originals}."
                ).format(dashboard=_(dashboard), originals=_(_ORIGINALS))
            )
    if any(_STATUS.search(_NO_STATUS.sub("", name)) for name in names):
        yield (
            _(
                "its columns are {found}: it says how recommendations are "
                "implemented; add it to a snapshot that holds these: python -m "
                "upr_data import --matrix FILE --from SNAPSHOT."
            ).format(found=found)
        )
    counts = [name for name in names if _COUNT.search(name)]
    if len(counts) > 2 and not any(_TEXT.search(name) for name in names - set(counts)):  # noqa: PLR2004
        yield (
            _(
                "its columns are {found}: these are counts, and recommendations "
                "are imported one by one; import the export that was counted."
            ).format(found=found)
        )
    missing = missing_cells(header)
    lacking = _lacking(missing) if len(missing) <= _FEW else ""
    yield (
        _(
            "its columns are {found}, and an export needs {needed}{lacking}; "
            "export it again, or name its columns so."
        ).format(found=found, needed=_(NEEDED), lacking=lacking)
    )


def _lacking(missing: Sequence[str]) -> str:
    return _("; no column is one of: {names}").format(names=", ".join(missing))


def _listed(names: Sequence[str]) -> str:
    return shortened(", ".join(name[:30] or _("(blank)") for name in names[:_SHOWN]), _LONGEST)


def _has_word_stream(sample: Sample) -> bool:
    with sample.path.open("rb") as file:
        return _WORD_STREAM in file.read(_LOOKED_INTO)


def _open_document(sample: Sample) -> str | None:
    try:
        with zipfile.ZipFile(sample.path) as archive, archive.open("mimetype") as part:
            kind = part.read(100).strip()
    except READING_ERRORS:
        return None
    said = _OPEN_DOCUMENTS.get(kind)
    return _(said).format(save_as_docx=_(_SAVE_AS_DOCX)) if said else None
