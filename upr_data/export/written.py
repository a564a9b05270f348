"""Values of tables as text: counts with separators, shares as per cent, nothing as a dash."""

from upr_data.export.document import Value
from upr_data.language import decimal, number, percent

NOTHING = "–"


def cell(value: Value, *, is_share: bool = False) -> str:
    """A value as it is read."""
    match value:
        case None:
            return NOTHING
        case bool() | str():
            return str(value)
        case float() if is_share:
            return percent(value)
        case float():
            return decimal(value, 2)
        case _:
            return number(value)
