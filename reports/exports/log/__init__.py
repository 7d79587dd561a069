"""The agency's own log as a table: its detainers and its accesses, for a spreadsheet or another
system.
"""
