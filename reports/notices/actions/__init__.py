"""Verbs on a notice, one module per step."""
