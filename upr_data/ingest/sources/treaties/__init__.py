"""Registers of treaties as depositaries and OHCHR publish them: who signed, joined, and when."""
