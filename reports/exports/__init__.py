"""What leaves an agency as a file: its own log, and public records on request."""
