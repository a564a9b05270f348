"""Four sessions on one snapshot do not freeze the process.

A Polars frame with Enum columns that several threads convert at the same time (`to_pandas`,
`to_arrow`, even `dtypes`) can freeze the whole of Python, so that nothing inside it could tell:
the sessions run in a child process, with a deadline. The naive way, one shared *DataFrame* that
each session hands to `st.dataframe`, freezes within seconds. The app's way does not: the shared
frames are touched through `.lazy()…collect()` alone, Enums leave as text, and tables as Arrow: on
its way to pandas Polars holds Python while it waits for its threads, and where it has but one, as
on a single core, that froze the process, too.
"""

import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from browsing import server
from visiting import visitor

from upr_data.ui.frame.site import SITE

SECONDS = 4
DEADLINE = 60


@pytest.mark.parametrize("threads", ["1", "2"])
def test_four_sessions_do_not_freeze_the_process(demonstration_store: Path, threads: str) -> None:
    program = Path(__file__).with_name("four_sessions.py")
    ran = subprocess.run(  # noqa: S603
        [sys.executable, str(program), str(demonstration_store), str(SECONDS)],
        timeout=DEADLINE,
        check=False,
        capture_output=True,
        text=True,
        cwd=program.parent.parent,
        env=os.environ | {"PYTHONPATH": str(program.parent.parent), "POLARS_MAX_THREADS": threads},
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_twelve_visitors_on_a_single_thread_of_polars_get_every_page(
    demonstration_store: Path,
) -> None:
    came: list[str] = []

    def visit(site: str, n: int) -> None:
        with visitor(site) as me:
            for place in range(len(SITE)):
                page = SITE[(n + place) % len(SITE)]
                me.ask(page.path, f"session={1 + n},{2 + place + n % 3}&of=QMA")
                came.extend([page.path] if not me.errors else [])

    with server(demonstration_store, POLARS_MAX_THREADS="1") as site:
        threads = [threading.Thread(target=visit, args=(site, n), daemon=True) for n in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert Counter(came) == {page.path: 12 for page in SITE}
