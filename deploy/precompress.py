"""Streamlit's own assets as a web server should send them: compressed, what is read first first.

    pip install --require-hashes -r deploy/precompress.lock
    python deploy/precompress.py /var/www/upr-outcomes

Run it with the Python that runs the app, at every new version of this program or of Streamlit; then
`nginx -s reload`. Streamlit's own files stay as they are. Every text lies there three times: as it
is, by gzip beside it, and by Brotli, a sixth smaller, under the same name in `br/`, so that nginx
needs no module and knows the types of files by their endings. Then come a style sheet that shows
text before its letters are there and draws icons from the small font in `deploy/icons`, and
`page.conf`, by which nginx changes the head of the page: it asks for that style sheet; first of all
for what the scripts ask the server before they connect, which saves a round trip; and last for the
letters, which came first. What changes has a name with its hash, so that nobody keeps an
old one. `page.conf` is empty where Streamlit's page is not the one expected; where the small font
is of another version, the whole one is drawn from.
"""

import argparse
import gzip
import hashlib
import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import brotli
import streamlit

TEXT: Final = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm"})
SMALLEST: Final = 512
BEST: Final = 11
ICONS: Final = Path(__file__).parent / "icons"
LETTERS: Final = re.compile(r'<link\s+rel="preload"[^>]*\bas="font"[^>]*/>')
STYLES: Final = re.compile(r'<link rel="stylesheet"[^>]* href="\./static/(css/[^"]+)">')
ASKED: Final = "".join(
    f'<link rel="preload" as="fetch" crossorigin href="./_stcore/{name}">'
    for name in ("health", "host-config")
)
"""What Streamlit's scripts ask before they open their connection, and wait for.

First, because with HTTP/2 an answer stands behind all that was asked for before it."""
TEXT_FACE: Final = re.compile(r"(?<=@font-face\{)(?=font-family:Source )")


def main() -> None:
    """Copy everything under `static/`, add what is ours, compress every text, tell nginx."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("target", type=Path, help="the folder that the web server reads")
    parser.add_argument("--quality", type=int, default=BEST, help="of Brotli, 0 to 11")
    options = parser.parse_args()
    source, target = Path(streamlit.__file__).parent / "static", options.target
    shutil.copytree(source / "static", target / "static", dirs_exist_ok=True)
    page = (source / "index.html").read_text(encoding="utf-8")
    changes = page_changes(page, target / "static")
    (target / "page.conf").write_text(replacements(changes), encoding="utf-8")
    compress(target, "static", options.quality)


def compress(root: Path, part: str, quality: int) -> None:
    """Every text of a part of the folder by gzip and by Brotli; half a minute at the best."""
    texts = [
        path
        for path in (root / part).rglob("*")
        if path.suffix in TEXT and path.stat().st_size >= SMALLEST
    ]

    def one(path: Path) -> None:
        content = path.read_bytes()
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        own = root / "br" / path.relative_to(root)
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_bytes(brotli.compress(content, brotli.MODE_TEXT, quality=quality, lgwin=24))

    with ThreadPoolExecutor() as cores:
        list(cores.map(one, texts))


def page_changes(page: str, static: Path) -> Mapping[str, str]:
    """What of the page is replaced by what; nothing where it is not the page that is expected."""
    letters, styles = LETTERS.findall(page), list(STYLES.finditer(page))
    if len(letters) != 1 or len(styles) != 1:
        return {}
    (before,) = styles
    ours = before[0].replace(before[1], own_styles(static, before[1]))
    # Scripts that come later look for the style sheet by its name, and fetch it if it is not there.
    theirs = before[0].replace("<link", "<link disabled")
    return {letters[0]: ASKED, before[0]: f"{ours}{theirs}{letters[0]}"}


def own_styles(static: Path, path: str) -> str:
    """Write the changed style sheet; its path holds a hash of what is in it, as all names here."""
    text = (static / path).read_text(encoding="utf-8")
    text = TEXT_FACE.sub("font-display:swap;", text)
    for font in ICONS.glob("*.woff2"):
        if font.name in text:
            text = text.replace(font.name, named_by(font.read_bytes(), font.name))
            shutil.copy(font, static / "media" / named_by(font.read_bytes(), font.name))
    own = named_by(text.encode(), path)
    (static / own).write_text(text, encoding="utf-8")
    return own


def named_by(content: bytes, name: str) -> str:
    """The name with a hash of the content before its ending."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{ending}"


def replacements(changes: Mapping[str, str]) -> str:
    """The same for nginx. Neither side may have what means something there."""
    for text in (*changes, *changes.values()):
        if re.search(r"['\\$]", text):
            message = f"nginx would read this in another way: {text}"
            raise ValueError(message)
    return "".join(f"sub_filter '{old}' '{new}';\n" for old, new in changes.items())


if __name__ == "__main__":
    main()
