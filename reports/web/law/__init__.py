"""The law as people read, try out and maintain it."""
