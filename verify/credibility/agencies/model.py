"""The nouns: a dossier as somebody's work, a rate beside the others', a look, an agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

FEWEST = 3  # dossiers of different applicants below which nothing is said of an agency


@dataclass(frozen=True, slots=True)
class People:
    """Respondents as small whole numbers that are equal where the texts are, over the whole round.

    One entry per row: ``number`` (mobile, 0 = none), ``full`` (name), ``family`` (its first character), ``given``
    (the rest); -1 where there is no name to compare.
    """

    number: np.ndarray
    full: np.ndarray
    family: np.ndarray
    given: np.ndarray

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.number)


@dataclass(frozen=True, slots=True)
class CallTally:
    """How the calls to a dossier's rows ended so far."""

    confirmed: int = 0
    denied: int = 0
    dead: int = 0
    silent: int = 0

    @property
    def ended(self) -> int:
        """Rows of which the calls have ended one way or another."""
        return self.confirmed + self.denied + self.dead + self.silent


@dataclass(frozen=True, slots=True)
class Client:
    """A dossier as the work of an agency.

    ``agency``, ``applicant``: as written. ``fail``, ``warn``: rows with a finding of that severity (a row with both
    counts as fail). ``strengths``: component -> strength of its signal, what was not testable left out.
    ``p_value``: of its comparison with the reference, None where there is none. ``hand``: what signals/hand.py found in the
    endings of its numbers, empty where there were too few.
    """

    id: str
    agency: str
    applicant: str
    category: str
    recommender: str
    rows: int
    fail: int
    warn: int
    strengths: Mapping[str, float]
    p_value: float | None
    people: People
    calls: CallTally = CallTally()
    hand: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgencyRate:
    """A share of rows with its exact 95 % interval, in the agency's dossiers and in all others of the round.

    ``name``: fail, warn, confirmed, denied, dead, silent. Rows of one dossier resemble each other, so that these
    intervals are narrower than what is known; no rate is charged.
    """

    name: str
    count: int
    of: int
    low: float
    high: float
    others: int
    others_of: int
    others_low: float
    others_high: float


@dataclass(frozen=True, slots=True)
class AgencyLook:
    """One way of looking at an agency: the figure that was tested, what is usual at most, and the p-value.

    ``name``: hand, pooled, number, staff, person, name, denied. ``facts``: numbers that the sentence needs; ``component``: of a
    pooled signal. ``dossiers``: where it was seen. ``others``: the same figure in the other dossiers of the round,
    None where there are none to compare with.
    """

    name: str
    p_value: float
    shown: float
    usual: float
    dossiers: tuple[str, ...]
    component: str = ""
    others: float | None = None
    facts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Agency:
    """What the dossiers of one agency show together.

    ``state``: named (stands out at the comparison's rate), calm (looked at, does not), few (fewer than FEWEST
    applicants: too few to say), alone (no dossier of another agency to compare with). ``spellings``: how its name is
    written, the most frequent first. ``looks``: every look that was possible, the strongest first. ``seen``: those by which it
    is named.
    """

    name: str
    spellings: tuple[str, ...]
    dossiers: tuple[str, ...]
    applicants: int
    rows: int
    rates: tuple[AgencyRate, ...]
    looks: tuple[AgencyLook, ...]
    p_value: float | None
    state: str
    seen: tuple[AgencyLook, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyComparison:
    """All agencies of a round, those that stand out first.

    ``without``: dossiers of which no agency is known; ``strange``: of how many no category is known.
    """

    agencies: tuple[Agency, ...]
    rate: float
    without: tuple[str, ...] = ()
    strange: int = 0
