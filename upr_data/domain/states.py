"""Who is who: names as people and exports write them, to codes, groups and organisations."""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from string import ascii_uppercase
from types import MappingProxyType
from typing import Final

import polars as pl
from rapidfuzz import fuzz, process

from upr_data import reference
from upr_data.domain import state_names
from upr_data.language import _, language, speaking
from upr_data.model import (
    Col,
    Group,
    Organisation,
    StateKind,
    Table,
    conform,
)

NEAR_ENOUGH: Final = 80
"""Names less alike than this (0-100) are no help to someone who mistyped one."""

_APOSTROPHES: Final = re.compile("['\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032]")
_DASHES: Final = re.compile("[-\u2010-\u2015\u2212\u00ad]")
_UNKNOWN: Final = frozenset({"", "unknown", "(unknown)", "none", "null", "n/a"})
_LONG_ENTITY: Final = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")
_TWO_NAMES: Final = re.compile(r"([^()]+) \((?:formerly |former |ex )?([^()]+)\)")
LONGEST: Final = 200
"""Characters beyond which nothing is a name of a State."""


@dataclass(frozen=True, slots=True)
class State:
    """A Member State, an observer, or another entity that occurs in the data.

    `name` is the UN short English name; `group` is None for other entities. `organisations` are
    those of UPR Info's exports, as the newest of these has them, and behind them what the State is
    of LDC, LLDC and SIDS (see `reference/README.md`).
    """

    code: str
    name: str
    kind: StateKind
    group: Group | None
    organisations: tuple[Organisation, ...]


def normalise(name: str) -> str:
    """The key under which a name is looked up.

    Case, accents, apostrophes, dashes, full stops, asterisks, HTML entities, "&" for "and", a
    leading "the" and all white space beyond single spaces make no difference; brackets do.
    """
    text = _APOSTROPHES.sub("", unescaped(name))
    text = _without_marks(_DASHES.sub(" ", text).casefold())
    text = text.replace("&", " and ").replace("*", " ").replace(".", "")
    return " ".join(text.split()).removeprefix("the ")


def unescaped(text: str) -> str:
    """Text without HTML entities; one that names a number of more than seven digits is no sign."""
    return html.unescape(_LONG_ENTITY.sub("\ufffd", text)) if "&" in text else text


def _without_marks(text: str) -> str:
    """Base letters alone: no accents, no invisible characters."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if unicodedata.category(char) not in {"Mn", "Cf"})


def is_unknown(name: str) -> bool:
    """Whether a source says, in this place of a name, that it has none."""
    return normalise(name) in _UNKNOWN


def lookup(name: str) -> str | None:
    """Code of a State by any of its names, never guessed; None if nobody knows the name.

    Names are those of the six UN languages, former and everyday ones; "(the)" behind a name makes
    no difference.
    """
    if len(name) > LONGEST:
        return None
    key = _key(name)
    return _names().get(key) or _by_two_names(key)


def _by_two_names(key: str) -> str | None:
    """Code of a State that is given by two of its names: "Türkiye (formerly Turkey)"."""
    found = _TWO_NAMES.fullmatch(key)
    codes = {_names().get(one) for one in found.groups()} if found else {None}
    return codes.pop() if len(codes) == 1 else None


def is_english(name: str) -> bool:
    """Whether a State has this name in English, be it in other languages too."""
    return _key(name) in _of_language("en")


def _key(name: str) -> str:
    inner = normalise(name).replace("(the ", "(").replace(", the ", ", ")
    return inner.removesuffix(" (the)").removesuffix(", the")


def suggest(name: str, limit: int = 3) -> list[str]:
    """UN short names whose own or other names look like `name`, nearest first; may be empty.

    Names are looked at, and given, in the language of this run; in English, too.
    """
    near = process.extract(
        normalise(name[:LONGEST]),
        list(_of_language(language())),
        scorer=fuzz.WRatio,
        score_cutoff=NEAR_ENOUGH,
        limit=None,
    )
    ranked = sorted(near, key=lambda found: (-found[1], found[0]))
    called = names_in(language())
    return list(dict.fromkeys(called[_names()[key]] for key, *_rest in ranked))[:limit]


def names_in(language: str) -> Mapping[str, str]:
    """Code → name in a language, as the United Nations write it in lists: without its article."""
    return _names_in(language)


@cache
def _names_in(language: str) -> Mapping[str, str]:
    named = {code: state_names.names_of(code).get(language) for code in STATES}
    with speaking(language):
        return MappingProxyType(
            {
                code: state_names.bare(found.short) if found and language != "en" else _(one.name)
                for (code, one), found in zip(STATES.items(), named.values(), strict=True)
            }
        )


def alphabetical(name: str) -> str:
    """The key by which names are put in order: accents, case and punctuation make none."""
    return normalise(name)


def state(code: str) -> State:
    """The State of a code; raises `KeyError` for a code nobody has."""
    return STATES[code]


def is_demo(code: str) -> bool:
    """Whether a code belongs to an invented State of the demonstration."""
    return code in DEMO_CODES


def states_table() -> pl.DataFrame:
    """All real States as the `states` table of a snapshot."""
    return conform(
        Table.STATES,
        pl.DataFrame(
            {
                Col.STATE: [one.code for one in STATES.values()],
                Col.STATE_NAME: [one.name for one in STATES.values()],
                Col.STATE_KIND: [one.kind for one in STATES.values()],
                Col.GROUP: [one.group for one in STATES.values()],
                Col.ORGANISATIONS: [list(one.organisations) for one in STATES.values()],
            }
        ),
    )


def _read_state(row: Mapping[str, str]) -> State:
    return State(
        code=row["code"],
        name=row["name"],
        kind=StateKind(row["kind"]),
        group=Group(row["group"]) if row["group"] else None,
        organisations=(
            *(Organisation(code) for code in reference.parts(row["organisations"])),
            *(one for one, is_in in _SITUATIONS.items() if is_in(row["code"])),
        ),
    )


_SITUATIONS: Final[Mapping[Organisation, Callable[[str], bool]]] = {
    Organisation.LDC: state_names.is_least_developed,
    Organisation.LLDC: state_names.is_landlocked_developing,
    Organisation.SIDS: state_names.is_small_island_developing,
}


@cache
def _names() -> dict[str, str]:
    """Normalised name or alias, of every language → code."""
    official = {_key(form): code for form, code, _of in state_names.forms()}
    aliases = {_key(row["alias"]): row["code"] for row in reference.rows("state_aliases")}
    return official | aliases | {_key(one.name): one.code for one in STATES.values()}


@cache
def _of_language(wanted: str) -> frozenset[str]:
    """Normalised names and aliases that are English, or of the language wanted."""
    spoken = {"en", wanted}
    official = (form for form, _code, of in state_names.forms() if of in spoken)
    aliases = (row["alias"] for row in reference.rows("state_aliases") if row["language"] in spoken)
    return frozenset(map(_key, (*official, *aliases, *(one.name for one in STATES.values()))))


STATES: Final[Mapping[str, State]] = MappingProxyType(
    {row["code"]: _read_state(row) for row in reference.rows("states")}
)
"""Code → State: 193 Member States, then observers, then other entities."""

CODES: Final = frozenset(STATES)
"""All codes of real States."""

DEMO_CODES: Final = frozenset(f"Q{x}{y}" for x in ascii_uppercase[12:] for y in ascii_uppercase)
"""Codes that ISO 3166 leaves to users, QMA-QZZ: the demonstration's invented States."""
