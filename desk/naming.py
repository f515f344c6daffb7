"""Which dossier is meant: by its id, or by its company, as screens and papers name it where nobody typed a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casebook import standing
from casebook.connect import Casebook
from verify.fields import company

# From the strictest form to the one that tables show (众松物业管理).
_NUMBERED = re.compile(r"[A-Za-z]*[0-9][A-Za-z0-9-]*")
_FORMS = (*company.FORMS, company.placeless)


def dossier_of(book: Casebook, named: str) -> str:
    """Return the id of the dossier that a text names, with what stands behind a colon kept: 众松物业管理:DU05.

    The text itself where it names none, or several: the command that was given it says so.
    """
    filed = {item.id: item.applicant for item in standing.overview(book).dossiers}
    whose, colon, code = named.rpartition(":")
    if named in filed or "#" in named or whose in filed:
        return named
    if found := _meant(named, filed):
        return found
    found = _meant(whose, filed) if colon else ""
    return f"{found}:{code}" if found else named


def _meant(text: str, filed: Mapping[str, str]) -> str:
    for form in _FORMS:
        found = [id for id, applicant in filed.items() if applicant and form(applicant) == form(text)]
        if found:
            return found[0] if len(found) == 1 else ""
    # Where no register says what is number and what is name, an id is a file's name and holds both.
    number = [id for id in filed if _NUMBERED.fullmatch(text) and _first(id) == text]
    if len(number) == 1:
        return number[0]
    names = {id: id.removeprefix(_first(id)).strip() for id in filed}
    for form in _FORMS:
        found = [id for id, name in names.items() if name and form(name) == form(text)]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _first(id: str) -> str:
    """The number with which an id begins, "" where it begins with none: HLJ2017-002 of HLJ2017-002 北铁机械有限公司."""
    found = _NUMBERED.match(id)
    return found[0] if found else ""
