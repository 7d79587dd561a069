"""Subsection (f): what was disseminated, and who was trained."""
