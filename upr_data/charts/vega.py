"""Altair, with pandas whole.

Altair looks for pandas among the modules that are loaded and uses what it finds. Of two first
visitors of a fresh server, one would find it half imported by the other: a module that imports it
by name waits until it is there, so every chart takes Altair from here.
"""

import pandas as pd

import altair as alt  # isort: skip - after pandas

__all__ = ["alt", "pd"]
