"""Acts and read models that span rooms."""
