"""A file that a command writes: whole or not at all, and never in the place of something else."""

from collections.abc import Sequence
from pathlib import Path

from upr_data.ingest.sources.base import BadInputError
from upr_data.language import _


def place(path: Path) -> Path:
    """Where a file of that name is to be put: behind a link, what it leads to.

    Raises `BadInputError` where that cannot be: said before anything is made.
    """
    target = path.resolve() if path.is_symlink() else path
    if path.is_dir():
        raise BadInputError(_("{file} is a folder: say a file in it.").format(file=path))
    if path.exists() and not path.is_file():
        said = _(
            "{file} is no file but a device, a pipe or a socket, which would be replaced. Leave -o "
            "out and send the output there: > {file}"
        )
        raise BadInputError(said.format(file=path))
    if not target.parent.is_dir():
        said = _("There is no folder {folder}: make it, or say another place with -o.")
        raise BadInputError(said.format(folder=target.parent))
    return target


def ending_of(path: Path, kind: str, known: Sequence[str]) -> str:
    """The format that a file's name ends in; empty for a folder and where it names none.

    Raises `BadInputError` for a format that is none of those `known` of that kind.
    """
    ending = path.suffix.removeprefix(".").lower()
    if path.is_dir() or not ending:
        return ""
    if ending not in known:
        said = _("A {kind} cannot be written as .{ending}; choose from {formats}.")
        raise BadInputError(said.format(kind=kind, ending=ending, formats=", ".join(known)))
    return ending


def put(path: Path, data: bytes) -> None:
    """Beside first, then into place. Raises `BadInputError` where it cannot be written."""
    target = place(path)
    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        _forget(beside)
        said = _("{file} cannot be written: {reason}. Say another place with -o.")
        raise BadInputError(said.format(file=path, reason=error.strerror)) from error


def _forget(beside: Path) -> None:
    try:
        beside.unlink(missing_ok=True)
    except OSError:
        return  # what could not be written cannot be removed either
