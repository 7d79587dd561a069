"""The grounds on record and the notices: what may be printed, and what an erasure ends."""
