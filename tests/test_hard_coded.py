"""What people read goes through the catalogue: no page, block or chart writes words of its own.

Looked at are the arguments of calls to Streamlit and of what draws words in charts, what errors
say that are shown to people, and text glued together of translated parts and words.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
PLACES: Final = ("app.py", "pages", "upr_data/ui", "upr_data/charts", "upr_data/ingest")
TRANSLATED: Final = frozenset({"_", "N_", "ngettext"})
DRAWS_WORDS: Final = frozenset(
    {"Text", "Caption", "Part", "SlopePanel", "Topic", "SitePage", "BadInputError",
     "ScatterWords", "Picture", "refusal", "choose_one", "choose_from_list", "show_chart",
     "show_table", "show_csv", "caption", "caption_of_states"}
)  # fmt: skip
"""Calls, beside Streamlit's, whose words are read by people."""

CODE: Final = re.compile(r"[:.]?[a-z0-9_][a-z0-9_./:+-]*")
"""What has the form of a code, a file's name or an icon: no text for people."""

WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
NAMES: Final = frozenset({"PNG", "SVG", "CSV", "PDF", "SHA", "YYYY", "MM", "DD"})
"""Names of formats and of the site, the same in every language."""


def literals(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts with words inside an argument, those given to the catalogue left out."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in TRANSLATED:
            return
        case ast.Call(func=ast.Attribute(attr="format"), args=args, keywords=words):
            yield from literals(node.func)
            for one in [*args, *(word.value for word in words)]:
                yield from literals(one)
        case ast.Call() | ast.Subscript() | ast.Compare() | ast.Lambda():
            return
        case ast.Constant(value=str() as text):
            bare = re.sub(r":[a-z]+(?:/[a-z_]+)?:|:[a-z-]+\[", "", text)
            is_code = CODE.fullmatch(text) or not bare.strip()
            if not is_code and any(word not in NAMES for word in WORD.findall(bare)):
                yield node.lineno, text
        case _:
            for child in ast.iter_child_nodes(node):
                yield from literals(child)


def hard_coded(code: str) -> list[tuple[int, str]]:
    """Line and text of every text for people that does not go through the catalogue."""
    found = []
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Attribute(value=owner)) if is_streamlit(owner):
                pass
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in DRAWS_WORDS:
                pass
            case _:
                continue
        for one in [*node.args, *(word.value for word in node.keywords)]:
            found += literals(one)
    return sorted(set(found))


def is_streamlit(owner: ast.expr) -> bool:
    return ast.unparse(owner) in {"st", "st.column_config", "st.sidebar", "bar"}


def files() -> list[Path]:
    roots = [ROOT / place for place in PLACES]
    return sorted(
        one for root in roots for one in ([root] if root.is_file() else root.rglob("*.py"))
    )


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_words_for_people_go_through_the_catalogue(file: Path) -> None:
    assert hard_coded(file.read_text(encoding="utf-8")) == []


PLANTED: Final = """
st.button("Press me")
st.button(_("Translated"), key="data.removal", icon=":material/close:")
st.caption(f"{n} rows of {of}")
with st.spinner("Reading…"): pass
st.metric(_("Rows"), "no figure", help="Of all")
st.markdown("**" + _("Bold") + "** by hand")
st.dataframe(table, alt="Sources", column_config={"n": st.column_config.TextColumn("Number")})
Text(1, 2, "REVIEWED", Paint.QUIET, 13)
raise BadInputError("This is no workbook: save it again as .xlsx.")
st.download_button("CSV", data, "rows.csv", "text/csv")
st.page_link("pages/overview.py", label="Overview")
"""


def test_a_planted_text_is_found() -> None:
    assert hard_coded(PLANTED) == [
        (2, "Press me"),
        (4, " rows of "),
        (5, "Reading…"),
        (6, "Of all"),
        (6, "no figure"),
        (7, "** by hand"),
        (8, "Number"),
        (8, "Sources"),
        (9, "REVIEWED"),
        (10, "This is no workbook: save it again as .xlsx."),
        (12, "Overview"),
    ]


def test_nothing_is_translated_before_the_language_is_known() -> None:
    """`_` at the top of a module, or in a default, would speak the language of the first run."""
    early = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in sorted((ROOT / "upr_data").rglob("*.py"))
        for call in at_import(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert early == []


def at_import(node: ast.AST) -> Iterator[ast.Call]:
    """Calls of `_` that run when the module is read."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for one in [*child.args.defaults, *child.args.kw_defaults]:
                if one is not None:
                    yield from at_import(ast.Expression(one))
        elif isinstance(child, ast.Lambda):
            continue
        else:
            if isinstance(child, ast.Call) and ast.unparse(child.func) in {"_", "ngettext"}:
                yield child
            yield from at_import(child)
