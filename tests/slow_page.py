"""A page that reads a file that does not come; run by `streamlit run`, in a test."""

import os
import time
from pathlib import Path, PosixPath

PATIENCE = 300


class Slow(PosixPath):
    """A file on a disk that does not answer for minutes."""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """Say that somebody has come, and sleep."""
        Path(os.environ["SLOW_FILE"]).with_suffix(f".{os.getpid()}").touch()
        time.sleep(PATIENCE)
        return super().stat(follow_symlinks=follow_symlinks)


def main() -> None:
    """The page."""
    from tests.slow_page import Slow as Importable  # noqa: PLC0415 - the child must find it
    from upr_data.ingest.building import Inputs  # noqa: PLC0415
    from upr_data.ui.desk import reading  # noqa: PLC0415

    reading.read(Inputs(files=(Importable(os.environ["SLOW_FILE"]),)))


if __name__ == "__main__":
    main()
