"""Who may try to break in, and what must not come out."""
