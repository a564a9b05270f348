"""Logs as JSON lines, without personal data: what happened, where in the code, to which edition.

No word that a visitor typed, no address, no name of a file enters them. Of a message only the
sentence in the code is written, never what was put into it; of an error its type and its place,
never its text; of further fields only those in `FIELDS`.
"""

import json
import logging
import os
import sys
from collections import deque
from datetime import UTC, datetime
from linecache import getlines
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final

FIELDS: Final = ("edition", "page", "milliseconds", "n", "status")
"""What a line may say besides."""

_LOGGER: Final = logging.getLogger("upr_data")
_OTHERS: Final = ("streamlit", "uvicorn", "websockets")
_REQUESTS: Final = "uvicorn.access"
"""Kept silent, as Streamlit has it: without addresses its lines say nothing."""
_CONSOLE: Final = "streamlit_console_handler"
_LINES_OF_PLACE: Final = 8
_BYTES_OF_FILE: Final = 5 * 1024**2
_END_OF_FILE: Final = 256 * 1024


class JsonLines(logging.Formatter):
    """One line of JSON a record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record without anything that came from outside."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
        }
        line |= {name: vars(record)[name] for name in FIELDS if name in vars(record)}
        if record.exc_info and record.exc_info[0]:
            line |= {"error": record.exc_info[0].__name__, "place": _place(record.exc_info[2])}
        return json.dumps(line, default=str)


class Recent(logging.Handler):
    """The last errors of this process."""

    def __init__(self) -> None:
        """Remember errors only."""
        super().__init__(logging.ERROR)
        self.lines: deque[str] = deque(maxlen=20)
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one."""
        self.lines.append(self.format(record))


class File(RotatingFileHandler):
    """The log file. That it cannot be written is told once, on stderr, where the log goes on."""

    def __init__(self, path: Path) -> None:
        """Nothing is opened before there is a line to write."""
        super().__init__(path, maxBytes=_BYTES_OF_FILE, backupCount=2, delay=True)
        self._is_told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - of logging
        """Say what kind of error it is, never what could not be written."""
        if not self._is_told:
            self._is_told = True
            event("log file cannot be written", logging.ERROR)


_RECENT: Final = Recent()


def start() -> None:
    """Write JSON lines from now on: on stderr, and in the file `UPR_LOG_FILE` if it is set.

    Streamlit's own loggers, which tell of errors in pages, are made to do the same. Calling it
    again, once a run for loggers made since, costs a look.
    """
    if _RECENT not in _LOGGER.handlers:
        logging.raiseExceptions = False  # else a handler that fails prints what it was given
        level = _level()
        _LOGGER.setLevel(logging.INFO if level is None else level)
        _LOGGER.propagate = False
        for handler in (logging.StreamHandler(sys.stderr), *_file(), _RECENT):
            handler.setFormatter(JsonLines())
            _LOGGER.addHandler(handler)
        if level is None:
            event("UPR_LOG_LEVEL names no level, INFO it is", logging.WARNING)
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in _OTHERS and name != _REQUESTS:
            _take_over(logging.getLogger(name))


def event(what: str, level: int = logging.INFO, **fields: object) -> None:
    """Log one event: a fixed sentence, and fields among `FIELDS`; in an `except`, its error."""
    has_error = level >= logging.ERROR and sys.exc_info()[0] is not None
    _LOGGER.log(level, what, extra=fields, exc_info=has_error)


def recent_errors(file: Path | None = None) -> list[dict[str, Any]]:
    """The last errors, newest first: of this process, or at the end of a log file."""
    lines = _errors_in(file) if file else list(_RECENT.lines)
    return [json.loads(line) for line in reversed(lines)][: _RECENT.lines.maxlen]


def log_file() -> Path | None:
    """Where the log is written besides stderr, if it is."""
    given = os.environ.get("UPR_LOG_FILE")
    return Path(given) if given else None


def _level() -> int | None:
    """The least level that is logged; None for one that nobody knows."""
    given = os.environ.get("UPR_LOG_LEVEL", "").strip().upper()
    return logging.getLevelNamesMapping().get(given or "INFO")


def _file() -> list[logging.Handler]:
    path = log_file()
    return [] if path is None else [File(path)]


def _take_over(logger: logging.Logger) -> None:
    """Give a logger our handlers for those that Streamlit, and uvicorn after it, have given it.

    Uvicorn puts one of its own into the place of Streamlit's, or none.
    """
    if hasattr(logger, _CONSOLE) and logger.handlers != _LOGGER.handlers:
        logger.handlers = list(_LOGGER.handlers)
        logger.propagate = False


def _event(record: logging.LogRecord) -> str:
    """The message, if it stands so in the code that logs it; else where that code is.

    A message that was put together, by whoever's library, may hold what somebody typed.
    """
    message = str(record.msg)
    is_ours = record.name.split(".")[0] == _LOGGER.name
    if is_ours or any(message in line for line in getlines(record.pathname)):
        return message
    return f"{record.module}:{record.lineno} {record.funcName}"


def _place(trace: Any) -> list[str]:  # noqa: ANN401 - a traceback, or None
    """Where an error arose, innermost last: file, line and function."""
    frames = extract_tb(trace)[-_LINES_OF_PLACE:]
    return [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]


def _errors_in(file: Path) -> list[str]:
    try:
        with file.open("rb") as opened:
            opened.seek(max(0, file.stat().st_size - _END_OF_FILE))
            lines = opened.read().decode(errors="replace").splitlines()
    except OSError:
        return []
    return [line for line in lines if _is_error(line)]


def _is_error(line: str) -> bool:
    try:
        return json.loads(line)["level"] in {"ERROR", "CRITICAL"}
    except (ValueError, KeyError, TypeError):
        return False
