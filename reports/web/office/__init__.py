"""OPM's own office: the register of agencies, OPM's people, and an agency's access restored."""
