"""Files from strangers: read in a process of their own, with a limit of memory and a deadline.

A hostile file can then end that process, and never the server. Nothing is published here: what
comes back is what `building.prepare` gives, to be looked at first.

The child is a fresh interpreter (`python -m upr_data.ingest.guarded.child`), so that neither
threads nor open connections of the parent are in it. It is given its task on stdin, whole, tells
its progress on stdout, and leaves its result as Arrow files in a folder of the parent's.
"""

from upr_data.ingest.guarded.reading import always, no_progress, prepare
from upr_data.ingest.guarded.task import DEFAULT, Limits, Task

__all__ = ["DEFAULT", "Limits", "Task", "always", "no_progress", "prepare"]
