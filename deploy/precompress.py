"""Streamlit's own assets with compressed copies beside them, for a web server to send as they are.

    python deploy/precompress.py /var/www/upr-outcomes

Run it with the Python that runs the app, after every change of Streamlit's version.
"""

import gzip
import shutil
import sys
from pathlib import Path
from typing import Final

import streamlit

TEXT: Final = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm"})
SMALLEST: Final = 512


def main() -> None:
    """Copy everything under `static/`; beside each text a `.gz` at the highest level."""
    source = Path(streamlit.__file__).parent / "static" / "static"
    target = Path(sys.argv[1]) / "static"
    shutil.copytree(source, target, dirs_exist_ok=True)
    texts = [path for path in target.rglob("*") if path.suffix in TEXT]
    for path in texts:
        content = path.read_bytes()
        if len(content) >= SMALLEST:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    main()
