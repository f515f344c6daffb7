"""Who calls whom: rows dealt to callers, and which rows are worth another attempt."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from sampling.calls.outcomes import counts_for, outcomes
from sampling.model import UNRESOLVED, Attempt, Callee

ATTEMPTS = 3


def open_rows(
    rows: Iterable[str], attempts: Iterable[Attempt], settled: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the rows worth a call: none of the attempts ended it, and fewer than three were made.

    Which outcomes end it says the column ``again`` of callback_outcomes.csv.
    ``settled``: rows that a reviewer has decided or has to decide.
    """
    made: dict[str, list[str]] = {}
    for attempt in attempts:
        made.setdefault(attempt.row, []).append(attempt.code)
    return tuple(
        row
        for row in rows
        if row not in settled
        and len(made.get(row, ())) < ATTEMPTS
        and all(outcomes()[code].again != "no" for code in made.get(row, ()))
    )


def ended_silent(attempts: Iterable[Attempt], dead_numbers: str = UNRESOLVED) -> frozenset[str]:
    """Return the rows that an attempt ended without an answer, whatever a later one brought.

    Somebody refuses, hangs up, or their number is dead: calling is over, and the row is silent. An answer that comes
    all the same was brought about: it tells of the row what evidence tells, and no longer how silence falls.
    """
    found = set()
    over: set[str] = set()
    for attempt in sorted(attempts, key=lambda a: (a.row, a.number)):
        known = outcomes()[attempt.code]
        if attempt.row not in over and known.again == "no":
            over.add(attempt.row)
            if counts_for(attempt.code, dead_numbers) == UNRESOLVED:
                found.add(attempt.row)
    return frozenset(found)


def deal(
    people: Sequence[Callee], callers: Sequence[str], earlier: Mapping[str, str] | None = None
) -> dict[str, tuple[Callee, ...]]:
    """Return each caller's rows: everybody with the same number goes to one caller, dossiers are mixed.

    ``earlier``: row id -> caller of the lists before; who has a row keeps it. The order is by a hash of
    the row id: the same people give the same lists, and no dossier stands in one piece.
    """
    before = earlier or {}
    dealt: dict[str, list[Callee]] = {caller: [] for caller in callers}
    waiting = []
    for group in sorted(_by_number(people), key=lambda group: _order(group[0])):
        kept = [before[c.row] for c in group if before.get(c.row) in dealt]
        if kept:
            dealt[Counter(kept).most_common(1)[0][0]] += group
        else:
            waiting.append(group)
    # Large groups first keeps the lists even.
    for group in sorted(waiting, key=lambda group: -len(group)):
        dealt[min(callers, key=lambda caller: (len(dealt[caller]), callers.index(caller)))] += group
    return {caller: tuple(sorted(rows, key=_order)) for caller, rows in dealt.items()}


def _by_number(people: Sequence[Callee]) -> list[list[Callee]]:
    """Group people who share a number, directly or over others."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[Callee]] = {}
    for at, person in enumerate(sorted(people, key=_order)):
        joined = {group_of[phone] for phone in person.phones if phone in group_of}
        members = [person]
        for old in sorted(joined):
            members += groups.pop(old)
        groups[at] = members
        for member in members:
            group_of.update(dict.fromkeys(member.phones, at))
    return [sorted(members, key=_order) for members in groups.values()]


def _order(person: Callee) -> str:
    return hashlib.sha256(person.row.encode()).hexdigest()
