"""Exchange: sealed bundles for the jobcentre, from the outbox to the opened file."""
