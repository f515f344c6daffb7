"""What the documents say against a list, whoever answers the telephone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sampling.calls.outcomes import CONFIRMED
from sampling.model import BAD, UNRESOLVED, Ground

# Rows that the documents themselves speak against, whoever answers the telephone: repetitions, numbers that
# nobody can have had, people of other rosters, the applicant's own staff. A setting may list others.
AGAINST = ("DU02", "CT03", "CT04", "CT06", "DU05", "DU06", "EM02")
OUTSIDE = "DT04"  # interviewed before the window
SHARED = ("DU05", "DU06")  # people who stand in another roster too: one of the two may be honest
SPEAK_FOR_ALL = 3  # confirmed calls from which on shared people speak for those who were not called


def against_list(
    rows: Collection[str],
    filed: Sequence[tuple[str, Sequence[str]]],
    kind: Mapping[str, str],
    against: Collection[str] = AGAINST,
) -> tuple[Ground, ...]:
    """What the findings about rows say against the list: how many of its rows, by which checks.

    A confirmed call clears a row of everything but two: a respondent who exists is still listed twice, and an
    interview before the window stays outside it.
    """
    known = frozenset(rows)
    doubtful: set[str] = set()
    codes: dict[str, None] = {}
    outside: set[str] = set()
    shared = [row for code, named in filed if code in SHARED for row in named if row in known]
    cleared = SHARED if _own_people(shared, kind) else ()
    for code, named in filed:
        mine = [row for row in named if row in known]
        if code == OUTSIDE:
            outside.update(mine)
        elif code in against and code not in cleared:
            left = mine[1:] if code == "DU02" else [row for row in mine if kind.get(row) != CONFIRMED]
            codes |= dict.fromkeys([code] if left else [])
            doubtful.update(left)
    found = []
    if doubtful:
        facts = {"rows": len(doubtful), "codes": list(codes)}
        found.append(Ground("documents", "doubtful", "roster.4", facts))
    if outside:
        found.append(Ground("documents", "outside", "opinion.3", {"rows": len(outside), "codes": [OUTSIDE]}))
    return tuple(found)


def _own_people(shared: Sequence[str], kind: Mapping[str, str]) -> bool:
    """Whether the calls show that people who stand in another roster too are this applicant's.

    Copying shows in both rosters alike, and one of the two may be honest: its people confirm, the copy's deny.
    Some of them confirm, nobody denies, and not more are silent than confirm: then it is the other roster that
    has to explain itself. The bound does not rest on this: these rows are drawn like any other.
    """
    said = Counter(kind[row] for row in shared if row in kind)
    enough = min(SPEAK_FOR_ALL, len(shared))
    return not said[BAD] and said[CONFIRMED] >= max(1, enough) and said[CONFIRMED] >= said[UNRESOLVED]
