"""Who on file has a number that differs in one digit from one of a new roster: every mask looked up once, for all who ask.

Masks also spare most questions for slips (casebook/fingerprints.py): a number with one of the last eight digits changed
shares a mask with the one on file, so the nine numbers behind a mask are asked for only where somebody of that name has
it. Rosters from before there were masks have none: while one of them is on file, everything is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Connection, select

from casebook.codec.record import PreparedDossier
from casebook.database.queries import chunks
from casebook.fingerprints import MASKED, behind
from casebook.masks import WHOLE, Masks
from casebook.schema import likenesses, masked, masks, versions

MOST = 200  # respondents that are followed for one mask: a block of numbers that thousands share says it with these


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Respondents on file who have a mask of a new roster. ``found``: mask -> at most MOST of them, the first filed.

    ``crowded``: masks that more people have.
    """

    found: Mapping[int, Sequence[int]]
    crowded: Set[int]


def look_up(conn: Connection, made: Sequence[Masks]) -> Neighbours:
    """Return who on file has the masks of a roster. Sorted, neighbouring questions read the same pages."""
    wanted = sorted({print_ for one in made for number in one.numbers for print_ in number})
    statement = select(masks.c.print, masks.c.respondent_id)
    found: dict[int, list[int]] = defaultdict(list)
    for chunk in chunks(wanted):
        for print_, there in conn.execute(statement.where(masks.c.print.in_(chunk))):
            found[print_].append(there)
    crowded = {print_ for print_, there in found.items() if len(there) > MOST}
    return Neighbours({print_: sorted(there)[:MOST] for print_, there in found.items()}, crowded)


def slips(
    conn: Connection, key: bytes, new: PreparedDossier, near: Neighbours, known: Set[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield (row of the new roster, print) of the slips behind masks that somebody on file may be filed under.

    ``known``: (row, respondent on file) who have the very number: no slip says more of them.
    """
    if not new.identities:
        return
    everything = not _all_masked(conn)
    there = [_there(one, near) for one in new.masks]
    forms = named(conn, {other for at, places in enumerate(there) for other in _new(at, places, known)})
    for at, (who, one, places) in enumerate(zip(new.identities, new.masks, there, strict=True)):
        wholes = {print_ for print_, kind in one.names if kind == WHOLE}
        for place, (others, crowded) in enumerate(places):
            fresh = (other for other in others if (at, other) not in known)
            if everything or crowded or any(wholes & forms.get(other, set()) for other in fresh):
                yield from ((at, print_) for print_ in behind(key, who, MASKED[place]))


def _there(one: Masks, near: Neighbours) -> list[tuple[set[int], bool]]:
    """By place: who on file has a mask of a respondent's numbers, and whether more do than are followed."""
    return [
        (
            {other for print_ in made for other in near.found.get(print_, ())},
            any(print_ in near.crowded for print_ in made),
        )
        for made in zip(*one.numbers, strict=True)
    ]


def _new(at: int, places: Sequence[tuple[set[int], bool]], known: Set[tuple[int, int]]) -> Iterator[int]:
    return (other for others, _ in places for other in others if (at, other) not in known)


def named(conn: Connection, ids: Set[int]) -> dict[int, set[int]]:
    """Return respondent -> prints of the name."""
    statement = select(likenesses.c.respondent_id, likenesses.c.print)
    found: dict[int, set[int]] = defaultdict(set)
    for chunk in chunks(sorted(ids)):
        for there, made in conn.execute(statement.where(likenesses.c.respondent_id.in_(chunk))):
            found[there].add(made)
    return dict(found)


def _all_masked(conn: Connection) -> bool:
    """Whether every roster on file that has any prints has masks too."""
    statement = (
        select(versions.c.id)
        .join(masked, masked.c.version_id == versions.c.id, isouter=True)
        .where(masked.c.id.is_(None), versions.c.prints_count > 0)
        .limit(1)
    )
    return conn.scalar(statement) is None
