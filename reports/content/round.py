"""What a review round knows of its dossiers beyond their rosters: sealed, drawn, called, judged.

Plain data, handed in by whoever holds the casebook. Nothing in here names a respondent; row ids do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from phrases import say

JUDGEMENTS = ("low", "more", "open", "high")  # the worst first


def when(moment: str) -> str:
    """Return an ISO time as people write it, to the minute."""
    return moment[:16].replace("T", " ")


@dataclass(frozen=True, slots=True)
class Sealing:
    """What was frozen before the dice. ``plan``: n1, accept1, reject1, n2, accept2, limit, tolerable, ..."""

    seal_sha256: str
    roster_sha256: str
    settings_sha256: str
    version: str
    population: int
    targeted: int
    plan: Mapping[str, Any]
    file: str  # how the public seal's file is called


@dataclass(frozen=True, slots=True)
class Drawing:
    """One stage of the draw: its seeds (of all stages so far) and how many rows are called in it."""

    stage: int
    seeds: tuple[str, ...]
    rows: int
    superseded: tuple[Mapping[str, Any], ...] = ()  # earlier seeds that a reviewer set aside, with the reason


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """How many drawn rows ended with one outcome code; ``words`` in the language of the paper.

    ``counts_for``: confirmed, bad or unresolved, by the rule in the seal. ``group``: drawn or targeted.
    """

    code: str
    words: str
    counts_for: str
    group: str
    rows: int


@dataclass(frozen=True, slots=True)
class ShownRate:
    """A rate of the calls with its formula, e.g. CON1 = ((I+P)+R+O) / (...); ``of`` may be 0."""

    name: str
    words: str
    formula: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A row that is on file in another dossier too, found by keyed fingerprints. ``kind`` in words;
    ``number``: it is the contact that agrees."""

    row: str
    kind: str
    round: str
    dossier: str
    other: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """How far one dossier has come. ``proposal`` is an item of ``hefang judge --json``: counts, bounds, decision,
    judgement, grounds with their messages, the reviewer's decision (``decided``), the recomputing ``command``."""

    stage: str  # filed, sealed, drawn1, drawn2
    version: int
    versions: int
    purged: bool
    sealing: Sealing | None = None
    drawings: tuple[Drawing, ...] = ()
    answers: tuple[CallAnswer, ...] = ()
    rates: tuple[ShownRate, ...] = ()
    proposal: Mapping[str, Any] | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    remarks: tuple[str, ...] = ()  # notes on what was decided about rows and findings, without names
    cleared: tuple[str, ...] = ()  # codes of checks whose findings a reviewer has cleared

    @property
    def judgement(self) -> str:
        """The judgement that stands: the reviewer's, else the proposed one (high, more, low), else open."""
        if self.proposal is None:
            return "open"
        decided = self.proposal["decided"]
        return str(decided["judgement"] if decided else self.proposal["judgement"])


@dataclass(frozen=True, slots=True)
class Round:
    """The round as a whole. ``courses``: dossier -> how far it has come."""

    name: str
    courses: Mapping[str, Course]
    journal_entries: int
    journal_hash: str
    again: Mapping[str, int] | None = (
        None  # what the second ear heard, in numbers; None: nobody was called again
    )

    def title(self, lang: str) -> str:
        """How the round is called in a heading: a bare year reads as one."""
        bare = self.name.isdigit() and len(self.name) == 4
        return say("round.year", lang, year=self.name) if bare else self.name

    def judgement(self, dossier: str) -> str:
        """The judgement of a dossier that stands; open for one that the round does not know."""
        return self.courses[dossier].judgement if dossier in self.courses else "open"
