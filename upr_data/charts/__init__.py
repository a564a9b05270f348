"""Charts: tidy frame in, picture out. They know no page; `theme` has the only colours."""
