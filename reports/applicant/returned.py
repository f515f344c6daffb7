"""A roster that came back, finding by finding: what is cleared, what is still open, what is new.

Nothing is cleared by vanishing. A person who was struck out takes no question along, and a check that could not be run
on the new file has cleared nothing: both stand in places of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.applicant.alignment import AlignedLine, align
from reports.applicant.questions import ASKED
from reports.content.grounds import standing
from reports.content.material import Flag, Material
from reports.content.overview import DossierLine
from verify.model import FAIL, Batch

# What became of a finding, in the order in which it is shown.
OPEN, NEW, UNSEEN, GONE, CLEARED = STATES = ("open", "new", "unseen", "gone", "cleared")
_FREE = frozenset({"DU02", "DU03", "DU04"})  # answered by striking out: whoever is left answers for all


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of one finding. ``before``: as it was asked; ``after``: as it stands now, where it does.

    ``why``: the reason code of a check that was not run on the new file, "" else. ``rows``: where the respondents
    it was asked about stand now, as people count.
    """

    state: str
    before: Flag | None
    after: Flag | None
    why: str = ""
    rows: tuple[int, ...] = ()

    @property
    def flag(self) -> Flag:
        """The finding as it stands now, or as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("an outcome of no finding")
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """A respondent who is written otherwise than before, or stands on one of the two rosters only.

    ``asked``: something had been asked about the row.
    """

    before: AlignedLine | None
    after: AlignedLine | None
    fields: tuple[str, ...]
    asked: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A dossier on one side of the comparison: its papers' material, its line, its rows as written."""

    material: Material
    line: DossierLine
    rows: tuple[AlignedLine, ...]


@dataclass(frozen=True, slots=True)
class ListComparison:
    """A roster that came back against the one on file."""

    before: Side
    after: Side
    outcomes: tuple[Matched, ...]  # by STATES, then the gravest first
    changes: tuple[Change, ...]  # in the order of the rows; those struck out last

    def count(self, state: str, code: str = "") -> int:
        """Return how many findings came to a state, of one check where ``code`` says which."""
        return sum(o.state == state and code in ("", o.flag.finding.code) for o in self.outcomes)

    @property
    def falls_short(self) -> bool:
        """Whether anything that does not meet a clause is left, or was not looked at again."""
        left = (OPEN, NEW, UNSEEN, GONE)
        return any(o.state in left and o.flag.finding.severity == FAIL for o in self.outcomes)


def side(material: Material, dossier: str) -> Side:
    """Return one side of a comparison."""
    line = next(line for line in material.lines if line.id == dossier)
    return Side(material, line, lines_of(material.batch, dossier))


def lines_of(batch: Batch, dossier: str) -> tuple[AlignedLine, ...]:
    """Return the rows of a dossier as they were understood, and as written where they were not: the same list saved
    by another program is no correction."""
    mine = batch.rows[batch.rows["dossier"].eq(dossier)]
    there = batch.contacts[batch.contacts["kind"].ne("none") & batch.contacts["value"].ne("")]
    reached = there.groupby("at")["value"].agg("、".join).reindex(mine.index).fillna("")
    days = mine["start"].astype(str).where(mine["start"].notna(), "") + mine["end"].astype(str).where(
        mine["end"].notna(), ""
    )
    read = {"name": mine["name"], "contact": reached, "mode": mine["mode"].astype(str), "surveyed": days,
            "employer": mine["employer"]}  # fmt: skip
    texts = [
        known.where(known.ne(""), mine[f"{field}_raw"].str.strip()).tolist() for field, known in read.items()
    ]
    serial = mine["serial"].astype(str).str.strip().tolist()
    return tuple(
        AlignedLine(int(at), int(row), *written)
        for at, row, *written in zip(mine.index, mine["row"].tolist(), serial, *texts, strict=True)
    )


def compare(before: Side, after: Side) -> ListComparison:
    """Match what was found in a roster with what is found in the one that came back."""
    pairs = align(before.rows, after.rows)
    moved = {before.rows[old].at: after.rows[new].at for old, new in pairs.items()}
    numbers = {line.at: line.row for line in after.rows}
    asked, found = _asked(before), _asked(after)
    skipped = {check.code: check.skipped for check in after.line.checks if check.skipped}
    known = {check.code for check in after.line.checks}
    taken: set[int] = set()
    outcomes = []
    for flag in asked:
        code = flag.finding.code
        why = skipped.get(code, "" if code in known else "retired")
        here = [n for n, other in enumerate(found) if _same(flag, other, moved)]
        taken.update(here)
        state = _state(flag, bool(here), bool(why), moved)
        now = found[here[0]] if here else None
        rows = tuple(numbers[moved[at]] for at in flag.at if at in moved)
        outcomes.append(Matched(state, flag, now, why if state == UNSEEN else "", rows))
    outcomes += [Matched(NEW, None, flag) for n, flag in enumerate(found) if n not in taken]
    outcomes.sort(
        key=lambda o: (STATES.index(o.state), ASKED.index(o.flag.finding.severity), o.flag.finding.code)
    )
    named = {at for flag in asked for at in flag.at}
    return ListComparison(before, after, tuple(outcomes), tuple(_changes(before, after, pairs, named)))


def _asked(one: Side) -> list[Flag]:
    return [flag for flag in standing(one.material, one.line) if flag.finding.severity in ASKED]


def _same(before: Flag, after: Flag, moved: Mapping[int, int]) -> bool:
    """Whether a finding of the new file says again what was asked: the same check about the same people."""
    if before.finding.code != after.finding.code or _item(before) != _item(after):
        return False
    if not before.at or not after.at:
        return not before.at and not after.at
    return not {moved[at] for at in before.at if at in moved}.isdisjoint(after.at)


def _item(flag: Flag) -> tuple[object, ...]:
    """What a finding is about, where one check can say several things of one dossier."""
    facts = flag.finding.facts
    return tuple(str(facts[key]) for key in ("field", "missing_thing", "field_thing") if key in facts)


def _state(flag: Flag, again: bool, not_run: bool, moved: Mapping[int, int]) -> str:
    if again:
        return OPEN
    left = [at for at in flag.at if at in moved]
    if flag.at and (not left or (len(left) < len(flag.at) and flag.finding.code not in _FREE)):
        return GONE
    return UNSEEN if not_run else CLEARED


def _changes(before: Side, after: Side, pairs: Mapping[int, int], asked: set[int]) -> Iterator[Change]:
    back = {new: old for old, new in pairs.items()}
    for number, line in enumerate(after.rows):
        if number not in back:
            yield Change(None, line, (), False)
            continue
        was = before.rows[back[number]]
        if fields := was.changed(line):
            yield Change(was, line, fields, was.at in asked)
    for number, line in enumerate(before.rows):
        if number not in pairs:
            yield Change(line, None, (), line.at in asked)


def codes_of(outcomes: Sequence[Matched]) -> tuple[str, ...]:
    """Return the checks that outcomes are of, in their order."""
    return tuple(dict.fromkeys(outcome.flag.finding.code for outcome in outcomes))
