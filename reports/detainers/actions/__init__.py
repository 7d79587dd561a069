"""Verbs on a detainer, one module per step."""
