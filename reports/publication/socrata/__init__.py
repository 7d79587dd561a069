"""The published tables on a Socrata portal such as data.ct.gov: files of the current edition, never
a live query.
"""
