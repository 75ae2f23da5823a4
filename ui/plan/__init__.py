"""The plan of a citizen in the window."""
