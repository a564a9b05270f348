"""Every door under fire: a file, however mutated, gives a reading or one sentence.

A few files each time; many on demand: `UPR_FUZZ=20000 pytest tests/test_fuzz.py`, and another run
of numbers with `UPR_FUZZ_FROM`. How many were tried, and when, stands in `docs/robustness.md`.
"""

import os
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from doors import DOORS, Door
from mutating import mutated

from upr_data.ingest.sources.base import BadInputError

N = int(os.environ.get("UPR_FUZZ", "96"))
FIRST = int(os.environ.get("UPR_FUZZ_FROM", "0"))
LONGEST = 900
"""Characters of a sentence that may quote three reasons, or the columns of a file."""
PATIENCE = 20.0
"""Seconds of this process's time for files of a few kilobytes: they hang, or they do not."""


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_a_valid_file_comes_through(door: Door, tmp_path: Path) -> None:
    path = tmp_path / door.file
    path.write_bytes(door.valid())
    assert door.read(path) is not None


def test_mutated_files_give_a_reading_or_a_sentence(tmp_path: Path) -> None:
    faults = [
        f"{door.name}, {seed}: {fault}"
        for seed in range(FIRST, FIRST + N)
        for door in [DOORS[seed % len(DOORS)]]
        for fault in faults_of(door, seed, tmp_path)
    ]
    assert faults == []


def faults_of(door: Door, seed: int, folder: Path) -> Iterator[str]:
    """What is wrong with how a mutated file is read; nothing where all is well."""
    path = folder / door.file
    path.write_bytes(mutated(door.valid(), seed))
    started = time.process_time()
    try:
        door.read(path)
    except BadInputError as error:
        yield from faults_of_sentence(str(error))
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        yield f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}: {error}"
    if time.process_time() - started > PATIENCE:
        yield f"takes longer than {PATIENCE:g} seconds"


def faults_of_sentence(sentence: str) -> Iterator[str]:
    if not sentence.strip().endswith((".", "?")):
        yield f"no sentence: {sentence[-200:]!r}"
    if not sentence.isprintable():
        yield f"not to be printed: {sentence!r}"
    if len(sentence) > LONGEST:
        yield f"{len(sentence)} characters are no sentence: {sentence[:300]!r}"


def test_an_error_is_a_fault(tmp_path: Path) -> None:
    def broken(_path: Path) -> None:
        raise KeyError

    door = Door("broken", "a.csv", lambda path: path.write_bytes(b"a,b\n"), broken)
    (fault,) = faults_of(door, 1, tmp_path)
    assert fault.startswith("KeyError in test_fuzz.py")


def test_a_message_that_is_no_sentence_is_a_fault() -> None:
    assert list(faults_of_sentence("a.csv: it is empty; export it again.")) == []
    assert len(list(faults_of_sentence("\x1b[31m"))) == 2
    assert len(list(faults_of_sentence("x" * 1000 + "."))) == 1
