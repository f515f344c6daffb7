"""What the calls said of one roster's people under another number of the round, and denials that a reviewer set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sampling.calls.outcomes import CONFIRMED
from sampling.labels import DENIED

_SHARED, _SHARE = (
    3,
    0.05,
)  # people whom two companies may have for customers, as the settings have it by default


def heard_before(
    shared: Mapping[str, Sequence[tuple[str, str]]],
    drawn: Mapping[str, Sequence[str]],
    labels: Mapping[str, str],
    withdrawn: Collection[str],
    alike: Collection[str],
    own: Collection[str],
    unknown: Collection[str],
    sizes: Mapping[str, int],
    rows: int,
) -> list[dict[str, Any]]:
    """Return one line for each other dossier whose people this one holds.

    ``shared``: the other dossier -> (row, other row) of the same person; ``drawn``: dossier -> its drawn rows; ``labels``:
    drawn row -> confirmed, denied or neither; ``withdrawn``: dossiers that left the round after their draw; ``alike``: those
    that are one roster with this one while nothing names the companies; ``own``: those of its
    company; ``unknown``: those that may be, as nothing says whose they are; ``sizes``: dossier -> rows of the roster; ``rows``:
    of this one.

    ``kind``: the other one was withdrawn after its draw (called_before), is one roster with this (called_alike; filed_alike
    before its draw) or is of the same company (called_beside, filed_beside; called_apart where nobody is shared).
    ``denied_here`` counts the people of this roster who denied under the other number; ``exchanged`` those who denied
    there and are not in this roster, where a roster was withdrawn that is the same company's, or may be and shares more people
    than two companies' customers, or of which half came back.
    """
    found = []
    for other, pairs in shared.items():
        called = drawn.get(other, ())
        people = len({row for row, _ in pairs})
        if not people and not called:
            continue
        said = Counter(labels.get(row, "") for row in called)
        denied = {row for row, there in pairs if labels.get(there) == DENIED}
        denied_there = {there for _, there in pairs if labels.get(there) == DENIED}
        shorter = min(rows, sizes.get(other, rows))
        most = other in own or 2 * people >= shorter
        most |= other in unknown and people > max(_SHARED, shorter * _SHARE)
        gone = other in withdrawn
        found.append(
            {
                "dossier": other,
                "kind": _kind(gone, other in alike, bool(called), people),
                "people": people,
                "drawn": len(called),
                "confirmed": said[CONFIRMED],
                "denied": said[DENIED],
                "denied_here": len(denied),
                "exchanged": said[DENIED] - len(denied_there) if gone and most else 0,
            }
        )
    return found


def _kind(gone: bool, alike: bool, called: bool, people: int) -> str:
    if gone:
        return "called_before"
    if alike:
        return "called_alike" if called else "filed_alike"
    if not called:
        return "filed_beside"
    return "called_beside" if people else "called_apart"


def holds_back(told: Sequence[Mapping[str, Any]]) -> bool:
    """Whether somebody has to look into what was heard before a dossier is proposed as high."""
    return any(item["denied_here"] or item["exchanged"] for item in told)


def set_aside(rows: Sequence[str], called: Mapping[str, str], labels: Mapping[str, str]) -> int:
    """Return how many rows denied on the phone and count as something else by a reviewer's word.

    ``called``: row -> what the calls alone say; ``labels``: row -> what counts.
    """
    return sum(called.get(row) == DENIED and labels.get(row) != DENIED for row in rows)
