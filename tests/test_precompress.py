"""What is made of Streamlit's assets for the proxy: names, order, and what is left as it is."""

import re
import sys
from pathlib import Path
from typing import Final

import pytest
import streamlit

ROOT: Final = Path(__file__).parent.parent
STATIC: Final = Path(streamlit.__file__).parent / "static"
sys.path.append(str(ROOT / "deploy"))

import precompress  # noqa: E402 - a tool of deploy/, no package

PAGE: Final = (
    '<link\n rel="preload"\n href="./static/media/letters.1.woff2"\n as="font"\n/>'
    '<script type="module" src="./static/js/index.1.js"></script>'
    '<link rel="stylesheet" crossorigin href="./static/css/index.1.css">'
)
STYLES: Final = (
    "@font-face{font-family:Source Sans;src:url(../media/letters.1.woff2)}"
    "@font-face{font-family:Symbols;font-display:block;src:url(../media/icons.1.woff2)}p{}"
)


@pytest.fixture
def static(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Assets of a Streamlit with a style sheet and a font of icons, and ours of that name."""
    for folder in ("css", "media", "ours"):
        (tmp_path / folder).mkdir()
    (tmp_path / "css" / "index.1.css").write_text(STYLES)
    (tmp_path / "media" / "icons.1.woff2").write_bytes(b"all icons")
    (tmp_path / "ours" / "icons.1.woff2").write_bytes(b"few icons")
    monkeypatch.setattr(precompress, "ICONS", tmp_path / "ours")
    return tmp_path


def changed(page: str, static: Path) -> str:
    for old, new in precompress.page_changes(page, static).items():
        assert page.count(old) == 1
        page = page.replace(old, new)
    return page


def test_letters_are_asked_for_after_the_scripts_and_text_does_not_wait_for_them(
    static: Path,
) -> None:
    page = changed(PAGE, static)
    assert page.count("letters.1.woff2") == 1
    assert page.index("index.1.js") < page.index("letters.1.woff2")
    (own,) = (one for one in (static / "css").iterdir() if one.name != "index.1.css")
    assert f'<link rel="stylesheet" crossorigin href="./static/css/{own.name}">' in page
    assert own.read_text().startswith("@font-face{font-display:swap;font-family:Source Sans;")
    assert own.read_text().count("font-display:swap") == 1


def test_streamlits_own_style_sheet_is_named_but_not_fetched(static: Path) -> None:
    """Scripts that come later look for it, and would fetch the font of all icons with it."""
    theirs = '<link disabled rel="stylesheet" crossorigin href="./static/css/index.1.css">'
    assert theirs in changed(PAGE, static)
    assert (static / "css" / "index.1.css").read_text() == STYLES


def test_the_small_font_and_what_names_it_have_new_names_when_it_changes(static: Path) -> None:
    pages = [changed(PAGE, static)]
    (static / "ours" / "icons.1.woff2").write_bytes(b"more icons")
    pages.append(changed(PAGE, static))
    assert pages[0] != pages[1]
    fonts = {one.read_bytes(): one.name for one in (static / "media").iterdir()}
    assert fonts.keys() == {b"all icons", b"few icons", b"more icons"}
    assert fonts[b"all icons"] == "icons.1.woff2"
    texts = [one.read_text() for one in (static / "css").iterdir()]
    assert sorted(sum(fonts[kind] in text for text in texts) for kind in fonts) == [1, 1, 1]


def test_a_small_font_of_another_version_is_not_taken(static: Path) -> None:
    (static / "ours" / "icons.1.woff2").rename(static / "ours" / "icons.0.woff2")
    changed(PAGE, static)
    assert [one.name for one in (static / "media").iterdir()] == ["icons.1.woff2"]
    assert all("media/icons.1.woff2" in one.read_text() for one in (static / "css").iterdir())


@pytest.mark.parametrize("missing", ['as="font"', 'rel="stylesheet"'])
def test_a_page_that_is_not_the_one_expected_stays_as_it_is(static: Path, missing: str) -> None:
    assert precompress.page_changes(PAGE.replace(missing, ""), static) == {}
    assert precompress.replacements({}) == ""


@pytest.mark.parametrize("text", ["a'b", "a\\b", "$a"])
def test_nothing_is_written_that_nginx_reads_in_another_way(text: str) -> None:
    with pytest.raises(ValueError, match="another way"):
        precompress.replacements({"a": text})


def test_the_page_of_this_streamlit_is_the_one_expected(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "media").mkdir()
    for style in (STATIC / "static" / "css").iterdir():
        (tmp_path / "css" / style.name).write_bytes(style.read_bytes())
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    new = changed(page, tmp_path)
    assert new.rindex('rel="preload" as="fetch"') < new.index("<script type=")
    assert new.rindex('rel="modulepreload"') < new.rindex('rel="preload"')
    assert re.findall(r'rel="preload"\s+(?:as="fetch" crossorigin )?href="\./([^"]+)"', new) == [
        "_stcore/health",
        "_stcore/host-config",
        next(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("SourceSansVF-Upright*")),
    ]
    (font,) = (tmp_path / "media").iterdir()
    assert font.name.startswith("MaterialSymbols-Rounded.")
    (own,) = (one for one in (tmp_path / "css").glob("index.*.css") if font.name in one.read_text())
    assert own.read_text().count("font-display:swap;font-family:Source Sans;") == 2
