"""Screening: instruments, sessions, findings, advice, outcome."""
