"""Deadlines (Frister): every deadline of every citizen in one list."""
