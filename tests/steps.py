"""Regular expressions, walked by hand: how many steps matching takes, whatever the machine.

`steps` matches as the standard library does, by trying and going back, and counts every character
looked at. `attacks` makes texts on which a pattern would have to go back most.
"""

# ruff: noqa: ANN401, C901, D102, PLR0911 - the library's parse trees have no types, and many kinds

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

UNBOUNDED: Final = 64
"""A repeat that may go on beyond this is one without bounds."""
_KILLERS: Final = ("", "\x01", "!")
_REPEATS: Final = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})

Then = Callable[[int], int | None]


class TooManyStepsError(Exception):
    """More steps than anybody would wait for."""


@dataclass
class Walk:
    """One attempt after another over a text, counting."""

    text: str
    flags: int
    most: int
    n: int = 0
    groups: dict[int, tuple[int, int]] = field(default_factory=dict)

    def step(self) -> None:
        self.n += 1
        if self.n > self.most:
            raise TooManyStepsError

    def items(self, nodes: list[Any], i: int, at: int, then: Then) -> int | None:
        """Match the nodes from the i-th on at a place, then what follows; the end, or None."""
        if i == len(nodes):
            return then(at)
        kind, value = nodes[i]

        def rest(here: int) -> int | None:
            return self.items(nodes, i + 1, here, then)

        return self.node(kind, value, at, rest)

    def node(self, kind: Any, value: Any, at: int, then: Then) -> int | None:
        match kind:
            case op.AT:
                return then(at) if self.is_at(value, at) else None
            case op.BRANCH:
                ends = (self.items(list(one), 0, at, then) for one in value[1])
                return next((end for end in ends if end is not None), None)
            case op.SUBPATTERN:
                return self.group(value, at, then)
            case op.ATOMIC_GROUP:
                end = self.items(list(value), 0, at, lambda here: here)
                return then(end) if end is not None else None
            case op.ASSERT | op.ASSERT_NOT:
                start = at if value[0] > 0 else at - value[1].getwidth()[0]
                found = start >= 0 and self.items(list(value[1]), 0, start, lambda here: here)
                is_found = found is not None and found is not False
                return then(at) if is_found == (kind is op.ASSERT) else None
            case op.GROUPREF:
                start, end = self.groups.get(value, (0, -1))
                said = self.text[start:end]
                return then(at + len(said)) if self.text.startswith(said, at) else None
            case kind if kind in _REPEATS:
                return self.repeat(kind, value, at, then)
            case _:
                self.step()
                return then(at + 1) if self.fits(kind, value, at) else None

    def group(self, value: Any, at: int, then: Then) -> int | None:
        number, _, _, inner = value
        before = self.groups.get(number)

        def close(here: int) -> int | None:
            self.groups[number] = (at, here)
            return then(here)

        end = self.items(list(inner), 0, at, close)
        if end is None and before:
            self.groups[number] = before
        return end

    def repeat(self, kind: Any, value: Any, at: int, then: Then) -> int | None:
        least, most, body = value
        nodes = list(body)
        if len(nodes) == 1 and nodes[0][0] in {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}:
            return self.repeat_of_one(kind, value, at, then)
        if kind is op.POSSESSIVE_REPEAT:
            end = self.again(op.MAX_REPEAT, (least, most, nodes), 0, at, lambda here: here)
            return then(end) if end is not None else None
        return self.again(kind, (least, most, nodes), 0, at, then)

    def again(self, kind: Any, of: tuple[Any, Any, Any], n: int, at: int, then: Then) -> int | None:
        least, most, nodes = of

        def more() -> int | None:
            def once(here: int) -> int | None:
                return (
                    None if here == at and n >= least else self.again(kind, of, n + 1, here, then)
                )

            return self.items(nodes, 0, at, once) if n < most else None

        if n < least:
            return more()
        if kind is op.MIN_REPEAT:
            end = then(at)
            return more() if end is None else end
        end = more()
        return then(at) if end is None else end

    def repeat_of_one(self, kind: Any, value: Any, at: int, then: Then) -> int | None:
        """The same for a single character, without recursion: texts may be long."""
        least, most, body = value
        ((one, what),) = list(body)

        def fits(here: int) -> bool:
            self.step()
            return self.fits(one, what, here)

        if kind is op.MIN_REPEAT:
            end, here = None, at
            for n in range(int(min(most, len(self.text) + 1)) + 1):
                if n >= least and (end := then(here)) is not None:
                    return end
                if not fits(here):
                    return None
                here += 1
            return end
        here = at
        while here - at < most and fits(here):
            here += 1
        if here - at < least:
            return None
        if kind is op.POSSESSIVE_REPEAT:
            return then(here)
        for place in range(here, at + least - 1, -1):
            self.step()
            if (end := then(place)) is not None:
                return end
        return None

    def fits(self, kind: Any, value: Any, at: int) -> bool:
        if at >= len(self.text):
            return False
        char = self.text[at]
        match kind:
            case op.LITERAL:
                return self.same(ord(char), value)
            case op.NOT_LITERAL:
                return not self.same(ord(char), value)
            case op.ANY:
                return char != "\n" or bool(self.flags & re.DOTALL)
            case op.IN:
                return self.is_in(value, char)
        raise NotImplementedError(kind)

    def same(self, one: int, other: int) -> bool:
        if self.flags & re.IGNORECASE:
            return chr(one).lower() == chr(other).lower()
        return one == other

    def is_in(self, items: Any, char: str) -> bool:
        is_negated = items[0][0] is op.NEGATE
        chars = {char, char.lower(), char.upper()} if self.flags & re.IGNORECASE else {char}
        found = any(_is_one(item, one) for item in items for one in chars)
        return found != is_negated

    def is_at(self, where: Any, at: int) -> bool:
        def is_word(place: int) -> bool:
            return 0 <= place < len(self.text) and bool(re.match(r"\w", self.text[place]))

        match where:
            case op.AT_BEGINNING if self.flags & re.MULTILINE:
                return at == 0 or self.text[at - 1] == "\n"
            case op.AT_BEGINNING | op.AT_BEGINNING_STRING:
                return at == 0
            case op.AT_END if self.flags & re.MULTILINE:
                return at == len(self.text) or self.text[at] == "\n"
            case op.AT_END:
                return at == len(self.text) or (at == len(self.text) - 1 and self.text[at] == "\n")
            case op.AT_END_STRING:
                return at == len(self.text)
            case op.AT_BOUNDARY:
                return is_word(at - 1) != is_word(at)
            case op.AT_NON_BOUNDARY:
                return is_word(at - 1) == is_word(at)
        raise NotImplementedError(where)


_CATEGORIES: Final = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _is_one(item: Any, char: str) -> bool:
    match item:
        case (op.LITERAL, value):
            return ord(char) == value
        case (op.RANGE, (low, high)):
            return bool(low <= ord(char) <= high)
        case (op.CATEGORY, value):
            return re.match(_CATEGORIES[value], char) is not None
    return False


def tree(pattern: str, flags: int) -> Any:
    return parser.parse(pattern, flags)


def steps(
    pattern: str, text: str, flags: int = 0, *, is_searched: bool = True, most: int = 1_000_000
) -> tuple[int, tuple[int, int] | None]:
    """Steps that matching takes, and the span found; a search tries at every place in turn.

    Raises `TooManyStepsError` beyond `most`.
    """
    parsed = tree(pattern, flags)
    walk = Walk(text, flags | parsed.state.flags, most)
    nodes = list(parsed)
    with _deep():
        for start in range(len(text) + 1 if is_searched else 1):
            walk.step()
            walk.groups.clear()
            end = walk.items(nodes, 0, start, lambda here: here)
            if end is not None:
                return walk.n, (start, end)
    return walk.n, None


@contextmanager
def _deep() -> Iterator[None]:
    """Calls may go deep here, and here alone: elsewhere the usual limit is what is tested."""
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


def has_endless_repeat(pattern: str, flags: int) -> bool:
    """Whether anything in the pattern may be repeated without bounds; else no text takes long."""

    def is_endless(nodes: Any) -> bool:
        return any(
            (kind in _REPEATS and (value[1] > UNBOUNDED or is_endless(value[2])))
            or (kind is op.SUBPATTERN and is_endless(value[3]))
            or (kind is op.BRANCH and any(map(is_endless, value[1])))
            or (kind is op.ATOMIC_GROUP and is_endless(value))
            or (kind in {op.ASSERT, op.ASSERT_NOT} and is_endless(value[1]))
            for kind, value in nodes
        )

    return is_endless(tree(pattern, flags))


def attacks(pattern: str, flags: int, n: int) -> Iterator[str]:
    """Texts of about `n` repetitions that fit a pattern long and then do not fit."""
    parsed = tree(pattern, flags)
    pumps = dict.fromkeys(
        pump for pump in (*_pumps(list(parsed)), *_prefixes(list(parsed))) if pump
    )
    for before in dict.fromkeys(("", *_prefixes(list(parsed)))):
        for pump in islice(pumps, 30):
            for killer in _KILLERS:
                yield before + pump * n + killer


def _prefixes(nodes: list[Any]) -> Iterator[str]:
    """Shortest texts that lead up to each repeat without bounds, and behind it."""
    before = ""
    for node in nodes:
        kind, value = node
        if kind in _REPEATS and value[1] > UNBOUNDED:
            yield before
            yield from (before + inner for inner in _prefixes(list(value[2])))
        elif kind is op.SUBPATTERN:
            yield from (before + inner for inner in _prefixes(list(value[3])))
        elif kind is op.BRANCH:
            yield from (before + inner for one in value[1] for inner in _prefixes(list(one)))
        elif kind in _REPEATS:
            yield from (before + inner for inner in _prefixes(list(value[2])))
        before += _sample(node)
        if kind in _REPEATS and value[1] > UNBOUNDED:
            yield before


def _pumps(nodes: list[Any]) -> Iterator[str]:
    """What a pattern may be fed with again and again: bodies of repeats, and each character."""
    for node in nodes:
        kind, value = node
        yield _sample(node)
        if kind in _REPEATS:
            yield "".join(map(_sample, value[2]))
            yield from _pumps(list(value[2]))
        elif kind is op.SUBPATTERN:
            yield from _pumps(list(value[3]))
        elif kind is op.BRANCH:
            yield from (pump for one in value[1] for pump in _pumps(list(one)))
        elif kind is op.IN:
            yield from islice(_chars(value), 4)


def _sample(node: Any) -> str:
    """A shortest text that a node fits."""
    kind, value = node
    match kind:
        case op.LITERAL:
            return chr(value)
        case op.NOT_LITERAL | op.ANY:
            return "x"
        case op.IN:
            return next(iter(_chars(value)), "x")
        case op.SUBPATTERN:
            return "".join(map(_sample, value[3]))
        case op.BRANCH:
            return min(("".join(map(_sample, one)) for one in value[1]), key=len)
        case op.ATOMIC_GROUP:
            return "".join(map(_sample, value))
        case kind if kind in _REPEATS:
            return "".join(map(_sample, value[2])) * value[0]
    return ""


def _chars(items: Any) -> Iterable[str]:
    """Characters of a class: one of each kind."""
    is_negated = items[0][0] is op.NEGATE
    usual = " \n\t;,.:-/()'\"0a5AxZ_~\u00e9\u2013"
    told = "".join(
        chr(v if k is op.LITERAL else v[0]) for k, v in items if k in {op.LITERAL, op.RANGE}
    )
    for char in dict.fromkeys(told + usual):
        if any(_is_one(item, char) for item in items) != is_negated:
            yield char
