"""What the calls of a round teach about its scores, for the next one."""

from __future__ import annotations

from collections import Counter

from casebook import lessons
from desk.state import RoundState
from sampling import labels
from sampling.calls.outcomes import CONFIRMED


def taught(state: RoundState) -> list[lessons.Lesson]:
    """Return a lesson per dossier that was scored and where somebody gave an answer."""
    under = {code: version for seal in state.seals for code, version in seal.versions.items()}
    said = {item.sealed.id: Counter(state.labels[row] for row in item.rows) for item in state.called}
    heard = {
        id: (c[CONFIRMED], c[labels.DENIED]) for id, c in said.items() if c[CONFIRMED] + c[labels.DENIED]
    }
    with state.book.read() as conn:
        known = {id: lessons.measured(conn, under[id]) for id in heard}
    return [
        lessons.Lesson(state.book.round, id, *made, *heard[id])
        for id, made in known.items()
        if made is not None
    ]
