"""Office files that are the same for the same content: no clock stands in them."""

import io
import re
import zipfile
from datetime import date
from typing import Final

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_DAYS: Final = re.compile(rb"(<dcterms:(?:created|modified)[^<>]*>)[^<>]*(</dcterms:)")


def steady(data: bytes, day: date) -> bytes:
    """The file with that day as the day it was made, in workbooks inside it as well."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            content = given.read(name)
            if name.endswith(".xlsx"):
                content = steady(content, day)
            elif name == "docProps/core.xml":
                content = _DAYS.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, content)
    return buffer.getvalue()
