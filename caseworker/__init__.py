"""The core of Fælles plan: everything but the window."""

__version__ = "0.1.0"
