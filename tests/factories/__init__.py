"""Rows for tests. States are reached by walking the real verbs, so no test starts from an
impossible row.
"""
