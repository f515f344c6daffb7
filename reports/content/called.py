"""What dossiers and their rows are called on paper: by company, and by number only where a number was given.

An id is made for machines: without a register it is the path of a file, and 06/4、被访者名单#0147 tells no reader
which company, which row. Where two dossiers would be called alike, their ids stand behind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from phrases import say
from phrases.places import placed
from reports.naming import Called

_ROW = re.compile(r"(?:/(?P<part>.+))?#0*(?P<row>\d+)")


def number_of(dossier: str, facts: Mapping[str, Any]) -> str:
    """Return the number that somebody gave a dossier, "" where its id only repeats the file's name."""
    called = Called(dossier, _text(facts.get("applicant")), _text(facts.get("file")))
    return called.id if called.is_numbered else called.number


def full_names(dossiers: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    """Return dossier -> number and company, no two alike. ``dossiers``: id and its row of ``Batch.dossiers``."""
    names = {}
    for dossier, facts in dossiers:
        applicant, number = _text(facts.get("applicant")), number_of(dossier, facts)
        names[dossier] = f"{number} {applicant}".strip() if applicant else dossier
    often = Counter(names.values())
    return {d: name if often[name] == 1 else f"{name} ({d})" for d, name in names.items()}


def row_words(row: str, dossier: str, lang: str) -> str:
    """Return a row's id as people say it, without its dossier: HLJ-1/表2#0011 → 表2 第11行; others as they are."""
    found = _ROW.fullmatch(row.removeprefix(dossier)) if row.startswith(dossier) else None
    if found is None:
        return row
    words = say("round.row", lang, row=int(found["row"]))
    return f"{placed(found['part'], lang)} {words}" if found["part"] else words


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
