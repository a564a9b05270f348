"""OHCHR's thematic lists of recommendations, Word documents of one review each."""
