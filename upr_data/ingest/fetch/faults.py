"""What can go wrong while fetching, in words for people."""

from typing import Final

from upr_data.domain.printing import one_line

TRY_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
REFUSED: Final = frozenset({401, 403, 451})


class FetchError(Exception):
    """A fetch that cannot go on; the message is one clear sentence that says what to do."""

    def __init__(self, message: str) -> None:
        """Keep the sentence, on one line and printable, whatever the server sent."""
        super().__init__(one_line(message))


class RefusedError(FetchError):
    """Raised when the server does not serve programs (401, 403, 451)."""


class DiskError(FetchError):
    """Raised when what came cannot be kept: no fault of the address."""


class PassingError(FetchError):
    """A fault that may pass: tried again, and raised only when it did not.

    `retry_after` is how many seconds the server asked to wait, None where it did not say.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        """Keep the message and the wait asked for."""
        super().__init__(message)
        self.retry_after = retry_after


class UnreachableError(PassingError):
    """Nobody was found at an address: no network, no such name, nobody listening."""


def of_status(status: int, url: str, retry_after: float | None) -> FetchError:
    """Say which fault an HTTP status other than 2xx stands for."""
    if status in TRY_AGAIN:
        return PassingError(f"{url} answers {status}; run the same command later.", retry_after)
    if status in REFUSED:
        return RefusedError(f"{url} refuses programs ({status}).")
    return FetchError(f"{url} answers {status}: the address may have changed.")
