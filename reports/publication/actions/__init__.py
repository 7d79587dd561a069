"""The verbs of publication, one module per act."""
