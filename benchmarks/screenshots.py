"""A picture of every page of the site on the demonstration, by one command.

    python -m benchmarks.screenshots [--size 1366x768 390x844] [--dark] [--pages overview themes]

Needs Chromium (from `CHROMIUM` or the path). The store is made anew and holds nothing but the
demonstration, so that no real record can come into a picture. Pictures have at most 256 colours:
flat surfaces lose nothing by it, and a repository keeps every version for ever.
"""

import argparse
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.server import ROOT, server
from upr_data.ingest import building
from upr_data.ui.frame.site import SITE, SitePage

FOLDER: Final = ROOT / "docs" / "screenshots"
COLOURS: Final = 256
PATIENCE_S: Final = 90
PAUSE_MS: Final = 800
LOOKS: Final = 12
QUIET: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

SHOWN: Final = {
    "state": "of=QMA&vs=african",
    "who_to_whom": "cycle=2",
    "recommendations": "q=torture",
}
"""What a page shows of the demonstration where without a choice it shows little."""


class Size(NamedTuple):
    """Width and height of the window, in CSS pixels."""

    width: int
    height: int


def main() -> None:
    """Start a server of the demonstration, open each page, save what is seen."""
    options = _options()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("No Chromium: install it, or say in CHROMIUM where it is")
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as store, sync_playwright() as playwright:
        building.ensure_demonstration(Path(store))
        with server(Path(store)) as serving:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            for size in options.size:
                window = browser.new_context(
                    viewport={"width": size.width, "height": size.height},
                    color_scheme="dark" if options.dark else "light",
                    reduced_motion="reduce",
                )
                page = window.new_page()
                for entry in options.pages:
                    file = options.to / _file_name(entry, size, is_dark=options.dark)
                    _save(_picture(page, serving.site, entry), file)
                    print(f"{file}: {file.stat().st_size / 1000:.0f} kB")
                window.close()
            browser.close()


def _picture(page: Page, site: str, entry: SitePage) -> bytes:
    """What is seen of a page once it has run and its charts are drawn."""
    page.goto(f"{site}/{entry.path}?{SHOWN.get(entry.path, '')}")
    patience = PATIENCE_S * 1000
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]", timeout=patience
    )
    page.get_by_text("Permanent link to this page").wait_for(timeout=patience)
    page.wait_for_load_state("networkidle", timeout=patience)
    page.evaluate("document.fonts.ready.then(() => true)")
    return _at_rest(page)


def _at_rest(page: Page) -> bytes:
    """What is seen once it no longer changes: charts are drawn after the script has ended."""
    seen = page.screenshot(animations="disabled")
    for _try in range(LOOKS):
        page.wait_for_timeout(PAUSE_MS)
        before, seen = seen, page.screenshot(animations="disabled")
        if before == seen:
            break
    return seen


def _save(picture: bytes, file: Path) -> None:
    """The picture with few colours, as PNG."""
    with Image.open(io.BytesIO(picture)) as whole:
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(file, optimize=True)


def _file_name(entry: SitePage, size: Size, *, is_dark: bool) -> str:
    """The page; its size and appearance where they are not the usual ones."""
    parts = [entry.path or "overview"]
    if size != _USUAL:
        parts.append(f"{size.width}x{size.height}")
    if is_dark:
        parts.append("dark")
    return f"{'-'.join(parts)}.png"


_USUAL: Final = Size(1366, 768)
_BY_NAME: Final = {page.path or "overview": page for page in SITE}


def _size(words: str) -> Size:
    width, _, height = words.partition("x")
    return Size(int(width), int(height))


def _page(name: str) -> SitePage:
    if name not in _BY_NAME:
        message = f"no page “{name}”: {', '.join(_BY_NAME)}"
        raise argparse.ArgumentTypeError(message)
    return _BY_NAME[name]


def _options(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--size", nargs="+", type=_size, default=[_USUAL], metavar="WxH")
    parser.add_argument("--dark", action="store_true", help="the dark theme")
    parser.add_argument("--pages", nargs="+", type=_page, default=list(SITE), metavar="PAGE")
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER")
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
