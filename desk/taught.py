"""What calls say beyond the judgement: how they went, what every called row turned out to be, what that teaches.

Imports inside functions keep start-up fast: SQLAlchemy, numpy and the detectors are for rounds only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

from desk.reading import assessor
from desk.round import Calling, calling_of


def rates_of(calling: Calling, found: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    """How the calls to the drawn rows of each dossier went; () before the first call. ``found``: verdicts."""
    from sampling import rates, rounds

    final = rounds.final_codes(calling.attempts)
    result = {}
    for verdict in found:
        drawn = (*verdict.called.first, *(verdict.called.second or ()))
        groups = [g for g in (verdict.result.first, verdict.result.second) if g is not None]
        codes = rates.call_codes(drawn, final, calling.decided, calling.clashing)
        called = any(row in final or row in calling.decided for row in drawn)
        made = rates.rates(codes, sum(g.confirmed for g in groups)) if called else ()
        result[verdict.called.sealed.id] = made
    return result


def labels_of(book: Any) -> dict[str, str]:
    """What every called row of a round turned out to be: row id -> confirmed, denied or neither."""
    from sampling import labels, rounds

    calling = calling_of(book, need=False)
    final = rounds.final_codes(calling.attempts)
    return labels.labels(calling.rows, final, calling.decided, calling.clashing)


def lessons_of(book: Any) -> list[Any]:
    """What the calls of a round teach: a lesson per dossier that was scored and where somebody gave an answer."""
    from casebook import lessons
    from sampling.calls.outcomes import CONFIRMED
    from sampling.labels import DENIED

    calling, label = calling_of(book, need=False), labels_of(book)
    under = {code: version for seal in calling.seals for code, version in seal.versions.items()}
    found = []
    with book.read() as conn:
        for item in calling.called:
            said = Counter(label[row] for row in item.rows)
            known = lessons.measured(conn, under[item.sealed.id])
            if known is not None and said[CONFIRMED] + said[DENIED]:
                made = lessons.Lesson(book.round, item.sealed.id, *known, said[CONFIRMED], said[DENIED])
                found.append(made)
    return found


def assessor_of(book: Any) -> Any:
    """Return the function that scores against the shipped reference and what earlier rounds taught."""
    from casebook import lessons

    with book.read() as conn:
        known = lessons.lessons(conn)
    if not known:
        return assessor()
    import numpy as np

    from verify.credibility.reference import Experience, grow, shipped
    from verify.credibility.vector import COLUMNS

    taught = [
        Experience(np.array([item.vector.get(name, np.nan) for name in COLUMNS]), item.confirmed, item.denied)
        for item in known
    ]
    return partial(assessor(), reference=grow(shipped(), taught))
