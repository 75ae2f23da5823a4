"""A made-up caseload: the same seed gives the same people."""
