"""A snapshot in memory, and everything counted from it."""
