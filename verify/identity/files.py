"""名单文件: which roster a file's name in a table means. Used for the register and for 对应表."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from verify.fields import company
from verify.intake.roster import Roster


class Named(list[list[int]]):
    """Lines that name each roster's file, one list per roster, and whether that settles it."""

    sure: list[bool]


def by_file(rosters: Sequence[Roster], named: Iterable[tuple[int, str, str]]) -> Named:
    """Find the rosters that lines (number, file, sheet) name; a sheet "" means all sheets of the file.

    The longer the part of the path that agrees, the better; two files that fit settle nothing.
    """
    wanted = [(i, _parts(file), company.exact(sheet)) for i, file, sheet in named if file]
    by_last: dict[str, list[tuple[int, tuple[str, ...], str]]] = defaultdict(list)
    for item in wanted:
        if item[1]:
            by_last[item[1][-1]].append(item)
    fits: list[dict[int, int]] = []
    best: dict[int, int] = defaultdict(int)
    for roster in rosters:
        file, last = _parts(roster.file), PurePosixPath(company.exact(PurePosixPath(roster.file).name))
        sheet = company.exact(roster.sheet or (roster.segments[0].sheet if roster.segments else ""))
        close = {id(item): item for name in (last.name, last.stem) for item in by_last.get(name, ())}
        ranks = {i: _agree(parts, file) for i, parts, tab in close.values() if tab in ("", sheet)}
        top = max(ranks.values(), default=0)
        fits.append({i: rank for i, rank in ranks.items() if rank == top})
        for i, rank in ranks.items():
            best[i] = max(best[i], rank)
    claimed: dict[int, set[str]] = defaultdict(set)
    for roster, ranks in zip(rosters, fits, strict=True):
        for i, rank in ranks.items():
            if rank == best[i]:
                claimed[i].add(roster.sha256)  # a byte copy is no second file
    found = Named([i for i, rank in ranks.items() if rank == best[i]] for ranks in fits)
    found.sure = [len(lines) == 1 and len(claimed[lines[0]]) == 1 for lines in found]
    return found


def _parts(path: str) -> tuple[str, ...]:
    return tuple(map(company.exact, PurePosixPath(path.replace("\\", "/")).parts))


def _agree(named: Sequence[str], file: Sequence[str]) -> int:
    """Return how many parts of two paths agree from the end; the last ones are known to agree."""
    rank = 1
    while rank < min(len(named), len(file)) and named[-1 - rank] == file[-1 - rank]:
        rank += 1
    return rank
