"""UPR Info's database: the exports until 2018, and the database of today (Uwazi)."""
