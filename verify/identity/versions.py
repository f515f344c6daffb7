"""Tables of one application: which are its roster, which only repeat it (copies, drafts, older versions), and which are
another list in its folder.

What is set aside is told, and its people are nobody's. A roster that repeats another *company's* is never set aside:
that is what the checks are for. So tables are compared only within one entry of the register, or, where no entry is
known, when their paths differ by nothing but words such as 副本, 终稿 or 旧版.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from verify.aged import DRAFT, DRAFT_WORDS, OLDER, OLDER_WORDS, aged
from verify.fields import company
from verify.identity.beside import EARLIER, OTHER, of_earlier_years, of_survey, strays
from verify.identity.known import labelled
from verify.identity.listed import LISTED, listed
from verify.intake.roster import Roster
from verify.intake.table.habits.others import names_staff
from verify.pictures import is_picture
from verify.text.patterns import when_used

COPY = "copy"  # and DRAFT, OLDER
_OVERLAP = 0.5  # two tables that share this much of the shorter one are versions of one another

_COPY = r"副本|复件|拷贝|复制|copy of|copy"
_FINAL = r"最终版?|终稿|定稿|终版|新版|修改后|修改版|盖章版?|final|new"
_PLAIN = (
    r"被访者|受访者|信息|登记表|名单|名册|花名册|用户|客户|电子版|扫描件|打印版|word版?|excel版?|wps版?|版本|版|稿"
    r"|材料|资料|附件|的|补充|更正|改正|订正|sheet"
)
_NUMBERED = when_used(r"(?:[vV]|第|稿|版|终稿|[(（])\s*(\d{1,3})\s*(?:版|稿|[)）])?\s*$")
_STRIP = when_used(
    rf"[(（\[【]\s*\d{{1,2}}\s*[)）\]】]|(?<![a-z])v\d{{1,2}}\b|(?:{DRAFT_WORDS}|{_FINAL}|{_COPY}|{_PLAIN})\d{{0,2}}|{OLDER_WORDS}"
    r"|[\s_\-—–·.()（）\[\]【】]+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Together:
    """``groups``: the rosters that make up each dossier, in order. ``aside``: roster -> (the one it repeats, kind)."""

    groups: list[list[int]] = field(default_factory=list)
    aside: dict[int, tuple[int, str]] = field(default_factory=dict)


def together(
    rosters: Sequence[Roster],
    entries: Sequence[int | None],
    declared: Mapping[int, int],
    applicants: Mapping[int, str] | None = None,
    *,
    named: Collection[int] = (),
    most: int = sys.maxsize,
    year: int = 0,
) -> Together:
    """Return what belongs together. ``declared``: entry -> respondents that it should have, where that is known;
    ``applicants``: entry -> its company; ``named``: the rosters in files that the register names; ``most``: respondents
    that are asked for at most; ``year``: that of the round.

    One entry is one dossier: its sheets and files are its segments. A roster without an entry is a dossier of its own.
    """
    found = Together()
    people = _People(rosters)
    for members in _buckets(rosters, entries):
        entry = entries[members[0]]
        wanted = _Wanted(
            declared.get(-1 if entry is None else entry), most, frozenset(named), entry is not None
        )
        found.aside |= _repeated(rosters, members, people, wanted, year)
    _stray_copies(rosters, entries, found)
    _stray_versions(rosters, entries, people, applicants or {}, found)
    group_of: dict[int, int] = {}
    for at, entry in enumerate(entries):
        if at in found.aside:
            continue
        if entry is not None and entry in group_of:
            found.groups[group_of[entry]].append(at)
            continue
        if entry is not None:
            group_of[entry] = len(found.groups)
        found.groups.append([at])
    return found


def _buckets(rosters: Sequence[Roster], entries: Sequence[int | None]) -> list[list[int]]:
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        key = ("subject", *subject(rosters[at].file)) if entry is None else ("entry", entry)
        found[key].append(at)
    return [members for members in found.values() if len(members) > 1]


def _stray_copies(rosters: Sequence[Roster], entries: Sequence[int | None], found: Together) -> None:
    """A byte copy that nothing names, lying above the roster that it repeats: 名单.xlsx beside 松江纸业/名单.xlsx."""
    by_bytes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, roster in enumerate(rosters):
        if at not in found.aside:
            by_bytes[roster.sha256, _place(roster)].append(at)
    for members in by_bytes.values():
        subjects = {at: subject(rosters[at].file) for at in members} if len(members) > 1 else {}
        for at, mine in subjects.items():
            others = [o for o in members if o != at and o not in found.aside]
            of = next(
                (o for o in others if len(subjects[o]) > len(mine) and subjects[o][: len(mine)] == mine), None
            )
            if entries[at] is None and of is not None:
                found.aside[at] = (of, COPY)


def _stray_versions(
    rosters: Sequence[Roster],
    entries: Sequence[int | None],
    people: _People,
    applicants: Mapping[int, str],
    found: Together,
) -> None:
    """A roster that nobody owns, that repeats most of one company's roster and names nobody else on its way there: that
    company's copy, draft or older version, wherever it lies. One that names another company stays what it is."""
    lone = [at for at, entry in enumerate(entries) if entry is None and at not in found.aside]
    owned = [at for at, entry in enumerate(entries) if entry is not None and at not in found.aside]
    if not lone or not owned:
        return
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in owned:
        for person in people[at]:
            holders[person].append(at)
    for at in lone:
        shared = Counter(of for person in people[at] for of in holders.get(person, ()))
        most = [of for of, _ in shared.items() if people.share(of, at) >= _OVERLAP]
        if len({entries[of] for of in most}) != 1:
            continue
        of = max(most, key=lambda other: shared[other])
        name = applicants.get(entries[of] or 0, "")
        if _names_nobody_else(rosters[at], rosters[of], name):
            equal = people[at] == people[of]
            kind = DRAFT if _hidden(rosters[at]) else _aged(rosters[at]) or (COPY if equal else OLDER)
            # What repeated this one repeats that one now.
            found.aside |= {one: (of, as_) for one, (was, as_) in found.aside.items() if was == at}
            found.aside[at] = (of, kind)


def _names_nobody_else(roster: Roster, owned: Roster, applicant: str) -> bool:
    """Whether path, tab and lines above a roster say nothing, or the company itself, where they part from its roster's."""
    mine, other = (PurePosixPath(unicodedata.normalize("NFKC", r.file)) for r in (roster, owned))
    both = 0
    while both < min(len(mine.parts), len(other.parts)) - 1 and mine.parts[both] == other.parts[both]:
        both += 1
    labels = labelled(roster.title)
    stem = [] if mine == other else [mine.stem]
    said = (*mine.parts[both:-1], *stem, *([roster.sheet] if mine == other else ()), *labels)
    whole = company.form(applicant)
    for part in said:
        left = company.form(_STRIP.sub("", unicodedata.normalize("NFKC", part)).casefold())
        left = re.sub(r"\d+", "", left)
        if not company.in_order(left, whole):
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is known of the roster that an application should have: see ``together``."""

    declared: int | None
    most: int
    named: frozenset[int]
    is_company: bool

    @property
    def asked(self) -> frozenset[int]:
        return (
            frozenset()
            if self.declared is None
            else frozenset((self.declared, min(self.declared, self.most)))
        )


def _repeated(
    rosters: Sequence[Roster], members: Sequence[int], people: _People, wanted: _Wanted, year: int
) -> dict[int, tuple[int, str]]:
    """Return which of an application's tables only repeat another one."""
    declared = wanted.declared
    aside = _of_others(rosters, members, people, declared)
    left = [at for at in members if at not in aside]
    ages = {at: _aged(rosters[at]) for at in left}
    if sum(map(people.count, left)) not in wanted.asked:
        ages |= dict.fromkeys(of_earlier_years(rosters, left, year), EARLIER)
    ordered = sorted(
        left,
        key=lambda at: (
            is_picture(rosters[at].notes), _hidden(rosters[at]), ages[at] != "", _is_copy(rosters[at]), at
        ),
    )  # fmt: skip
    kept: list[int] = []
    for at in ordered:
        equal = next((o for o in kept if people[o] and people[o] == people[at]), None)
        if equal is not None:
            aside[at] = (equal, DRAFT if _hidden(rosters[at]) else COPY)
            continue
        alike = next((o for o in kept if people.share(o, at) >= _OVERLAP), None)
        if (of := _typed(rosters, kept, at, alike)) is not None:
            # A scan beside the list itself says nothing that the list does not, and may say it wrongly.
            parts = declared is not None and alike is None and declared == people.count(of) + people.count(at)
            if not parts:
                aside[at] = (of, OTHER if alike is None else COPY)
                continue
        kind = ages[at]
        if kind and (of := alike if alike is not None else next(iter(kept), None)) is not None:
            aside[at] = (of, kind)
        elif alike is None:
            kept.append(at)
        elif _hidden(rosters[at]):
            aside[at] = (alike, DRAFT)
        elif declared is not None and declared == people.count(alike) + people.count(at):
            kept.append(at)  # meant as one roster of two parts; who stands in both is for the checks
        elif _counts(rosters, people, at, wanted) > _counts(rosters, people, alike, wanted):
            kept[kept.index(alike)] = at
            aside |= {o: (at, k) for o, (of, k) in aside.items() if of == alike} | {alike: (at, OLDER)}
        else:
            aside[at] = (alike, OLDER)
    return aside | strays(
        rosters, kept, people.count, wanted.asked, named=wanted.named, is_company=wanted.is_company
    )


def _of_others(
    rosters: Sequence[Roster], members: Sequence[int], people: _People, declared: int | None
) -> dict[int, tuple[int, str]]:
    """Return the tables beside a roster that name themselves lists of others: of interviewers, refusals, spare samples.

    Where the company counted them among its valid questionnaires they stay, but for interviewers.
    """
    names = {at: name for at in members if (name := listed(rosters[at]))}
    own = [at for at in members if at not in names]
    counted = [at for at in members if at not in names or not names_staff(names[at])]
    if not own or (
        declared is not None and declared == sum(map(people.count, counted)) != sum(map(people.count, own))
    ):
        names = {at: name for at, name in names.items() if own and names_staff(name)}
    return dict.fromkeys(names, (own[0], LISTED))


def _typed(rosters: Sequence[Roster], kept: Sequence[int], at: int, alike: int | None) -> int | None:
    """Return the table that was not read off pictures, where this one was; the one that it is alike to, if it is."""
    if not is_picture(rosters[at].notes):
        return None
    typed = [o for o in kept if not is_picture(rosters[o].notes)]
    return alike if alike in typed else next(iter(typed), None)


def _counts(
    rosters: Sequence[Roster], people: _People, at: int, wanted: _Wanted
) -> tuple[bool, int, bool, bool, bool, int, int, int]:
    """Which of two versions counts: the one that the register names, then the one that says how and when people were
    asked, the one with as many as declared, then the finished, what is called no copy, the later, the longer."""
    stem = PurePosixPath(rosters[at].file).stem
    number = _NUMBERED.search(stem)
    final = re.search(_FINAL, stem, re.IGNORECASE) is not None
    return (
        at in wanted.named,
        of_survey(rosters[at]),
        people.count(at) == wanted.declared,
        final,
        not _is_copy(rosters[at]),
        int(number[1]) if number else 0,
        people.count(at),
        -at,
    )


class _People:
    """Who stands on each roster, counted when it is first asked for."""

    def __init__(self, rosters: Sequence[Roster]) -> None:
        self._rosters = rosters
        self._known: dict[int, Counter[tuple[str, str]]] = {}

    def __getitem__(self, at: int) -> Counter[tuple[str, str]]:
        if at not in self._known:
            self._known[at] = _people(self._rosters[at])
        return self._known[at]

    def count(self, at: int) -> int:
        return self[at].total()

    def share(self, one: int, two: int) -> float:
        shorter, longer = sorted((self[one], self[two]), key=len)
        return sum(person in longer for person in shorter) / max(len(shorter), 1)


def _people(roster: Roster) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for segment in roster.segments:
        blank = [""] * len(segment.rows)
        names, contacts = (segment.texts.get(field, blank) for field in ("name", "contact"))
        counted.update(
            (company.exact(str(n)), company.exact(str(c))) for n, c in zip(names, contacts, strict=True)
        )
    return counted


def _hidden(roster: Roster) -> bool:
    """Whether all of a roster stands on hidden sheets."""
    return bool(roster.segments) and all(
        len({mark.index for mark in segment.marks if mark.kind == "hidden_sheet"}) == len(segment.rows) > 0
        for segment in roster.segments
    )


def _place(roster: Roster) -> str:
    return roster.segments[0].sheet if roster.segments else ""


def _aged(roster: Roster) -> str:
    return aged(roster.file, _place(roster))


def _is_copy(roster: Roster) -> bool:
    stem = PurePosixPath(unicodedata.normalize("NFKC", roster.file)).stem
    return re.search(rf"{_COPY}|[(]\d+[)]$", stem, re.IGNORECASE) is not None


def subject(file: str) -> tuple[str, ...]:
    """Return what a path says of whose roster it is: its parts without words such as 名单, 副本, 终稿, 旧版."""
    path = PurePosixPath(unicodedata.normalize("NFKC", file))
    parts = (_STRIP.sub("", part).casefold() for part in (*path.parts[:-1], path.stem))
    return tuple(company.form(part) for part in parts if part)
