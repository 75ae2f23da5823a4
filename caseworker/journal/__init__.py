"""The journal: notes that are only ever added to, and documents filed in the case."""
