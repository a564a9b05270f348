"""Numbers in the words of a drawing: rounded half up, once, the same in title, label and table."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from upr_data.language import _, language, number, percent

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"


@lru_cache(maxsize=16384)
def rounded(value: float, digits: int = 0) -> float:
    """A number rounded half up as it is written: 210.5 gives 211, 0.285 to two digits 0.29."""
    step = Decimal(1).scaleb(-digits)
    return float(Decimal(str(value)).quantize(step, ROUND_HALF_UP))


def whole(value: float) -> str:
    """A number without decimals: 1,235."""
    return number(int(rounded(value)))


def share(rate: float, digits: int = 0) -> str:
    """A rate of 0–1 as a percentage with a no-break space: 48 %; above 0 it is never "0 %"."""
    return _share(rate, digits, language())


@lru_cache(maxsize=16384)
def _share(rate: float, digits: int, _language: str) -> str:
    """A picture writes the same share at each of its widths."""
    least = 1 / 10**digits
    if rate > 0 and rounded(_hundred(rate), digits) == 0:
        return f"<{share(least / 100, digits)}"
    said = percent(rounded(_hundred(rate), digits) / 100, digits)
    return said.replace(" ", NO_BREAK)


def bare_share(rate: float, digits: int = 0) -> str:
    """The same without its sign, for tiles and bars whose key says per cent."""
    return share(rate, digits).split(NO_BREAK)[0]


def telling_share(rate: float, classes: tuple[float, ...], least: int = 0) -> str:
    """A share without its sign, with as many decimals as keep it in its class: 49.7, not 50."""
    return bare_share(rate, _telling_digits(rate, classes, least))


@lru_cache(maxsize=4096)
def _telling_digits(rate: float, classes: tuple[float, ...], least: int) -> int:
    own = _class(_hundred(rate), classes)
    digits = range(least, 4)
    return next((n for n in digits if _class(rounded(_hundred(rate), n), classes) == own), 4)


def of(part: int, total: int) -> str:
    """A share's counts: 5 of 17."""
    return _("{n} of {of}").format(n=number(part), of=number(total))


def signed(points: float) -> str:
    """A difference in percentage points with its sign, the minus a real one: +7."""
    value = int(rounded(abs(points)))
    if not value:
        return "0"
    return f"{'+' if points > 0 else MINUS}{number(value)}"


def _hundred(rate: float) -> float:
    """A rate in per cent, freed of what binary fractions add to it."""
    return round(rate * 100, 9)


def _class(value: float, classes: tuple[float, ...]) -> int:
    return sum(value >= least * 100 for least in classes)
