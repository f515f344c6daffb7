"""What callers heard: attempts (and the contradicting ones that are set aside), and remarks."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Select, Table, select

from casebook.codec.record import Row
from casebook.codec.values import clean
from casebook.schema import remarks, respondents, texts
from sampling.model import Attempt, Remark

_ATTEMPT = ("number", "code", "called_at", "caller")
_FIRST_SAID = 4  # own, interviewed, agrees, note: the first edition


def attempt_to_row(respondent: int, attempt: Attempt, source: str) -> Row:
    """Return an attempt as ``attempts`` and ``contradictions`` hold it. ``source``: what it came in with."""
    return {"respondent_id": respondent, **{n: getattr(attempt, n) for n in _ATTEMPT}, "source": source}


def attempts_of(table: Table) -> Select[Any]:
    """Return the statement for a table's attempts, each a row for ``attempt_from_row``."""
    columns = (table.c.respondent_id, respondents.c.row_id, *(table.c[name] for name in _ATTEMPT))
    return select(*columns).join(respondents, respondents.c.id == table.c.respondent_id)


def attempt_from_row(row: Any) -> Attempt:
    """Return the attempt of a row that ``attempts_of`` asked for."""
    return Attempt(*row[1:])


def remark_to_text(remark: Remark) -> str:
    """Return what a remark says as JSON; it may name people."""
    said = list(remark.said)
    # What earlier editions did not ask for is left out where nothing was said: their remarks stay what they are.
    while len(said) > _FIRST_SAID and not said[-1]:
        said.pop()
    return clean(json.dumps(said, ensure_ascii=False))


REMARKS = (
    select(respondents.c.row_id, remarks.c.caller, texts.c.text)
    .join(respondents, respondents.c.id == remarks.c.respondent_id)
    .join(texts, (texts.c.owner == "remarks") & (texts.c.owner_id == remarks.c.id))
    .order_by(remarks.c.id)
)


def remark_from_row(row: Any) -> Remark:
    """Return the remark of a row that ``REMARKS`` asked for."""
    row_id, caller, text = row
    return Remark(row_id, caller, *json.loads(text))
