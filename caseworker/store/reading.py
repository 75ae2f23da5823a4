"""What readers are handed: a session that finds only live records. The name keeps sqlalchemy out of higher rooms."""

from __future__ import annotations

from sqlalchemy.orm import Session as Reading

__all__ = ["Reading"]
