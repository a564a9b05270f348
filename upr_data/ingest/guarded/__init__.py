"""Files from strangers: read in a process of their own, with a limit of memory and a deadline.

A hostile file can then end that process, and never the server. Nothing is published here: what
comes back is what `building.prepare` gives, to be looked at first.

The child (`python -m upr_data.ingest.guarded.child`) leaves its result as Arrow files in a folder
of the parent's; how it is run and ended says `upr_data.operating.child`.
"""

from upr_data.ingest.guarded.reading import prepare
from upr_data.ingest.guarded.task import DEFAULT, Limits, Task

__all__ = ["DEFAULT", "Limits", "Task", "prepare"]
