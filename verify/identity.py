"""Whose roster is this: from the files to the entries of the register (申报登记表).

Steps, in this order: 名单文件; 申报编号 in the name of file or folder; the applicant's name in the name of
file or folder, or in the line above the roster. A step that gives exactly one entry decides; one that could
be read in two ways decides nothing, and the next is asked. What stays open is named, never guessed: a roster
under a wrong company accuses two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from verify.fields import employer
from verify.intake.roster import Roster
from verify.register import Register

FILE, NUMBER, NAME, TITLE = "file", "number", "name", "title"
# What people write beside a company's name in the name of a file or a folder.
_BESIDE = re.compile(
    r"(?:被访者|受访者|信息|登记表?|名单|名册|花名册|用户|客户|业主|住户|患者|家长|学员|车主|农户|旅客|住客|顾客|会员"
    r"|申报|材料|资料|满意度|测评|调查|附件|最终|终稿|定稿|新版?|旧版?|修改|盖章|副本|版本?|份|户|人|的|表|\d+|[a-z])+"
)
_APART = re.compile(r"[\s_\-—–、,，;；·.．()（）\[\]【】《》<>“”\"'+&]+")
_LABEL = re.compile(r"(?:填报单位|企业名称|申报企业|申报单位|单位名称|企业|单位)[::]\s*")
_LEAST = 2  # characters: shorter names are found everywhere
_OVERLAP = 0.5  # two tables that share this much of the shorter one are versions of one another


@dataclass(frozen=True, slots=True)
class Open:
    """A roster that no entry could be found for. ``candidates``: applicants (or ids) that it might be."""

    file: str
    sheet: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Which entry each roster belongs to (None: none), what decided, and what stays open."""

    entries: tuple[int | None, ...]  # one per roster
    how: tuple[str, ...]  # FILE, NUMBER, NAME, TITLE or "", one per roster
    open: tuple[Open, ...]


def identify(rosters: Sequence[Roster], register: Register) -> Identity:
    """Return the entry of every roster, in the order of the rosters."""
    if register.entries.empty:
        return Identity((None,) * len(rosters), ("",) * len(rosters), ())
    named = _by_file(rosters, register)
    known = _Known(register)
    entries: list[int | None] = []
    how: list[str] = []
    unsettled: list[Open] = []
    for at, roster in enumerate(rosters):
        candidates: dict[int, None] = {}
        for step, found in (
            (FILE, named[at]),
            (NUMBER, known.by_number(roster.file)),
            (NAME, known.by_name(roster.file)),
            (TITLE, known.by_title(roster.title)),
        ):
            if len(found) == 1 and (step != FILE or named.sure[at]):
                entries.append(found[0])
                how.append(step)
                break
            candidates |= dict.fromkeys(found)
        else:
            entries.append(None)
            how.append("")
            unsettled.append(Open(roster.file, roster.sheet, tuple(map(known.title, candidates))))
    return Identity(tuple(entries), tuple(how), tuple(unsettled))


class _Files(list[list[int]]):
    """Entries that name each roster's file, and whether that settles it."""

    sure: list[bool]


def _by_file(rosters: Sequence[Roster], register: Register) -> _Files:
    """名单文件: the longer the part of the path that agrees, the better; two files that fit settle nothing."""
    named = [(i, _parts(str(f))) for i, f in enumerate(register.entries["roster_file"]) if f]
    fits: list[dict[int, int]] = []
    best: dict[int, int] = defaultdict(int)
    for roster in rosters:
        file = _parts(roster.file)
        ranks = {i: rank for i, parts in named if (rank := _agree(parts, file))}
        top = max(ranks.values(), default=0)
        fits.append({i: rank for i, rank in ranks.items() if rank == top})
        for i, rank in ranks.items():
            best[i] = max(best[i], rank)
    claimed: dict[int, set[str]] = defaultdict(set)
    for roster, ranks in zip(rosters, fits, strict=True):
        for i, rank in ranks.items():
            if rank == best[i]:
                claimed[i].add(roster.sha256)  # a byte copy is no second file
    found = _Files([i for i, rank in ranks.items() if rank == best[i]] for ranks in fits)
    found.sure = [len(entries) == 1 and len(claimed[entries[0]]) == 1 for entries in found]
    return found


def _parts(path: str) -> tuple[str, ...]:
    return tuple(map(_key, PurePosixPath(path.replace("\\", "/")).parts))


def _agree(named: Sequence[str], file: Sequence[str]) -> int:
    """Return how many parts of two paths agree from the end; the last may lack its extension."""
    last = PurePosixPath(file[-1])
    if not named or named[-1] not in (last.name, last.stem):
        return 0
    rank = 1
    while rank < min(len(named), len(file)) and named[-1 - rank] == file[-1 - rank]:
        rank += 1
    return rank


class _Known:
    """The register's numbers and names, in the forms in which they are looked for."""

    def __init__(self, register: Register) -> None:
        entries = register.entries
        self._ids = [(i, _key(str(d))) for i, d in enumerate(entries["id"]) if d]
        self._names: dict[str, list[int]] = defaultdict(list)
        for i, applicant in enumerate(entries["applicant"]):
            key = employer.key_of(str(applicant)) if applicant else ""
            if len(key) >= _LEAST:
                self._names[key].append(i)
        self._titles = [
            str(applicant or id or "")
            for applicant, id in zip(entries["applicant"], entries["id"], strict=True)
        ]

    def title(self, entry: int) -> str:
        return self._titles[entry]

    def by_number(self, file: str) -> list[int]:
        """申报编号 in the file's name, else in a folder's, the innermost first; the longest one counts."""
        for part in reversed(_named_parts(file)):
            held = [(i, id) for i, id in self._ids if _holds(_key(part), id)]
            if held:
                longest = max(len(id) for _, id in held)
                return [i for i, id in held if len(id) == longest]
        return []

    def by_name(self, file: str) -> list[int]:
        """The applicant's name as the file's name, else as a folder's, the innermost first."""
        for part in reversed(_named_parts(file)):
            if found := self._equal(_pieces(part)):
                return found
        return []

    def by_title(self, title: str) -> list[int]:
        return self._equal(piece for line in title.split("\n") for piece in _pieces(_LABEL.sub(" ", line)))

    def _equal(self, pieces: Iterator[str]) -> list[int]:
        found: dict[int, None] = {}
        for piece in pieces:
            found |= dict.fromkeys(self._names.get(employer.key_of(piece), ()))
        return list(found)


def _named_parts(file: str) -> list[str]:
    path = PurePosixPath(file)
    return [*path.parts[:-1], path.stem]


def _pieces(text: str) -> Iterator[str]:
    """Yield what may be a company's name in a text: the whole, its parts, each without what stands beside.

    哈尔滨泰禾医院患者名单 may be 哈尔滨泰禾医院; 宏达 is never found in 大庆宏达, which is another company.
    """
    whole = unicodedata.normalize("NFKC", text).casefold()
    for piece in dict.fromkeys((whole, *_APART.split(whole))):
        yield piece
        for match in _BESIDE.finditer(piece):
            if match.end() == len(piece):
                yield piece[: match.start()]
            if match.start() == 0:
                yield piece[match.end() :]
        yield re.sub(r"^[\d.、]+", "", piece)


def _holds(text: str, id: str) -> bool:
    return re.search(rf"(?<![0-9a-z]){re.escape(id)}(?![0-9a-z])", text) is not None


def _key(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def together(
    rosters: Sequence[Roster], entries: Sequence[int | None]
) -> tuple[list[list[int]], dict[int, int]]:
    """Return the rosters that make up each dossier, and which of them only repeat another one (copy -> of).

    One entry is one dossier: its sheets and files are its segments. Tables that share most of their people
    but are not equal are versions, and which one counts is for people to say: they stay apart.
    """
    groups: list[list[int]] = []
    copies: dict[int, int] = {}
    of_entry: dict[int, int] = {}
    people: dict[int, Counter[tuple[str, str]]] = {}
    for at, entry in enumerate(entries):
        group = None if entry is None else of_entry.get(entry)
        if entry is None or group is None:
            if entry is not None:
                of_entry[entry] = len(groups)
            groups.append([at])
            continue
        for other in (at, *groups[group]):
            people.setdefault(other, _people(rosters[other]))
        equal = next((other for other in groups[group] if people[other] == people[at]), None)
        if equal is not None:
            copies[at] = equal
        elif any(_share(people[other], people[at]) >= _OVERLAP for other in groups[group]):
            groups.append([at])
        else:
            groups[group].append(at)
    return groups, copies


def _people(roster: Roster) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for segment in roster.segments:
        blank = [""] * len(segment.rows)
        names, contacts = (segment.texts.get(field, blank) for field in ("name", "contact"))
        counted.update((_key(str(n)), _key(str(c))) for n, c in zip(names, contacts, strict=True))
    return counted


def _share(one: Mapping[tuple[str, str], int], two: Mapping[tuple[str, str], int]) -> float:
    shorter, longer = sorted((one, two), key=len)
    return sum(person in longer for person in shorter) / max(len(shorter), 1)
