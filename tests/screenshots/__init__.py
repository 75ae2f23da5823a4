"""Photographs of pages and kit parts, to be looked at: `python -m tests.screenshots --out build/screenshots`.

Each set is one window size, language and theme, with one contact sheet. To have a page photographed, add a
`Scene` to the list of a module named in `scenes.MODULES`.
"""
