"""Invented data with which a newcomer can try every role. Never loaded outside the demo."""
