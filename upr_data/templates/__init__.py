"""The forms people fill: layouts, closed lists, writing."""
