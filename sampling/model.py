"""The nouns of planning, drawing and judging. Plain frozen data; shares are texts such as ``10%``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PASS, EXTEND, FAIL = "pass", "extend", "fail"
HIGH, MORE, LOW = "high", "more", "low"
UNRESOLVED, BAD = "unresolved", "bad"  # what a wrong or dead number counts for


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rows are called and what the counts mean; frozen in the seal before the dice.

    ``population`` is the number of rows that the random sample comes from (the roster without its
    targeted rows), ``limit`` the smallest number of rows that are not authentic, in the whole roster,
    that breaks the claim. One stage: ``n2`` is 0, ``accept2`` equals ``accept1``.
    """

    population: int
    limit: int
    n1: int
    accept1: int
    reject1: int
    n2: int
    accept2: int
    tolerable: str
    confidence: str
    expected: str
    producer_risk: str
    fail_confidence: str
    dead_numbers: str  # UNRESOLVED or BAD
    # What silence may hide, sealed beforehand (sampling/design/silence.py); "" in seals of the first edition,
    # which count every silent row as false.
    silence_odds: str = ""  # Γ: 2, 3/2, inf
    silence_most: str = ""  # more than this share of the drawn silent: never high by calls alone
    expected_silence: str = ""  # what the sizes were searched for
    stage_share: str = ""  # the part of alpha that stage 1 has, as a fraction

    @property
    def stages(self) -> int:
        """1 or 2."""
        return 2 if self.n2 else 1


@dataclass(frozen=True, slots=True)
class SealedDossier:
    """One roster under seal: row ids (targeted ones included) and hashes, no personal data."""

    id: str
    population: int  # all rows, targeted ones included
    roster_sha256: str
    rows: tuple[str, ...]
    targeted: tuple[str, ...]
    plan: Plan

    @property
    def drawable(self) -> tuple[str, ...]:
        """Rows that the dice decide about: all that are not targeted, in roster order."""
        out = frozenset(self.targeted)
        return tuple(row for row in self.rows if row not in out)


@dataclass(frozen=True, slots=True)
class Seal:
    """What was frozen before the dice. ``seal_sha256`` is computed over everything else."""

    dossiers: tuple[SealedDossier, ...]
    settings_sha256: str
    version: str
    seal_sha256: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A row and the number it drew: ``0.`` and at least 64 decimal digits. Sorts as the draw does."""

    number: str
    row: str


@dataclass(frozen=True, slots=True)
class Draw:
    """One dossier, one stage: the sample and the reserve, both in ticket order."""

    dossier: str
    stage: int
    sample: tuple[str, ...]
    reserve: tuple[str, ...]
    tickets: Mapping[str, str]  # row id -> ticket number


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome code: its words, the nearest AAPOR disposition, what it counts for, whether it is called again."""

    code: str
    zh: str
    en: str
    aapor: str
    counts_for: str  # confirmed, bad, unresolved, dead
    again: str = "no"  # yes, no, appointment: whether a row that ended so is called again
    when: str = ""  # when: soon, another_hour, another_day, office_hours, appointment, any
    short_zh: str = ""  # as the drop-down says it
    short_en: str = ""
    source: str = ""  # of the nearest disposition
    heard: tuple[str, ...] = ()  # own words of callers that this code is offered for, never taken
    former: tuple[str, ...] = ()  # its words in earlier editions, by which older lists come back

    def words(self, lang: str = "zh") -> str:
        """Return what the code means."""
        return self.en if lang == "en" else self.zh

    def short(self, lang: str = "zh") -> str:
        """Return what the code means in as few words as a drop-down has room for."""
        return (self.short_en if lang == "en" else self.short_zh) or self.words(lang)


@dataclass(frozen=True, slots=True)
class Counts:
    """Calls to one group of rows: how many rows, how many bad, how many unresolved; the rest confirmed.

    ``open``: those of the unresolved that may still be called, or whose answers disagree. Silence is what is left
    when nobody will be called again, so an open row is taken at its worst. ``cleared``: those of the confirmed
    whom no call reached and evidence confirmed; calls left them silent, and what silence may hide is reckoned by
    that (sampling/design/late.py).
    """

    sampled: int
    bad: int
    unresolved: int = 0
    open: int = 0
    cleared: int = 0

    @property
    def silent(self) -> int:
        """Rows that were tried to the end and gave no answer, whatever evidence said of them since."""
        return self.unresolved - self.open + self.cleared

    @property
    def confirmed(self) -> int:
        """Rows whose respondent was confirmed."""
        return self.sampled - self.bad - self.unresolved

    @property
    def worst(self) -> int:
        """Bad rows if every unresolved row were bad."""
        return self.bad + self.unresolved


@dataclass(frozen=True, slots=True)
class Silence:
    """How much of a bound rests on what is assumed of the silent rows.

    ``upper_independent``: were silence unrelated to truth (Γ = 1); ``upper_worst``: were every silent row false.
    ``tipping``: the greatest Γ at which the PASS holds, to one decimal; "inf": whatever Γ; None: no PASS.
    """

    odds: str
    silent: int
    drawn: int
    upper_independent: int
    upper_worst: int
    tipping: str | None
    too_many: bool  # more silent than the seal allows
    late: str = ""  # the level that evidence was judged by, where it decided; see sampling/design/late.py
    cleared: int = 0  # of the silent: confirmed since, by evidence or by an answer after the calls were over


def silence_document(told: Silence) -> dict[str, Any]:
    """Return how much of a bound rests on silence, as JSON values."""
    return {
        "odds": told.odds,
        "silent": told.silent,
        "share": told.silent / told.drawn if told.drawn else 0.0,
        "too_many": told.too_many,
        "upper_independent": told.upper_independent,
        "upper_worst": told.upper_worst,
        "tipping": told.tipping,
        **({"late": told.late} if told.late else {}),
        **({"cleared": told.cleared} if told.cleared else {}),
    }


@dataclass(frozen=True, slots=True)
class Estimate:
    """Bounds on the number of rows that are not authentic, and the decision they lead to.

    ``lower`` and ``upper`` are one-sided at ``confidence``; ``fail_lower`` is the lower bound at
    ``fail_confidence``, the one that FAIL is decided by.
    """

    population: int
    limit: int
    first: Counts
    second: Counts | None
    targeted: Counts
    lower: int
    upper: int
    fail_lower: int
    tolerable: str
    confidence: str
    fail_confidence: str
    decision: str  # PASS, EXTEND, FAIL
    silence: Silence | None = None  # None under a seal of the first edition

    @property
    def drawn(self) -> int:
        """Random rows called, both stages."""
        return self.first.sampled + (self.second.sampled if self.second else 0)


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of a judgement: a finding's code or the name of a bound, its clause, and facts."""

    kind: str  # "bound", "documents" or "finding"
    code: str
    clause: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The proposal for one dossier and everything it rests on."""

    dossier: str
    decision: str
    judgement: str  # HIGH, MORE, LOW
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class FiledRoster:
    """A roster as a casebook holds it, before it goes under seal.

    ``rows``: the seven texts of the canonical roster (see sampling/draw/seal.py); ``priority``: 0..1 per row.
    """

    id: str
    rows: tuple[tuple[str, ...], ...]
    priority: tuple[float, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Its row ids, in the order of the roster."""
        return tuple(row[0] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call: the row, which attempt it was (1-3), outcome code, when ("2017-07-03 14:20", or "") and by whom."""

    row: str
    number: int
    code: str
    called_at: str
    caller: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a caller noted beside the outcome: answers as typed, and free text. May name people."""

    row: str
    caller: str
    own: str  # 是否本人
    interviewed: str  # 是否受访
    agrees: str  # 单位/方式/时间是否一致
    note: str
    told: str = ""  # 已告知/同意
    appointment: str = ""  # 约定时间: "2017-07-04 18:30", or as it was typed

    @property
    def said(self) -> tuple[str, ...]:
        """Everything that was noted, to compare two remarks by."""
        return (self.own, self.interviewed, self.agrees, self.note, self.told, self.appointment)


@dataclass(frozen=True, slots=True)
class Callee:
    """One row to be called, with everything a caller needs. Personal data."""

    row: str
    dossier: str
    applicant: str
    name: str
    phones: tuple[str, ...]
    employer: str
    mode: str
    surveyed: str
    attempts: tuple[Attempt, ...]
    binding: str = ""  # of this row to casebook, seal, stage and draw: see sampling/calls/call_list.py
    product: str = ""  # product or service that was declared


@dataclass(frozen=True, slots=True)
class AgainDraw:
    """One draw of people who are called again (sampling/again/choice.py). ``callers``: names behind its numbers 1, 2, ..."""

    number: int
    document: str
    callers: tuple[str, ...]
    entry: int = 0  # of the journal


@dataclass(frozen=True, slots=True)
class AgainCall:
    """One call of the second ear: like an attempt, and what the person said of an earlier call.

    ``before``: yes, no, unsure, or "" where nobody was there to be asked.
    """

    row: str
    number: int
    code: str
    called_at: str
    caller: str
    before: str
