"""Work promised in the transaction that causes it, and done afterwards at least once, safely
twice.
"""
