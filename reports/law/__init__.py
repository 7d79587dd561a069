"""The statute in plain Python: no web framework, no database, nothing else of ours.

The modules of this package are mechanism: facts, findings, dates, provenance, questions and the
engine. What one state's act says lives in a jurisdiction package (`reports/law/connecticut/`).
`reports.law.assess` is the front door and the only module here that names the jurisdiction this
installation applies.
"""
