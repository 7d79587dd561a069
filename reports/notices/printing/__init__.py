"""What comes out of the printer: bundles of letters, what stands in them, and print jobs."""
