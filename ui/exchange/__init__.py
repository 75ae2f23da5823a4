"""Exchange (Udveksling): what will leave, what is wrong with it, and what has left."""
