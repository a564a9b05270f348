"""Streamlit blocks: everything on screen that more than one page shows.

Only this package, `app.py` and `pages/` know Streamlit.
"""
