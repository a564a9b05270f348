"""Names of files that say what is inside: what, of which selection, of which data edition."""

import hashlib
import re
from typing import Final

from upr_data.figures.records import Records
from upr_data.selection.filters import Filters

_LONGEST: Final = 70
_NOT_SELECTION: Final = ("snapshot", "lang")


def file_name(records: Records, filters: Filters, what: str, extension: str, *more: str) -> str:
    """`upr-brief-KEN-reviewed-cycle-2-2018-07-25-upr-info.docx`; `more` comes after `what`.

    Demonstration data has it in the name of its edition. A long selection is cut, and told apart
    from others by a hash.
    """
    query = {n: text for n, text in filters.to_query().items() if n not in _NOT_SELECTION}
    said = _slug("-".join(f"{name}-{text}" for name, text in query.items()))
    if len(said) > _LONGEST:
        said = f"{said[:_LONGEST].rstrip('-')}-{hashlib.sha256(said.encode()).hexdigest()[:6]}"
    language = [filters.lang] if "lang" in filters.to_query() else []
    parts = ["upr", what, *map(_slug, more), said, *language, records.manifest.id]
    return "-".join(part for part in parts if part) + f".{extension}"


def _slug(text: str) -> str:
    """Letters, digits and hyphens alone: what every file system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")
