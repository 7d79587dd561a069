"""Stories as a person would tell them, and the ledger that knows what is true in each."""
