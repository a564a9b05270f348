"""OHCHR's Universal Human Rights Index (UHRI), as JSON and as a workbook."""
