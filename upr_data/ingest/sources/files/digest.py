"""The sha256 of a file of any size."""

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """Hexadecimal sha256 of a file's bytes, read in portions."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
