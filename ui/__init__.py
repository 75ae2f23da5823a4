"""The window: pages by what the caseworker does."""
