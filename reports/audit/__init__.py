"""The audit log: every transition, read of a person's record, export and grant, in a hash chain per
agency.

Record-keeping follows section 54-192h(e)(2) and the audit controls AU-2, AU-3 and AU-9 of the CJIS
Security Policy.
"""
