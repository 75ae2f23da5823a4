"""Settings (Indstillinger): the program, the unit, the rules, and the store."""
