"""Measures speed and memory against a reference taken in the same run: `python -m tests.bench` (make bench)."""
