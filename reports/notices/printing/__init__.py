"""Printing: bundles of notices, their parts, and print batches."""
