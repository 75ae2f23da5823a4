"""My day (Min dag): what matters today."""
