"""Every printed thing: frozen records in, a tagged PDF out."""
