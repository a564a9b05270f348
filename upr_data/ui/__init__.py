"""Streamlit, in four layers: frame, blocks, sections, desk. Each knows the ones before it.

Altair imports pandas when it first draws: two first visitors at once would see it half imported.
"""

import pandas as pd  # noqa: F401 - whole before anybody draws
