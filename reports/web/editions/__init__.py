"""OPM's desk of publication: threshold, proposals, checks, publishing; and what agencies say of
their rows.
"""
