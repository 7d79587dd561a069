"""Keeping signed heads of the audit log outside the database, every day and without being asked: in
files of a folder of their own, and by mail to those who answer for the installation.

Editions carry the heads as well (reports/publication/editions). Whoever rewrites a chain whole
cannot rewrite what others hold.
"""
