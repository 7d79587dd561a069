"""Roles that wait until a second person confirms them: asked for, confirmed, stopped."""
