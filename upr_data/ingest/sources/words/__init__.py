"""What words in a file mean: names, days, positions, levels, terms; the same for all sources."""
