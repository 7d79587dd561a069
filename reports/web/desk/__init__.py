"""Screens of an agency's desk: the records clerk with a federal fax in hand, the head of the agency
on a phone.
"""
