"""What chance explains: when people of two rosters look alike more often than it does, and what is then told.

Two rows are *near* when their mobiles differ by one digit (or two) of the last eight, and *alike* when their names have
the same characters, or differ in one character after the surname, or are read alike. With names shuffled over numbers, the
expected number of rows that are both is (near pairs of numbers) x (alike pairs of names) / (rows x rows), exactly; the tail
is Poisson's.
Over all pairs of rosters compared, the share of false ones among those that are told is kept at FALSE (Benjamini and
Hochberg 1995). One row alone says nothing, and is never told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ONE, TWO, ALIKE, SOUND = (
    "one_digit",
    "two_digits",
    "name_alike",
    "sound_alike",
)  # the same name, one digit; two digits; name and digit; one digit and a name that is read alike
FALSE = 0.001  # expected share of false ones among the pairs of rosters that are told
# Fewer people than this are never told. Siblings share a surname and half a given name, and buy their numbers together:
# where names are only alike, more are asked for.
LEAST: Mapping[str, int] = {ONE: 3, TWO: 3, ALIKE: 6, SOUND: 6}
SLIPS = 0.02  # of people whom two rosters share exactly, so many more may stand there with a slip of the pen
PLACES = 8  # the last digits of a mobile: the three before them are the operator's
_ORDERED = 8  # people of whom an order can be told


@dataclass(frozen=True, slots=True)
class Surprise:
    """How many people, of which kind, where ``expected`` would be there by chance."""

    kind: str
    people: int
    expected: float
    p_value: float


def surprise(
    people: Mapping[str, int], expected: Mapping[str, float], same: int, least: Mapping[str, int] = LEAST
) -> Surprise | None:
    """Return the rarest kind of which there are enough people; None where there is none.

    ``expected``: by kind, all kinds that were looked for; ``same``: people whom both rosters give with the very number.
    """
    found = [
        Surprise(
            kind,
            count,
            expected[kind] + SLIPS * same,
            min(1.0, len(expected) * tail(count, expected[kind] + SLIPS * same)),
        )
        for kind, count in people.items()
        if count >= least[kind]
    ]
    return min(found, key=lambda s: s.p_value, default=None)


def tail(count: int, expected: float) -> float:
    """Return the chance of ``count`` or more where ``expected`` are expected (Poisson)."""
    if count <= 0 or count <= expected:
        return 1.0
    if expected <= 0:
        return 0.0
    term = math.exp(count * math.log(expected) - expected - math.lgamma(count + 1))
    total, at = 0.0, count
    while term > total * 1e-15:
        total += term
        at += 1
        term *= expected / at
    return min(1.0, total)


def controlled(values: Sequence[float], compared: int) -> list[bool]:
    """Return which p-values are told; all others of those ``compared`` count as 1."""
    order = sorted(range(len(values)), key=lambda at: values[at])
    last = max((rank for rank, at in enumerate(order, 1) if values[at] <= FALSE * rank / compared), default=0)
    told = set(order[:last])
    return [at in told for at in range(len(values))]


def holes(name: str) -> tuple[str, str, str]:
    """Return a name with its second, third and fourth character left out, "" where it is too short to be one.

    Of names of two characters nothing would be left but the surname: everybody's.
    """
    given = range(1, min(len(name), 4)) if len(name) > 2 else ()
    second, third, fourth = (*(f"{name[:at]}\t{name[at + 1 :]}" for at in given), "", "", "")[:3]
    return second, third, fourth


def in_order(places: Sequence[tuple[float, float]]) -> bool:
    """Whether people stand in the same order in two rosters, which of a thousand shuffles at most one would give.

    ``places``: of every person in the one and in the other. Kendall's count of inversions against its own variance; of
    fewer than eight people nothing is said.
    """
    ranked = [other for _, other in sorted(places)][:500]
    count = len(ranked)
    if count < _ORDERED:
        return False
    score = sum((b > a) - (b < a) for at, a in enumerate(ranked) for b in ranked[at + 1 :])
    deviation = math.sqrt(count * (count - 1) * (2 * count + 5) / 18)
    return math.erfc(score / deviation / math.sqrt(2)) / 2 <= 0.001


def earlier(days: Sequence[tuple[str, str]]) -> str:
    """Return whose dates are the earlier ones: dates_before (the first's), dates_after, dates_same, dates_mixed,
    dates_unknown.

    ``days``: ISO, of every person in the one and in the other, "" where there is none.
    """
    known = [(here, there) for here, there in days if here and there]
    if not known:
        return "dates_unknown"
    clear = 0.9 * len(known)
    if sum(here < there for here, there in known) >= clear:
        return "dates_before"
    if sum(here > there for here, there in known) >= clear:
        return "dates_after"
    return "dates_same" if sum(here == there for here, there in known) >= clear else "dates_mixed"
