"""The page Present: a talk from the figures of a selection, or from a set of pictures."""
