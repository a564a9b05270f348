"""`python -m upr_data`."""

import sys
from io import TextIOWrapper

from upr_data.cli import main

if isinstance(sys.stdout, TextIOWrapper):
    # Names of States need letters that some locales cannot write.
    sys.stdout.reconfigure(encoding="utf-8")

sys.exit(main())
