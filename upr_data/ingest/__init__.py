"""Everything that makes a snapshot: sources, joining, coding, the demonstration, fetching."""
