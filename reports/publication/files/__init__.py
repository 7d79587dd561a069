"""The files of an edition as bytes. Their columns come from an allow-list, never from deleting
columns.
"""
