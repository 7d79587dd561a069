"""Encrypted copies of an installation, without its keys, and the proof that they can be
restored.
"""
