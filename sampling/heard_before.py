"""What the calls said of one roster's people under another number of the round, and denials that a reviewer set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sampling.calls.outcomes import CONFIRMED
from sampling.labels import DENIED


def heard_before(
    shared: Mapping[str, Sequence[tuple[str, str]]],
    drawn: Mapping[str, Sequence[str]],
    labels: Mapping[str, str],
    withdrawn: frozenset[str],
) -> list[dict[str, Any]]:
    """Return one line for each other dossier whose people this one holds.

    ``shared``: the other dossier -> (row, other row) of the same person; ``drawn``: dossier -> its drawn rows; ``labels``:
    drawn row -> confirmed, denied or neither. ``denied_here`` counts the people of this roster who denied under the other
    number; ``kind``: the other one was withdrawn after its draw (called_before), is of the same company and was drawn
    (called_beside) or not yet (filed_beside).
    """
    found = []
    for other, pairs in shared.items():
        rows = drawn.get(other, ())
        said = Counter(labels.get(row, "") for row in rows)
        denied = {row for row, there in pairs if labels.get(there) == DENIED}
        told = {"drawn": len(rows), "confirmed": said[CONFIRMED], "denied": said[DENIED]}
        kind = "called_before" if other in withdrawn else "called_beside" if rows else "filed_beside"
        found.append(
            {
                "dossier": other,
                "kind": kind,
                "people": len({row for row, _ in pairs}),
                **told,
                "denied_here": len(denied),
            }
        )
    return found


def set_aside(rows: Sequence[str], called: Mapping[str, str], labels: Mapping[str, str]) -> int:
    """Return how many rows denied on the phone and count as something else by a reviewer's word.

    ``called``: row -> what the calls alone say; ``labels``: row -> what counts.
    """
    return sum(called.get(row) == DENIED and labels.get(row) != DENIED for row in rows)
