"""One hash over everything a store holds for the caseworker: what do + undo must leave as it was."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import select

from caseworker.office import Office
from caseworker.store.log import BOOKKEEPING, column_names, encode
from caseworker.store.record import kinds


def live_records(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Return every live record by kind, without bookkeeping; kinds that undo leaves standing are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    with office.read() as session:
        for name, kind in sorted(kinds().items()):
            if kind.kept_on_undo:
                continue
            rows = session.scalars(select(kind).order_by(kind.id))
            fields = [field for field in column_names(kind) if field not in BOOKKEEPING]
            found[name] = [{field: encode(getattr(row, field)) for field in fields} for row in rows]
    return found


def content_hash(office: Office) -> str:
    """Return the hash of all live records."""
    line = json.dumps(live_records(office), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()
