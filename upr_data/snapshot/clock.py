"""The time, and what to say where the clock of this machine, or of another, was set wrong."""

from datetime import UTC, datetime, timedelta
from typing import Final

_ODD: Final = timedelta(days=1)
"""How far ahead of this machine's clock another may be before it is called wrong."""


def now() -> datetime:
    """The time by this machine's clock, in UTC."""
    return datetime.now(UTC)


def moment(created: str) -> datetime:
    """A manifest's `created` as a moment; a bare date is its first minute in UTC."""
    read = datetime.fromisoformat(created)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def is_in_future(created: str) -> bool:
    """Whether something was made, by its papers, more than a day from now."""
    return moment(created) - now() > _ODD
