"""The action category of a recommendation, from its text."""
