"""The law pages: read it, try it out, and maintain it."""
