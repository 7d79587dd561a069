"""Training by the Office of Policy and Management, (f): exercises built from facts."""
