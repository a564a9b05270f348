"""Sentences composed of our own phrases, so that text, issue and action category agree."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from upr_data.ingest.demo.basis import Floats, Ints
from upr_data.model import ActionCategory

_GOAL_FRAMES: Final = {
    ActionCategory.MINIMAL: (
        "Call on the international community to support its efforts towards {goal}",
        "Seek technical assistance from the relevant United Nations agencies for {goal}",
        "Share with other States its experience of working towards {goal}",
        "Share at regional level its good practices in working towards {goal}",
        "Seek the support of international partners in working towards {goal}",
    ),
    ActionCategory.CONTINUING: (
        "Continue its efforts towards {goal}",
        "Continue to work for {goal}",
        "Maintain its policies in support of {goal}",
        "Pursue its reforms in support of {goal}",
        "Persevere in its efforts towards {goal}",
        "Persist in its work towards {goal}",
        "Continue to give priority to {goal}",
        "Pursue further the measures it has taken towards {goal}",
    ),
    ActionCategory.CONSIDERING: (
        "Consider additional measures in support of {goal}",
        "Review existing legislation with a view to {goal}",
        "Study the remaining obstacles to {goal}",
    ),
    ActionCategory.GENERAL: (
        "Strengthen its efforts towards {goal}",
        "Intensify its efforts towards {goal}",
        "Take further measures towards {goal}",
        "Take concrete steps towards {goal}",
        "Accelerate its progress towards {goal}",
        "Speed up its work towards {goal}",
        "Promote, through law and policy, {goal}",
        "Ensure, in law and in practice, {goal}",
        "Guarantee, in law and in practice, {goal}",
        "Address the remaining obstacles to {goal}",
        "Engage with all those concerned in working towards {goal}",
    ),
}
_ACT_FRAMES: Final = {
    ActionCategory.CONSIDERING: (
        "Consider {acting}",
        "Consider the possibility of {acting}",
        "Examine the possibility of {acting}",
        "Explore the possibility of {acting}",
        "Envisage {acting}",
        "Reflect upon the merits of {acting}",
    ),
    ActionCategory.SPECIFIC: ("{act}",),
}
YEAR: Final = " by the end of {year}"
_PACES: Final = {
    ActionCategory.MINIMAL: ("", "", ", in the years ahead"),
    ActionCategory.CONTINUING: ("", "", ", with undiminished commitment", ", in the years ahead"),
    ActionCategory.CONSIDERING: ("", "", " before its next review"),
    ActionCategory.GENERAL: ("", "", " as a matter of priority", " without delay", YEAR),
    ActionCategory.SPECIFIC: (
        "",
        "",
        " without further delay",
        " as soon as possible",
        " before its next review",
        " within the next two years",
        YEAR,
    ),
}
_MANNERS: Final = (
    "",
    "",
    "",
    ", in line with {standard}",
    ", in consultation with civil society",
    ", as recommended by the treaty bodies",
    ", with the participation of those concerned",
    ", drawing on the experience of other States",
    ", taking into account the views of young people",
    ", and report publicly on progress",
    ", in cooperation with the relevant United Nations agencies",
)
_SAID_ONCE: Final = (
    "civil society",
    "treaty bodies",
    "other States",
    "United Nations",
    "those concerned",
    "public",
    "young people",
)
"""What no sentence says twice; the standard of its issue is another such phrase."""

JOINTS: Final = (", paying due attention to ", ", with due regard to ", ", bearing in mind ")
"""What leads over to a second issue."""


@dataclass(frozen=True, slots=True)
class Ladders:
    """Phrases of every issue and category end to end, with where each pair's begin."""

    phrases: tuple[str, ...]
    first: Ints
    """Issue × category."""
    n: Ints
    n_words: Ints
    """Of each phrase."""
    marks: Ints
    """Of each phrase: one bit for each of the things said once that it names."""

    def pick(self, issue: Ints, category: Ints, luck: Floats) -> Ints:
        """The place of one phrase for each issue and category; luck is 0-1, 1 excluded."""
        at = (issue, category - 1)
        return self.first[at] + np.floor(luck * self.n[at]).astype(np.int64)


@cache
def issues() -> dict[str, dict[str, Any]]:
    """What `phrases.toml` says of each issue, by code."""
    text = files(__name__.rpartition(".")[0]).joinpath("phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def stems() -> Ladders:
    """What is asked: a frame of the category around a goal or an act of the issue."""
    return _ladders(_stems)


@cache
def tails() -> Ladders:
    """How fast and how it is asked; the first tail of each issue and category is empty."""
    return _ladders(_tails)


def _stems(said: dict[str, Any], category: ActionCategory) -> list[str]:
    goals = [
        frame.format(goal=goal)
        for frame in _GOAL_FRAMES.get(category, ())
        for goal in said["goals"]
    ]
    acts = [
        frame.format(act=act, acting=_acting(act))
        for frame in _ACT_FRAMES.get(category, ())
        for act in said["acts"]
    ]
    return goals + acts


def _acting(act: str) -> str:
    """`Adopt a law` → `adopting a law`."""
    verb, rest = act.split(" ", 1)
    return f"{verb.lower().removesuffix('e')}ing {rest}"


def _tails(said: dict[str, Any], category: ActionCategory) -> list[str]:
    return [
        pace + manner.format(standard=said["standard"])
        for pace in _PACES[category]
        for manner in _MANNERS
    ]


def _ladders(phrases_of: Callable[[dict[str, Any], ActionCategory], list[str]]) -> Ladders:
    pairs = [(said, asked) for said in issues().values() for asked in ActionCategory]
    phrases = [phrases_of(said, asked) for said, asked in pairs]
    n = np.array([len(options) for options in phrases])
    marks = [
        _marks(phrase, said["standard"])
        for (said, _), options in zip(pairs, phrases, strict=True)
        for phrase in options
    ]
    flat = tuple(phrase for options in phrases for phrase in options)
    return Ladders(
        phrases=flat,
        first=(np.cumsum(n) - n).reshape(-1, len(ActionCategory)),
        n=n.reshape(-1, len(ActionCategory)),
        n_words=np.array([len(phrase.split()) for phrase in flat]),
        marks=np.array(marks),
    )


def _marks(phrase: str, standard: str) -> int:
    return sum((name in phrase) << bit for bit, name in enumerate((*_SAID_ONCE, standard)))
