"""Jobs enqueued in the transaction that causes them and done afterwards, at least once, safely
twice.
"""
