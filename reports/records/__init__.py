"""Records beyond the day: legal holds."""
