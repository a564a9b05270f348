"""What recommendations ask for that a public register dates, read from their texts."""
