"""Whether the letters are so large that things stand below each other rather than side by side."""

from ui.kit import px


def large_letters() -> bool:
    """Return whether letters are shown at 150 % or more."""
    return px(100) >= 150
