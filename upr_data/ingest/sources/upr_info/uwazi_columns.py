"""Columns of the CSV export of UPR Info's database, by whatever heading they stand under."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from upr_data.domain.states import normalise
from upr_data.ingest.sources.upr_info.converting import Cell

HEADINGS: Final[Mapping[Cell, tuple[str, ...]]] = {
    Cell.STATE_UNDER_REVIEW: ("state under review", "sur", "state"),
    Cell.TEXT: ("recommendation", "text", "recommendation text", "title"),
    Cell.RECOMMENDING_STATE: ("recommending state", "recommending states", "rs"),
    Cell.RESPONSE: ("response", "position", "response to recommendation"),
    Cell.ACTION: ("action category", "action", "category", "action categories"),
    Cell.ISSUE: ("issues", "issue", "issue(s)", "themes"),
    Cell.SESSION: ("session", "upr session", "session number"),
}
"""Cell → headings, the first that is there wins; a title stands for a text that is not there."""

TITLES: Final = frozenset({"title", "titulo", "titre", "заголовок", "العنوان", "标题"})
PUBLISHED: Final = frozenset(
    {"published", "publicado", "publicada", "publie", "publiee", "опубликовано", "منشور", "已发布"}
)
_DATES: Final = frozenset(
    {"date added", "fecha de creacion", "fecha anadida", "fecha de adicion", "fecha agregada"}
    | {"date dajout", "date dajoutee", "date ajoutee", "дата добавления", "تاريخ الإضافة"}
)
_OTHERS: Final = frozenset(
    {"template", "plantilla", "modele", "geolocation", "geolocalizacion", "geolocalisation"}
    | {"documents", "documentos", "attachments", "adjuntos", "archivos adjuntos"}
    | {"pieces jointes", "supporting files", "archivos de apoyo", "primary documents"}
)
FIXED: Final = frozenset(normalise(one) for one in TITLES | PUBLISHED | _DATES | _OTHERS)
"""Columns that Uwazi puts into every export, by their names in the languages of its pages."""
KEYS: Final = frozenset({"sharedid", "shared id"})

_UNPUBLISHED: Final = frozenset(
    {"unpublished", "false", "0", "no", "non", "draft", "no publicado", "no publicada"}
    | {"sin publicar", "despublicado", "non publie", "non publiee", "restricted", "private"}
    | {"не опубликовано", "غير منشور", "未发布"}
)
_NOT_PUBLIC: Final = frozenset(map(normalise, _UNPUBLISHED))
_SUFFIX: Final = re.compile(r"__([a-z]{2})$", re.IGNORECASE)


def name_of(heading: str) -> str:
    """The heading as it is looked up: `state_under_review` and `Recommendation__en` are plain."""
    bare = _SUFFIX.sub("", heading.strip())
    return normalise(bare.replace("_", " "))


def is_export(header: Sequence[str]) -> bool:
    """Whether these are headings of the database: Uwazi's own, its key, or names in snake case."""
    names = {name_of(cell) for cell in header}
    known = {alias for aliases in HEADINGS.values() for alias in aliases}
    snakes = [cell for cell in header if "_" in cell.strip("_") and name_of(cell) in known]
    is_placed = sum(1 for aliases in HEADINGS.values() if names & set(aliases))
    marks = len(names & FIXED) - len(names & TITLES) + 2 * len(names & KEYS) + len(snakes)
    return marks > 2 or (marks > 1 and is_placed > len(HEADINGS) // 2)  # noqa: PLR2004 of six


def place_of(header: Sequence[str], names: Sequence[str] | frozenset[str]) -> int | None:
    """Where the first of these names stands; a column in English wins over other languages."""
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        name, suffix = name_of(heading), _SUFFIX.search(heading.strip())
        is_english = suffix is None or suffix[1].lower() == "en"
        if is_english and (name not in places or suffix is not None):
            places[name] = place
    return next((places[name] for name in names if name in places), None)


def is_unpublished(word: str) -> bool:
    """Whether the word in the column "Published" says that the record is not public."""
    return normalise(word) in _NOT_PUBLIC
