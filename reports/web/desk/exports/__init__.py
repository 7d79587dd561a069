"""The agency's own records taken away as a file."""
