"""`python -m upr_data`."""

import sys

from upr_data.cli import main

sys.exit(main())
