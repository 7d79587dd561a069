"""Comparing an agency's log with the federal detainer file. For OPM only; nothing of it is
published.
"""
