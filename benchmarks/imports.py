"""Seconds and peak memory of importing the real exports, each set of files in a process of its own.

    UPR_REAL_EXPORTS=DIR python -m benchmarks.imports
    python -m benchmarks.imports --uhri [--records 268000] [--xlsx]

The files are read where they lie; the snapshots go to a temporary store and are removed again.
`--uhri` makes a file of invented placeholders, of the size and shape of OHCHR's index (350 MB).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import uhri_file
from upr_data.ingest import building


def main() -> None:
    """Import every set of files in a child process; print a table."""
    given = _arguments()
    if given.files:
        print(json.dumps(_import_here(given.files)))
    elif given.uhri:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("uhri.xlsx" if given.xlsx else "uhri.json")
            (uhri_file.write_xlsx if given.xlsx else uhri_file.write_json)(path, given.records)
            _show([(f"generated {path.name}, {given.records:,} records", [path])])
    elif exports := os.environ.get("UPR_REAL_EXPORTS"):
        _show(_sets(Path(exports)))
    else:
        print("UPR_REAL_EXPORTS is not set: there are no real exports to import.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="import these here, and say so as JSON")
    parser.add_argument("--uhri", action="store_true", help="import a generated file")
    parser.add_argument("--records", type=int, default=268_000)
    parser.add_argument("--xlsx", action="store_true")
    return parser.parse_args()


def _show(sets: Iterable[tuple[str, list[Path]]]) -> None:
    print(f"{'files':42}{'MB':>8}{'rows':>10}{'seconds':>10}{'peak MiB':>10}")
    for name, files in sets:
        size = sum(file.stat().st_size for file in files) / 1e6
        print(f"{name:42}{size:>8.1f}{_measured(files)}", flush=True)
    print("\nSeconds are those of reading, building and publishing; peak memory is the process's.")


def _sets(exports: Path) -> Iterator[tuple[str, list[Path]]]:
    """Every file of UPR Info's exports alone, then those that make one snapshot together."""
    files = sorted(p for p in exports.glob("upr-info-*/*") if p.suffix in {".csv", ".xls"})
    for file in files:
        yield f"{file.parent.name}/{file.name}"[-33:], [file]
    for folder in sorted({file.parent for file in files}):
        together = [file for file in files if file.parent == folder]
        yield f"{folder.name}, all {len(together)}", together


def _measured(files: list[Path]) -> str:
    command = [sys.executable, "-m", "benchmarks.imports", *map(str, files)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode:
        return f"  failed: {ran.stderr.strip().splitlines()[-1]}"
    found = json.loads(ran.stdout)
    return f"{found['n_rows']:>10,}{found['seconds']:>10.2f}{found['peak_mib']:>10,.0f}"


def _import_here(files: list[Path]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as store:
        started = time.perf_counter()
        built = building.import_files(files, "benchmark", Path(store), lambda _done, _of: None)
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    return {"n_rows": built.manifest.n_rows, "seconds": seconds, "peak_mib": peak}


if __name__ == "__main__":
    main()
