"""The published tables on a Socrata portal such as data.ct.gov: files of the standing edition,
never a live query.
"""
