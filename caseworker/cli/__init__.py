"""The command line: a stable contract. JSON on stdout, messages on stderr."""
