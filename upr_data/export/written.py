"""Values of tables as text: counts with separators, shares as per cent, nothing as a dash."""

from upr_data.export.document import Value
from upr_data.language import number, percent

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
            return f"{value:.2f}"
        case _:
            return number(value)
