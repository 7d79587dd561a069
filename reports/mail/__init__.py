"""Mail: every kind of it declared, and the one place that sends it."""
