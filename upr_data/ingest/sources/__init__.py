"""Reading of files people have: each is looked at, recognised by its content, and read whole.

A publisher has a folder, a kind of export a `Source` in it, and a line in `SOURCES`. `files`
opens formats, `words` knows what is written in them, `additions` reads templates people fill.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.base import BadInputError, Reading, Source
from upr_data.ingest.sources.files.door import in_words, refusal, take_sample
from upr_data.ingest.sources.overlap import refuse_overlaps
from upr_data.ingest.sources.strangers import refuse_strangers, why_unrecognised
from upr_data.ingest.sources.thematic_lists.lists import ThematicList
from upr_data.ingest.sources.uhri.index import UhriJson, UhriTable, UhriWorkbook
from upr_data.ingest.sources.upr_info.old_export import UprInfoExport
from upr_data.ingest.sources.upr_info.uwazi import UwaziJson
from upr_data.ingest.sources.upr_info.uwazi_csv import UwaziCsv
from upr_data.operating.child import Progress, no_progress

SOURCES: Final[tuple[Source, ...]] = (
    UhriJson(),
    UhriWorkbook(),
    UhriTable(),
    UwaziJson(),
    ThematicList(),
    UwaziCsv(),
    UprInfoExport(),
)
"""All kinds of export, the first that recognises a file reads it."""

__all__ = ["SOURCES", "BadInputError", "Reading", "read_file", "read_files"]


def read_file(path: Path, progress: Progress = no_progress) -> Reading:
    """One file, read; raises `BadInputError` with one sentence for what cannot be used."""
    sample = take_sample(path)
    with in_words(path):
        refuse_strangers(sample)
        source = next((source for source in SOURCES if source.recognises(sample)), None)
        if source is None:
            raise refusal(path, why_unrecognised(sample))
        return source.read(sample, progress)


def read_files(paths: Sequence[Path], progress: Progress = no_progress) -> list[Reading]:
    """All files, read, in the order given; progress is told in bytes of all of them.

    Raises `BadInputError` for a file that cannot be used, and for two files that hold rows of the
    same kind, session, State under review and recommending State: these would count twice.
    """
    sizes = [take_sample(path).size for path in paths]
    readings = []
    for i, path in enumerate(paths):
        within = _within(progress, sum(sizes[:i]), sizes[i], sum(sizes))
        readings.append(read_file(path, within))
    refuse_overlaps(paths, readings)
    return readings


def _within(progress: Progress, start: int, size: int, total: int) -> Progress:
    """Progress in one file's records as progress in the bytes of all files."""

    def tell(done: int, of: int) -> None:
        progress(start + size * done // max(of, 1), total)

    return tell
