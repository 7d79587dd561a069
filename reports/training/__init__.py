"""Subsection (f): what was disseminated, who was trained, and exercises built from facts."""
