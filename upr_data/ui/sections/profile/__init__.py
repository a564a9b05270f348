"""The profile of one State: its record in either role, beside the others of its group."""
