"""The citizen of these tests."""

from __future__ import annotations

from tests.prints.case import case  # noqa: F401 - a fixture
