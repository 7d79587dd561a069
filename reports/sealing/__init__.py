"""Personal facts at rest: sealed under a data key per person-record, wrapped by the agency's own
key.

The agency, not the state, holds the keys of its records (CJIS Security Policy SC-12); a process
without the key ring can neither read nor hand over a name.
"""
