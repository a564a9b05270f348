"""What is selected: one frozen value, its link, its condition, its words; search in the text."""
