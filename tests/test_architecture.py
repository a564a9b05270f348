"""The house rules, read from the code: who imports whom, how long files are, where colours live.

When a rule is in the way of something better, change the house, this file and the README's
picture together.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
PACKAGE: Final = ROOT / "upr_data"

LAYERS: Final = (
    {"upr_data", "model"},
    {"reference"},
    {"language"},
    {"domain"},
    {"snapshot"},
    {"selection"},
    {"charts", "figures", "operating"},
    {"export"},
    {"templates"},
    {"ingest"},
    {"ui", "cli"},
    {"pages", "__main__"},
    {"app"},
)
"""From the ground up: a part imports only from the layers below it, and within itself."""

MAKING: Final = {"ingest"}
"""What makes snapshots; those who read them have no business there."""


UI_LAYERS: Final = ("frame", "blocks", "sections", "desk")
"""The layers of the user interface; only the desk knows what makes snapshots."""


def files() -> list[Path]:
    return sorted([*PACKAGE.rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])


def part(file: Path) -> str:
    """The part of the house that a file belongs to: the first name under `upr_data`."""
    if file.name == "app.py" or file.parent.name == "pages":
        return "app" if file.name == "app.py" else "pages"
    first = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "upr_data" if first == "__init__" else first


def imports(file: Path) -> Iterator[str]:
    """Full names of all that a file imports, in functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_parts(file: Path) -> set[str]:
    """The parts of this project that a file imports from."""
    found = {name.split(".")[1] for name in imports(file) if name.startswith("upr_data.")}
    return {name if is_part(name) else "upr_data" for name in found}


def is_part(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()


def strings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


LAYER_OF: Final[Mapping[str, int]] = {one: n for n, layer in enumerate(LAYERS) for one in layer}


def test_every_part_has_its_place() -> None:
    assert {part(file) for file in files()} - set(LAYER_OF) == set()


def test_imports_go_one_way() -> None:
    upward = [
        f"{name_of(file)} imports {other}"
        for file in files()
        for other in sorted(own_parts(file) - {part(file)})
        if LAYER_OF[other] >= LAYER_OF[part(file)]
    ]
    assert upward == []


def test_readers_know_nothing_of_makers() -> None:
    makers = MAKING | {"cli", "ui"}
    wrong = [
        f"{name_of(file)} imports {other}"
        for file in files()
        if part(file) not in makers
        for other in sorted(own_parts(file) & MAKING)
    ]
    assert wrong == []


def test_the_user_interface_is_in_four_layers() -> None:
    ui = PACKAGE / "ui"
    wrong = [
        f"{name_of(file)} imports {name}"
        for n, layer in enumerate(UI_LAYERS)
        for file in sorted((ui / layer).glob("*.py"))
        for name in imports(file)
        if any(name.startswith(f"upr_data.ui.{above}.") for above in UI_LAYERS[n + 1 :])
        or (layer != "desk" and name.startswith("upr_data.ingest"))
    ]
    assert wrong == []


def test_nothing_is_loose_at_the_top() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("other", ["figures", "selection", "snapshot", "domain"])
def test_charts_draw_whatever_they_are_given(other: str) -> None:
    wrong = [
        name_of(file)
        for file in (PACKAGE / "charts").glob("*.py")
        if any(name.startswith(f"upr_data.{other}") for name in imports(file))
    ]
    assert wrong == []


def test_only_the_user_interface_imports_streamlit() -> None:
    wrong = [
        name_of(file)
        for file in files()
        if part(file) not in {"ui", "pages", "app"}
        and any(name.split(".")[0] == "streamlit" for name in imports(file))
    ]
    assert wrong == []


@pytest.mark.parametrize(("where", "most"), [("upr_data", 300), ("pages", 80), ("app", 60)])
def test_files_are_short(where: str, most: int) -> None:
    long = {
        name_of(file): lines
        for file in files()
        if name_of(file).startswith(where)
        and (lines := len(file.read_text(encoding="utf-8").splitlines())) > most
    }
    assert long == {}


def test_every_download_has_a_key() -> None:
    """Without one each selection makes another button, and a session forgets none of them."""
    calls = [
        node
        for file in files()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "download_button"
    ]
    assert len(calls) > 5
    assert all("key" in {one.arg for one in call.keywords} for call in calls)


def test_every_fragment_says_in_which_language_it_speaks() -> None:
    """It runs again by itself, in another thread than its page."""
    fragments = [
        function
        for path in (PACKAGE / "ui").rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        and any(ast.unparse(one).startswith("st.fragment") for one in function.decorator_list)
    ]
    assert fragments
    for function in fragments:
        assert "use_language(" in ast.unparse(function), function.name


def test_no_html_is_let_through() -> None:
    wrong = [name_of(f) for f in files() if "unsafe_allow_html" in f.read_text(encoding="utf-8")]
    assert wrong == []


def test_colours_stand_in_one_place() -> None:
    colour = re.compile(r"(?<!\w)#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|rgba?\(")
    loose = [
        f"{name_of(file)}: {text}"
        for file in files()
        if name_of(file) not in {"upr_data/charts/theme.py", "upr_data/charts/paint.py"}
        for text in strings(file)
        if colour.search(text)
    ]
    assert loose == []


def test_the_field_s_own_word_is_used() -> None:
    """States under review and recommending States: the UPR has no "countries"."""
    wrong = [
        f"{name_of(file)}: {text[:60]}"
        for file in files()
        if not name_of(file).startswith(("upr_data/ingest/sources/", "upr_data/templates/"))
        for text in strings(file)
        if re.search(r"\bcountr(y|ies)\b", text, re.IGNORECASE)
    ]
    assert wrong == []


def test_nothing_of_a_workplace_is_in_the_code() -> None:
    places = re.compile(r"(?<![\w.])/(?:work|opt|tmp|home|root)/")
    checked = [*files(), *(ROOT / "tests").glob("*.py"), *(ROOT / "benchmarks").glob("*.py")]
    wrong = [
        f"{name_of(file)}: {text[:60]}"
        for file in checked
        for text in strings(file)
        if places.search(text) and file != Path(__file__)
    ]
    assert wrong == []
