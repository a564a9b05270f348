"""The folder a fetch keeps its progress in: whole files only, written beside and renamed."""

import json
import os
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or none, even after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON, whole or not at all."""
    write_whole(path, json.dumps(value, ensure_ascii=False))


def read_json(path: Path) -> object:
    """Value of a JSON file; None where there is none or it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
