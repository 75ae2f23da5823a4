"""The encrypted file: keys, records, transactions, change log, drafts, search, undo, check."""
