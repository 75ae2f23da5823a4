"""People: citizens, cases, their history, the staff, and everybody around the citizen."""
