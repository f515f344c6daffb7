"""What intake noted of the files of a version: what was read off pictures, which rows could not be read."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select

from casebook.database.queries import last_review
from casebook.schema import filings, texts

Notes = tuple[tuple[str, str], ...]


def notes_of(conn: Connection, version_ids: Mapping[str, int]) -> dict[str, Notes]:
    """Return dossier -> notes (code, detail) of its version; after a purge the details are gone."""
    found: dict[str, Notes] = {}
    for code, version in version_ids.items():
        row = conn.execute(last_review(version, filings.c.id, filings.c.about)).first()
        if row is None or row[1] is None:
            found[code] = ()
            continue
        text = conn.scalar(
            select(texts.c.text).where(texts.c.owner == "filings", texts.c.owner_id == int(row[0]))
        )
        whole = json.loads(text).get("notes") if text else None
        short = [(item, "") for item in json.loads(row[1]).get("notes", ())]
        found[code] = tuple((str(item), str(detail)) for item, detail in whole or short)
    return found
