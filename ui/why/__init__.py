"""Why this date: the same answer wherever a deadline is shown."""
