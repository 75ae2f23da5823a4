"""The tagged-PDF kit: pages, text, tables and the structure tree that screen readers walk."""
