"""Plans that carry silence: how many rows, when each drawn row stays silent with a stated chance.

Two stages, each with its own share of alpha: stage 1 passes when the bound under S(Γ) at its share stays
below the limit, stage 2 when the bound of both stages together does, at the rest of alpha. By the union
bound the level holds for every reason to go to stage 2. How many false answers may be heard follows from
how many rows really stayed silent, so a plan is two sizes and nothing else, and every pair of sizes is
safe: the search only looks for the pair with the fewest rows expected at K0 among those under which a
roster with K0 false rows ends as high with the wanted chance, each drawn row being silent independently.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from math import ceil, inf
from statistics import NormalDist
from typing import NamedTuple

from sampling.design import exact
from sampling.design.chances import Claim, Sizes, accept, looks
from sampling.design.silence import CalledSample

_STEPS_BACK = 6  # P(high) is a saw: below the first good size others may be good
SHARES = tuple(Fraction(tenths, 10) for tenths in (5, 6, 7, 8))


def search(claim: Claim, silent: Fraction, wanted: float, *, thorough: bool = False) -> Sizes:
    """Return the sizes with the fewest rows expected at K0 among those with P(high | K0) >= ``wanted``.

    Where no two stages reach that, everybody is called in one stage: nothing can say more. Large rosters are
    searched in steps, unless ``thorough``.
    """
    look, census = looks(claim), Sizes(claim.population, 0, Fraction(1))
    best = _Best(census, float(claim.population) if look.chance_high(census, silent) >= wanted else inf)
    step = 1 if thorough or not silent or claim.population <= 60 else max(2, claim.population // 50)
    for part in SHARES:
        for n1 in range(_least(claim, part), claim.population, step):
            if n1 >= best.cost:
                break
            best.offer(claim, silent, wanted, n1, part)
    if step > 1 and best.sizes.n2:
        for n1 in range(best.sizes.n1 - step + 1, best.sizes.n1 + step):
            best.offer(claim, silent, wanted, n1, best.sizes.part)
    return _settled(claim, silent, best.sizes, wanted)


@dataclass(slots=True)
class _Best:
    """The best sizes so far, and the rows they cost on average."""

    sizes: Sizes
    cost: float

    def offer(self, claim: Claim, silent: Fraction, wanted: float, n1: int, part: Fraction) -> None:
        """Try a first stage with the smallest second one that is good."""
        if n1 < 1:
            return
        look = looks(claim)
        once = look.pass_at_once(Sizes(n1, 0, part), silent)
        most = claim.population - n1
        if self.cost < inf and once < 1:
            most = min(most, int((self.cost - n1) / (1 - once)))

        def good(n2: int) -> bool:
            return look.chance_high(Sizes(n1, n2, part), silent, pooled=True) >= wanted

        if most < 1 or not good(most):
            return
        n2 = exact.first_true(1, most - 1, good)
        n2 = next((lower for lower in range(max(1, n2 - _STEPS_BACK), n2) if good(lower)), n2)
        if n1 + n2 * (1 - once) < self.cost:
            self.sizes, self.cost = Sizes(n1, n2, part), n1 + n2 * (1 - once)


def _least(claim: Claim, part: Fraction) -> int:
    """The smallest stage 1 that can pass at all, with nobody silent."""

    def can(n1: int) -> bool:
        return accept(claim, (CalledSample(n1, 0),), claim.alpha * part) >= 0

    return exact.first_true(1, claim.population, can)


def _settled(claim: Claim, silent: Fraction, sizes: Sizes, wanted: float) -> Sizes:
    """The search took both stages pooled; add rows until the true numbers reach what was wanted."""
    n2 = sizes.n2
    while n2 and sizes.n1 + n2 < claim.population:
        if looks(claim).chance_high(Sizes(sizes.n1, n2, sizes.part), silent) >= wanted:
            break
        n2 += 1
    return Sizes(sizes.n1, n2, sizes.part)


# The plans that rounds use --------------------------------------------------------------------------

DEFAULTS = (
    "tolerable 10%, confidence 95%, expected 2%, silence 20%, silence odds 2, at most 40% silent, P(high) 95%"
)
WANTED = 0.95
RATES = (Fraction(0), Fraction(1, 10), Fraction(1, 5), Fraction(3, 10))


class PlanLine(NamedTuple):
    """One line of the table of plans: a roster's rows, the sizes, and what they promise at K0."""

    population: int
    n1: int
    n2: int
    part: str
    rows: float
    high_0: float
    high_10: float
    high_20: float
    high_30: float


def default_claim(population: int) -> Claim:
    """The claim of a round with the default settings."""
    return Claim(
        population, population // 10 + 1, population // 50, Fraction(1, 20), Fraction(2), Fraction(2, 5)
    )


def line_of(population: int) -> PlanLine:
    """Search the plan of a roster with the default settings."""
    claim, silent = default_claim(population), Fraction(1, 5)
    sizes = search(claim, silent, WANTED)
    look = looks(claim)
    chances = (round(look.chance_high(sizes, rate), 6) for rate in RATES)
    rows = round(look.rows_expected(sizes, silent), 3)
    return PlanLine(population, sizes.n1, sizes.n2, str(sizes.part), rows, *chances)


@lru_cache(maxsize=1)
def table() -> dict[int, PlanLine]:
    """The table of plans, by rows of the roster."""
    text = (files(__package__) / "silent_plans.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    lines = (
        PlanLine(
            int(row["population"]), int(row["n1"]), int(row["n2"]), row["part"], float(row["rows"]),
            *(float(row[name]) for name in ("high_0", "high_10", "high_20", "high_30")),
        )
        for row in rows
    )  # fmt: skip
    return {line.population: line for line in lines}


def promises(claim: Claim, sizes: Sizes, silent: Fraction) -> tuple[float, list[float]]:
    """Return rows expected at K0, and P(high | K0) at RATES: the table's where it has them, else summed up."""
    line = table().get(claim.population)
    usual = silent == Fraction(1, 5) and line and claim == default_claim(claim.population)
    if usual and line and sizes == Sizes(line.n1, line.n2, Fraction(line.part)):
        return line.rows, [line.high_0, line.high_10, line.high_20, line.high_30]
    pooled = claim.population > _SEARCHED
    look = looks(claim)
    return look.rows_expected(sizes, silent), [look.chance_high(sizes, r, pooled=pooled) for r in RATES]


@lru_cache(maxsize=256)
def sizes_for(claim: Claim, silent: Fraction) -> Sizes:
    """Return the sizes for a claim: the table's where it fits, else near to it, with P(high | K0) as wanted."""
    known = table()
    found = known.get(claim.population)
    if found and silent == Fraction(1, 5) and claim == default_claim(claim.population):
        return Sizes(found.n1, found.n2, Fraction(found.part))
    if claim.population <= _SEARCHED or not silent:
        return search(claim, silent, WANTED)
    return _near(claim, silent, known[max(known)])


_SEARCHED = 60  # rows: up to here a search is a matter of milliseconds
_MOST = 4  # times the usual sizes; what needs more is not to be had by calling
_WHOLE = 300  # rows: up to here everybody may be called
_FINE = 40  # sizes are stretched in steps of one in so many
_FAR = 2  # standard deviations below what is wanted: the next step up is a long one
_NORMAL = NormalDist()


def _near(claim: Claim, silent: Fraction, line: PlanLine) -> Sizes:
    """Stretch known sizes until P(high | K0) is reached; everybody in one stage where that never happens."""
    share = Fraction(line.part)

    def stretched(step: int) -> Sizes:
        n1 = max(1, min(claim.population - 1, line.n1 * step // _FINE))
        return Sizes(n1, max(1, min(claim.population - n1, line.n2 * step // _FINE)), share)

    look = looks(claim)

    def reached(step: int) -> float:
        """Standard deviations by which P(high | K0) is above what is wanted: nearly a straight line in the step."""
        chance = look.chance_high(stretched(step), silent, pooled=True)
        return _NORMAL.inv_cdf(min(max(chance, 1e-9), 1 - 1e-9)) - _NORMAL.inv_cdf(WANTED)

    last = min(_FINE * claim.population // max(1, line.n1 + line.n2), _MOST * _FINE - 1)
    low, step = 0, min(_FINE * 9 // 10, last)
    above = reached(step)
    tried = [(step, above)]
    while above < 0:  # upwards, because sums over large samples take their time
        if step == last:
            whole = claim.population if claim.population <= _WHOLE else line.n1 + line.n2
            return Sizes(whole, 0, Fraction(1))
        low = step
        far = step * 5 // 3 if above > -_FAR else step * 25 // 9
        near = _crossing(tried) + 1 if len(tried) > 1 else far
        step = min(max(near, step * 9 // 8 + 1), far, last)
        above = reached(step)
        tried.append((step, above))
    while step - low > 1:
        probe = min(max(_crossing(tried), low + 1), step - 1)
        tried.append((probe, reached(probe)))
        low, step = (probe, step) if tried[-1][1] < 0 else (low, probe)
    return stretched(step)


def _crossing(tried: Sequence[tuple[int, float]]) -> int:
    """Where a straight line through the two points nearest to nought crosses it, rounded up."""
    if len(tried) < 2:
        return tried[0][0] // 2
    (x, y), (x2, y2) = sorted(tried, key=lambda point: abs(point[1]))[:2]
    return x if y == y2 else ceil(x - y * (x2 - x) / (y2 - y))
