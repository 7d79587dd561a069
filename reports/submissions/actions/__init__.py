"""The verbs of a half-year."""
