"""An application of the crash tests: work whose effects can be counted."""
