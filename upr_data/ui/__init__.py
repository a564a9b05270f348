"""Streamlit, in four layers: frame, blocks, sections, desk. Each knows the ones before it."""
