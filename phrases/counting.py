"""English after a count of one: ``1 dossiers are`` reads ``1 dossier is``. Phrases are written for several."""

from __future__ import annotations

import re

_ONE = {
    "answers": "answer", "attempts": "attempt", "bytes": "byte", "calls": "call", "characters": "character",
    "columns": "column", "companies": "company", "contacts": "contact", "corrections": "correction", "days": "day",
    "denials": "denial", "differences": "difference", "digits": "digit", "dossiers": "dossier", "doubts": "doubt",
    "entries": "entry", "files": "file", "findings": "finding", "interviews": "interview", "kinds": "kind",
    "lines": "line", "lists": "list", "minutes": "minute", "mobiles": "mobile", "names": "name", "numbers": "number",
    "outcomes": "outcome", "pages": "page", "pairs": "pair", "papers": "paper", "people": "person",
    "pieces": "piece", "places": "place", "reasons": "reason", "respondents": "respondent", "rosters": "roster",
    "rows": "row", "seals": "seal", "seconds": "second", "sheets": "sheet", "tables": "table", "times": "time",
    "values": "value", "weeks": "week", "years": "year",
}  # fmt: skip
_VERB = {"are": "is", "were": "was", "have": "has", "do": "does", "stand": "stands", "need": "needs"}
_COUNTED = re.compile(
    r"(?<![\w.,:–/~+-])(?<!stage )(?<!version )(?<!row )(?<!line )(?<!section )(?<!part )(?<!number )"
    rf"1 ((?:more |further |other )?)({'|'.join(_ONE)})\b(?: ({'|'.join(_VERB)})\b)?"
)


def one(text: str) -> str:
    """Return an English sentence with the nouns behind a count of one in the singular."""
    return _COUNTED.sub(_said, text) if "1 " in text else text


def _said(found: re.Match[str]) -> str:
    verb = f" {_VERB[found[3]]}" if found[3] else ""
    return f"1 {found[1]}{_ONE[found[2]]}{verb}"
