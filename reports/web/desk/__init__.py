"""Screens of an agency: for the records clerk at the fax machine and the agency head on a phone."""
