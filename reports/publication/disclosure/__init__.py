"""Disclosure control: which numbers are withheld so that no other withheld number can be computed.

The records are public by law (section 54-192h(e)(2)) with personal data left out, so a count that
points at one person is withheld (threshold T, chosen by OPM legal), and enough around it that sums
do not reveal it. Judged over everything ever published together: every table, year, edition and
revision.
"""
