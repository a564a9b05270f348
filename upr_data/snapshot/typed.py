"""JSON read into frozen dataclasses: every value of the type it is declared with, or refused."""

import json
from dataclasses import is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints


def parsed(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """A JSON text as Python values.

    Raises `ValueError` for what is no JSON, for numbers that are none (`NaN`), for letters that
    cannot be written (half of a surrogate pair), and for nesting too deep to be papers.
    """
    try:
        value = json.loads(text, parse_constant=_no_number)
    except RecursionError as error:
        message = "nested too deeply"
        raise ValueError(message) from error
    json.dumps(value, ensure_ascii=False).encode()
    return value


def _no_number(word: str) -> None:
    message = f"{word} is no number"
    raise ValueError(message)


def typed(value: Any, wanted: Any) -> Any:  # noqa: ANN401 - any type that a field can have
    """The value as the type it must be; raises `TypeError` or `ValueError` where it is another.

    Knows dataclasses (all fields given, no other), closed lists, `str`, `int`, `X | None`,
    `tuple[X, ...]`, `dict[str, X]` and `Any`. A bool is no int.
    """
    origin, inner = get_origin(wanted), get_args(wanted)
    if wanted is Any or (value is None and NoneType in inner):
        return value
    if origin is UnionType:
        return typed(value, inner[0])
    if origin is tuple:
        return tuple(typed(one, inner[0]) for one in _a(list, value))
    if origin is dict:
        return {name: typed(one, inner[1]) for name, one in _a(dict, value).items()}
    return _plain(value, wanted)


def _plain(value: Any, wanted: type) -> Any:  # noqa: ANN401
    if is_dataclass(wanted):
        return _record(_a(dict, value), wanted)
    if issubclass(wanted, StrEnum):
        return wanted(_a(str, value))
    return _a(wanted, value)


def _record(value: dict[str, Any], wanted: type) -> Any:  # noqa: ANN401
    hints = get_type_hints(wanted)
    if value.keys() != hints.keys():
        odd = ", ".join(sorted(value.keys() ^ hints.keys()))
        message = f"missing or unknown: {odd}"
        raise ValueError(message)
    return wanted(**{name: typed(value[name], hint) for name, hint in hints.items()})


def _a(wanted: type, value: Any) -> Any:  # noqa: ANN401
    if type(value) is not wanted:
        message = f"{type(value).__name__} in place of {wanted.__name__}"
        raise TypeError(message)
    return value
