"""The verbs on a report of a half-year."""
