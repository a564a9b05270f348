"""Four sessions on one snapshot do not freeze the process.

A Polars frame with Enum columns that several threads convert at the same time (`to_pandas`,
`to_arrow`, even `dtypes`) can freeze the whole of Python, so that nothing inside it could tell:
the sessions run in a child process, with a deadline. The naive way, one shared *DataFrame* that
each session hands to `st.dataframe`, freezes within seconds. The app's way does not: the shared
frames are touched through `.lazy()…collect()` alone, and Enums leave as text.
"""

import os
import subprocess
import sys
from pathlib import Path

SECONDS = 4
DEADLINE = 60


def test_four_sessions_do_not_freeze_the_process(demonstration_store: Path) -> None:
    program = Path(__file__).with_name("four_sessions.py")
    ran = subprocess.run(  # noqa: S603
        [sys.executable, str(program), str(demonstration_store), str(SECONDS)],
        timeout=DEADLINE,
        check=False,
        capture_output=True,
        text=True,
        cwd=program.parent.parent,
        env=os.environ | {"PYTHONPATH": str(program.parent.parent)},
    )
    assert (ran.returncode, ran.stderr) == (0, "")
