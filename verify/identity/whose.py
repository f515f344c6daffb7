"""Whose roster is this: from the files to the entries of the register.

Steps, in this order: 对应表, in which people said so; 名单文件; 申报编号 in the name of file or folder; the applicant's
name in the name of file or folder, or in the line above the roster. A step that gives exactly one entry decides; one
that could be read in two ways decides nothing, and the next is asked. Two steps that contradict one another decide
nothing either. What stays open is named, never guessed: a roster under a wrong company accuses two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from verify.identity.files import Named, by_file
from verify.identity.known import Known, pieces
from verify.identity.near import Near, Nearby
from verify.intake.roster import Roster
from verify.model import Open
from verify.register import Answer, Register

TABLE, FILE, NUMBER, NAME, TITLE, NEAR = "table", "file", "number", "name", "title", "near"
FORM = (
    "form"  # as FILE, where no 名单文件 was typed: the roster lies with the forms, or in one file with them
)
SEVERAL, CONTRADICT, NONE = "several", "contradict", "none"  # why a roster is open; NEAR is one too
_FEW = 4  # companies that one folder may name and still be one application's folder
BESIDE = "beside"  # open, too: the papers in its folder name several companies


@dataclass(frozen=True, slots=True)
class Identity:
    """Which entry each roster belongs to (None: none), what decided, and what stays open."""

    entries: tuple[int | None, ...]  # one per roster
    how: tuple[str, ...]  # TABLE, FILE, FORM, NUMBER, NAME, TITLE, NEAR or "", one per roster
    open: tuple[Open, ...]
    unknown: tuple[Answer, ...] = ()  # answers that are no company of the register


def identify(rosters: Sequence[Roster], register: Register) -> Identity:
    """Return the entry of every roster, in the order of the rosters."""
    if register.entries.empty:
        return Identity((None,) * len(rosters), ("",) * len(rosters), ())
    known = Known(register)
    files = enumerate(register.entries["roster_file"].tolist())
    named = by_file(rosters, [(i, str(file), "") for i, file in files if file])
    told = _told(rosters, register.answers, known)
    made = register.entries["made"].tolist()
    found = [_one(roster, told[at], _sure(named, at), known, made) for at, roster in enumerate(rosters)]
    found = [
        (entry, FORM if why == FILE and entry is not None and made[entry] else why, close)
        for entry, why, close in found
    ]
    left = [at for at, (entry, _, _) in enumerate(found) if entry is None]
    near = Nearby(known.names) if left else None
    if near is not None:
        near_of = {at: near.find(_texts(rosters[at])) for at in left}
        _join_slips(rosters, found, near_of, register)
    unsettled = []
    for at in left:
        entry, why, candidates = found[at]
        if entry is None:
            close = near_of[at].entries
            why = NEAR if why == NONE and close else why
            beside = [] if candidates or close else _beside(rosters[at], register)
            why = BESIDE if beside else why
            names = tuple(dict.fromkeys(map(known.title, (*candidates, *close, *beside))))
            unsettled.append(Open(rosters[at].file, _tab(rosters[at]), names, why, len_of(rosters[at])))
    how = tuple(why if entry is not None else "" for entry, why, _ in found)
    unknown = tuple(answer for answer in register.answers if not answered(answer.said, known))
    return Identity(tuple(entry for entry, _, _ in found), how, tuple(unsettled), unknown)


def _beside(roster: Roster, register: Register) -> list[int]:
    """Entries made of the papers in a roster's own folder, where these name several companies: one spelt in two ways,
    or one company's paper in another's folder. A folder that many applications share says nothing."""
    folder = PurePosixPath(roster.file).parent
    sources = zip(register.entries["source"].tolist(), register.entries["made"].tolist(), strict=True)
    found = [at for at, (file, made) in enumerate(sources) if made and PurePosixPath(file).parent == folder]
    return found if 1 < len(found) <= _FEW else []


_Found = tuple[int | None, str, tuple[int, ...]]  # entry, what decided or why it is open, candidates


def _one(
    roster: Roster, told: int | None, file: tuple[list[int], bool], known: Known, made: Sequence[bool]
) -> _Found:
    """Ask one step after the other. ``made``: which entries were made of forms, so that nobody typed their 名单文件."""
    if told is not None:
        return told, TABLE, ()
    title = f"{roster.title}\n{_tab(roster)}"
    own = known.labelled(roster.title) or known.by_title(title)
    if len(file[0]) == 1 and file[1]:
        if (
            len(own) == 1 and own != file[0] and made[file[0][0]]
        ):  # it lies with one company and names another
            return None, CONTRADICT, (*file[0], *own)
        return file[0][0], FILE, ()
    number, name = known.by_number(roster.file), known.by_name(roster.file)
    candidates = tuple(dict.fromkeys((*file[0], *number, *name)))
    if len(number) == 1:
        beside = known.named(PurePosixPath(roster.file).stem)
        hinted = known.hinted(PurePosixPath(roster.file).stem, number[0])
        if hinted:  # the number is one company's, the short name another's
            return None, CONTRADICT, (number[0], *hinted)
        if all(len(other) != 1 or other == number for other in (beside, own)):
            return number[0], NUMBER, ()
        return None, CONTRADICT, tuple(dict.fromkeys((*number, *beside, *own)))
    if len(name) == 1:
        if len(own) != 1 or own == name:
            return name[0], NAME, ()
        return None, CONTRADICT, (*name, *own)
    found = known.by_title(title)
    if len(found) == 1 and (not name or found[0] in name):
        return found[0], TITLE, ()
    candidates = tuple(dict.fromkeys((*candidates, *found)))
    return None, SEVERAL if candidates else NONE, candidates


def _sure(named: Named, at: int) -> tuple[list[int], bool]:
    return named[at], named.sure[at]


def _told(rosters: Sequence[Roster], answers: Sequence[Answer], known: Known) -> list[int | None]:
    """What people said in 对应表; an answer that is no company of the register says nothing."""
    named = by_file(rosters, [(i, answer.file, answer.sheet) for i, answer in enumerate(answers)])
    found: list[int | None] = []
    for at in range(len(rosters)):
        meant = {entry for line in named[at] for entry in answered(answers[line].said, known)}
        found.append(meant.pop() if len(meant) == 1 else None)
    return found


def answered(said: str, known: Known) -> list[int]:
    """Return the entries that an answer means: 编号, 企业 or both; the number wins."""
    return known.numbered(said) or known.written(said) or known.equal((said,)) or known.named(said)


def _join_slips(
    rosters: Sequence[Roster], found: list[_Found], near: dict[int, Near], register: Register
) -> None:
    """Settle near names that a second ground supports; see near.py."""
    used = {entry for entry, _, _ in found if entry is not None}
    wanted = Counter(
        entry for entry, _ in {(near[at].entries[0], rosters[at].sha256) for at in near if near[at].slip}
    )
    for at, close in near.items():
        if not close.slip or found[at][1] != NONE:
            continue
        entry = close.entries[0]
        declared = register.entries["valid_questionnaires"].iloc[entry]
        if entry not in used and wanted[entry] == 1 and declared == len_of(rosters[at]):
            found[at] = (entry, NEAR, ())


def _texts(roster: Roster) -> list[str]:
    path = PurePosixPath(roster.file)
    parts = [path.stem, *path.parts[-3:-1], *roster.title.split("\n"), _tab(roster)]
    return [piece for part in parts for piece in pieces(part)]


def _tab(roster: Roster) -> str:
    return roster.sheet


def len_of(roster: Roster) -> int:
    """How many respondents a roster has."""
    return sum(len(segment.rows) for segment in roster.segments)
