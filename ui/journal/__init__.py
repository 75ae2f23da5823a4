"""The journal of a citizen: notes that are only added to, and documents."""
