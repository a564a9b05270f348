"""The icons that the site can show, cut out of the font of all icons that Streamlit ships.

    python deploy/icons/cut.py

Run it with `requirements-dev.txt` installed after every change of Streamlit's version, and when an
icon is named for the first time: `tests/test_icons.py` says when. `deploy/precompress.py` takes
what it writes. The font is Google's Material Symbols, under the Apache License 2.0 (`LICENSE`).
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import streamlit
from fontTools import subset
from fontTools.ttLib import TTFont

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
LIBRARY: Final = Path(streamlit.__file__).parent
NAMED: Final = re.compile(r":material/([a-z0-9_]+):")


def main() -> None:
    """Write the small font under the name of the whole one, which holds the hash of its content."""
    for old in HERE.glob("*.woff2"):
        old.unlink()
    whole = whole_font()
    (HERE / whole.name).write_bytes(cut(whole, named()))


def whole_font() -> Path:
    """The font of all icons."""
    (found,) = (LIBRARY / "static" / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2")
    return found


def named() -> frozenset[str]:
    """The icons that this program or Streamlit's own scripts name."""
    ours = (ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "upr_data").rglob("*.py"))
    theirs = (LIBRARY / "static" / "static" / "js").glob("*.js")
    texts = (path.read_text(encoding="utf-8") for path in (*ours, *theirs))
    return frozenset(name for text in texts for name in NAMED.findall(text))


def icons(font: TTFont) -> Iterator[tuple[str, str]]:
    """Every icon that can be written in a font: its name, and the glyph that is drawn."""
    letters: dict[str, str] = {}
    for code, glyph in sorted(font.getBestCmap().items(), reverse=True):
        letters[glyph] = chr(code).lower()
    for first, ligatures in _ligatures(font):
        for one in ligatures:
            yield "".join(letters[glyph] for glyph in (first, *one.Component)), one.LigGlyph


def cut(whole: Path, names: frozenset[str]) -> bytes:
    """The font with these icons and the letters of their names, and nothing else."""
    font = TTFont(whole, recalcTimestamp=False)
    kept = {glyph for name, glyph in icons(font) if name in names}
    for _first, ligatures in _ligatures(font):
        ligatures[:] = [one for one in ligatures if one.LigGlyph in kept]
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(set("".join(names)))))
    cutter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _ligatures(font: TTFont) -> Iterator[tuple[str, list]]:  # type: ignore[type-arg]
    """The names of icons by their first letter, as the font writes them."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield from getattr(table, "ExtSubTable", table).ligatures.items()


if __name__ == "__main__":
    main()
