"""What an assessor's words say of implementation, where they say it plainly.

Only a whole cell, or its first sentence, that is nothing but a status is read; any other words
are `unclear`, and are kept. Letters A-E are those of the Human Rights Committee's follow-up.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from upr_data.domain.states import normalise
from upr_data.model import Level

_LETTERS: Final[Mapping[str, Level]] = MappingProxyType(
    {
        "a": Level.FULLY,
        "b": Level.PARTIALLY,
        "c": Level.NOT,
        "d": Level.UNCLEAR,
        "e": Level.NOT,
    }
)
_LETTER: Final = re.compile(r"[\[(]?([a-e])[12]?[\])]?", re.IGNORECASE)

_DONE_EN: Final = r"(?:implemented|achieved|completed|fulfilled|realised|realized)"
_DONE_FR: Final = (
    r"(?:mise?s? en oeuvre|realisee?s?|appliquee?s?|executee?s?|implementee?s?|accomplie?s?)"
)
_DONE_ES: Final = r"(?:implementad[oa]s?|cumplid[oa]s?|aplicad[oa]s?|realizad[oa]s?)"
_FULLY_EN: Final = r"(?:fully|completely|entirely|already)"
_PARTLY_EN: Final = r"(?:partially|partly|in part)"
_NOT_EN: Final = r"(?:not|not yet|not been|not yet been|not currently)"

_PATTERNS: Final[Mapping[Level, tuple[str, ...]]] = MappingProxyType(
    {
        Level.NOT: (
            rf"(?:{_NOT_EN}) {_DONE_EN}",
            r"not|not yet|not started|not yet started|no action taken|no progress",
            r"no implementation|unimplemented|rejected and not implemented|non implementation",
            rf"non {_DONE_FR}|pas(?: encore)? {_DONE_FR}|aucune mesure prise",
            rf"(?:aun |todavia )?no(?: ha sido| ha)? {_DONE_ES}|sin (?:implementar|cumplir)",
        ),
        Level.PARTIALLY: (
            rf"{_PARTLY_EN}|{_PARTLY_EN} {_DONE_EN}|{_DONE_EN} (?:partially|partly|in part)",
            r"partial implementation|partial|partly fulfilled",
            r"(?:still |currently )?(?:ongoing|on going|in progress|under way|underway)",
            r"implementation (?:is )?(?:ongoing|in progress|under way)",
            rf"(?:being|currently being|in the process of being|in process of being) {_DONE_EN}",
            r"(?:in|under|in the process of|in course of) implementation|in process",
            r"continuous|continuous implementation|ongoing implementation|started|initiated",
            rf"(?:partiellement|en partie) {_DONE_FR}|{_DONE_FR} (?:partiellement|en partie)",
            r"(?:mise en oeuvre |execution |realisation )?(?:en cours|partielle)|partiellement",
            r"en (?:cours|voie) (?:de mise en oeuvre|de realisation|dexecution|dapplication)",
            rf"parcialmente(?: {_DONE_ES})?|{_DONE_ES} (?:parcialmente|en parte)|en parte",
            r"en (?:curso|proceso|progreso|marcha|ejecucion)",
            r"en (?:proceso|curso|vias) de (?:implementacion|cumplimiento|aplicacion|ejecucion)",
        ),
        Level.FULLY: (
            rf"(?:{_FULLY_EN} )?{_DONE_EN}|{_DONE_EN} (?:fully|in full|completely)|fully",
            r"full implementation|implementation completed|implementation is complete|done",
            rf"(?:entierement |pleinement |totalement |deja )?{_DONE_FR}",
            r"mise en oeuvre (?:complete|integrale|totale|achevee)",
            rf"(?:totalmente |plenamente |completamente |ya )?{_DONE_ES}|{_DONE_ES} totalmente",
        ),
        Level.UNCLEAR: (),
    }
)
_STARTS: Final = (
    r"(?:(?:status|level of implementation|level|status of implementation|implementation"
    r"|implementation status|assessment|etat|estado|niveau|nivel)(?: is)? )?"
    r"(?:(?:this|the|cette|la|esta) )?(?:recommendation|recommandation|recomendacion)?s? ?"
    r"(?:(?:has|have)(?: already)?(?: been)? |is |are |was |were |a (?:deja )?ete |est |sont "
    r"|ha sido |han sido |esta |fue |se encuentra |has |)"
)
_WORDS: Final[Mapping[Level, re.Pattern[str]]] = MappingProxyType(
    {
        level: re.compile(_STARTS + "(?:" + "|".join(f"(?:{one})" for one in several) + ")")
        for level, several in _PATTERNS.items()
        if several
    }
)
_STOPS: Final = re.compile(r"[.;:\n\r\u2013\u2014]|\s-\s")
_BUT: Final = re.compile(r"(?:but|however|except|although|mais|cependant|pero|aunque)\b")


def level_of(words: str) -> Level:
    """Level that the words plainly state, in English, French or Spanish; else `unclear`."""
    whole = words.strip().strip(".;:").strip()
    if match := _LETTER.fullmatch(whole):
        return _LETTERS[match[1].lower()]
    return _stated(whole) or _stated(_without_brackets(whole)) or _opening(whole) or Level.UNCLEAR


def _opening(words: str) -> Level | None:
    """Level in the first sentence, unless a later one takes it back or states another."""
    first, *others = (piece.strip() for piece in _STOPS.split(words))
    stated = _stated(first)
    if any(
        _BUT.match(normalise(other)) or _stated(other) not in {None, stated} for other in others
    ):
        return None
    return stated


def _without_brackets(words: str) -> str:
    return re.sub(r"[:\[\]()\-\u2013]", " ", words)


def _stated(piece: str) -> Level | None:
    """Level whose phrases cover the whole piece."""
    key = normalise(piece.replace("\u0153", "oe"))
    return next((level for level, found in _WORDS.items() if found.fullmatch(key)), None)
