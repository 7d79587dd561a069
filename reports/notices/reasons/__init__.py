"""Reasons that OPM legal keeps for decisions, and what a copy may say of them."""
