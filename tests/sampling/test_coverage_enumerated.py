"""Wrong decisions, counted and not simulated: for every K the exact probability over all samples.

The silence is the worst one: whoever is silent may choose, after seeing everything, which drawn rows stay
unresolved, when stage 2 is called for, and which targeted rows are cleared up. A wrong PASS or FAIL is
counted wherever any such choice leads to it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import comb

import pytest

from sampling.design import exact, stagewise
from sampling.design.plan import round_plan, single_plan
from sampling.judge import estimate
from sampling.model import FAIL, PASS, Counts, Plan

SIZES = range(20, 201, 20)
BETA, FAIL_LEVEL = Fraction(1, 20), Fraction(1, 100)
largest: dict[str, tuple[Fraction, str]] = {}


def _keep(kind: str, value: Fraction, where: str) -> None:
    largest[kind] = max(largest.get(kind, (Fraction(0), "")), (value, where))


@pytest.fixture(scope="module", autouse=True)
def _print_largest(request):
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print()
        for kind, (value, where) in sorted(largest.items()):
            print(f"  largest probability of a {kind}: {float(value):.6f} ({where})")


def _targeted(population: int) -> int:
    return population * 12 // 100


@pytest.mark.parametrize("population", SIZES)
@pytest.mark.parametrize("accept", [0, 1])
@pytest.mark.parametrize("aimed", [False, True], ids=["random", "targeted"])
def test_single_stage(population, accept, aimed):
    extra = _targeted(population) if aimed else 0
    plan = single_plan(population, accept=accept, targeted=extra)
    results = (
        {
            (bad, silent): estimate(plan, Counts(plan.n1, bad, silent))
            for bad in range(plan.n1 + 1)
            for silent in range(plan.n1 + 1 - bad)
        }
        if not extra
        else {}
    )
    for true_aimed in range(extra + 1):
        if extra:
            # Whatever is said of the targeted rows lies between all known and all silent.
            results = {}
            for bad in range(plan.n1 + 1):
                for low, high in {(0, true_aimed), (true_aimed, true_aimed), (true_aimed, extra), (0, extra)}:
                    for silent in {0, plan.n1 - bad}:
                        said = estimate(
                            plan, Counts(plan.n1, bad, silent), None, Counts(extra, low, high - low)
                        )
                        results[bad, silent, low, high] = said
        passing, failing = set(), set()
        for (bad, silent, *_), said in results.items():
            true_counts = range(bad, bad + silent + 1)  # the truths that this report is compatible with
            (passing if said.decision == PASS else failing if said.decision == FAIL else set()).update(
                true_counts
            )
        for bad in range(plan.population + 1):
            total = bad + true_aimed
            chance = [exact.exactly(plan.population, bad, plan.n1, x) for x in range(plan.n1 + 1)]
            where = f"one stage, N={population}, n={plan.n1}, Ac={accept}, K={total}, targeted {extra}"
            if total >= plan.limit:
                wrong = sum((chance[x] for x in passing), Fraction(0))
                assert wrong <= BETA, where
                _keep("wrong PASS, one stage" + (", targeted" if aimed else ""), wrong, where)
            else:
                wrong = sum((chance[x] for x in failing), Fraction(0))
                assert wrong <= FAIL_LEVEL, where
                _keep("wrong FAIL, one stage" + (", targeted" if aimed else ""), wrong, where)


@cache
def _upper_table(plan: Plan, aimed: bool) -> list[list[int]]:
    """Upper bound for x1 (rows) and x2 = none yet, 0, 1, ... (columns)."""
    alpha = 1 - exact.share(plan.confidence)
    return [
        [stagewise.upper(plan, x1, x2, alpha, targeted=aimed) for x2 in (None, *range(plan.n2 + 1))]
        for x1 in range(plan.n1 + 1)
    ]


@cache
def _lower_table(plan: Plan) -> list[list[int]]:
    alpha = 1 - exact.share(plan.fail_confidence)
    return [
        [stagewise.lower(plan, x1, x2, alpha) for x2 in (None, *range(plan.n2 + 1))]
        for x1 in range(plan.n1 + 1)
    ]


def _probability(plan: Plan, bad: int, reached: list[list[bool]]) -> Fraction:
    """P(reached | K), where a stage-1 entry (column 0) holds whatever stage 2 brings."""
    ways = 0
    for x1 in range(max(0, plan.n1 - plan.population + bad), min(plan.n1, bad) + 1):
        first = comb(bad, x1) * comb(plan.population - bad, plan.n1 - x1)
        rest, more = plan.population - plan.n1, bad - x1
        if reached[x1][0]:
            ways += first * comb(rest, plan.n2)
            continue
        ways += first * sum(
            comb(more, x2) * comb(rest - more, plan.n2 - x2)
            for x2 in range(max(0, plan.n2 - rest + more), min(plan.n2, more) + 1)
            if reached[x1][x2 + 1]
        )
    return Fraction(ways, comb(plan.population, plan.n1) * comb(plan.population - plan.n1, plan.n2))


@pytest.mark.parametrize("population", SIZES)
@pytest.mark.parametrize("aimed", [False, True], ids=["random", "targeted"])
def test_two_stages(population, aimed):
    extra = _targeted(population) if aimed else 0
    plan = round_plan(population, targeted=extra)
    assert plan.n2 > 0
    upper, lower = _upper_table(plan, aimed), _lower_table(plan)
    kind = "two stages" + (", targeted" if aimed else "")
    for true_aimed in range(extra + 1):
        # Silence can only report a worst case at or above the truth, a best case at or below it; the
        # tables are monotone (tested next door), so the truth itself is where wrong decisions are likeliest.
        passing = [[true_aimed + bound < plan.limit for bound in row] for row in upper]
        failing = [[true_aimed + bound >= plan.limit for bound in row] for row in lower]
        for bad in range(plan.population + 1):
            total = bad + true_aimed
            where = f"N={population}, K={total} ({true_aimed} of {extra} targeted)"
            if total >= plan.limit:
                wrong = _probability(plan, bad, passing)
                assert wrong <= BETA, where
                _keep(f"wrong PASS, {kind}", wrong, where)
            else:
                wrong = _probability(plan, bad, failing)
                assert wrong <= FAIL_LEVEL, where
                _keep(f"wrong FAIL, {kind}", wrong, where)


@pytest.mark.parametrize("aimed", [False, True], ids=["random", "targeted"])
@pytest.mark.parametrize("population", [20, 60, 100, 200])
def test_two_stage_bounds_are_monotone_and_cover_every_k(population, aimed):
    extra = _targeted(population) if aimed else 0
    plan = round_plan(population, targeted=extra)
    for table in (_upper_table(plan, aimed), _lower_table(plan)):
        for row in table:
            assert all(a <= b for a, b in pairwise(row[1:]))
        for row, following in pairwise(table):
            assert all(a <= b for a, b in zip(row, following, strict=True))
    upper, lower = _upper_table(plan, aimed), _lower_table(plan)
    for bad in range(plan.population + 1):
        above = [[bound < bad for bound in row] for row in upper]
        assert _probability(plan, bad, above) <= BETA
        below = [[bound > bad for bound in row] for row in lower]
        assert _probability(plan, bad, below) <= FAIL_LEVEL


@pytest.mark.parametrize("population", [20, 30])
def test_two_stages_through_the_front_door_with_every_report(population):
    """Every report that the truth allows, each through ``estimate``: nothing is taken from monotonicity."""
    plan = round_plan(population)
    decided: dict[tuple[int, int], set[str]] = {}
    for bad1 in range(plan.n1 + 1):
        for silent1 in range(plan.n1 + 1 - bad1):
            first = Counts(plan.n1, bad1, silent1)
            early = estimate(plan, first).decision
            for bad2 in range(plan.n2 + 1):
                for silent2 in range(plan.n2 + 1 - bad2):
                    late = estimate(plan, first, Counts(plan.n2, bad2, silent2)).decision
                    for x1 in range(bad1, bad1 + silent1 + 1):
                        for x2 in range(bad2, bad2 + silent2 + 1):
                            decided.setdefault((x1, x2), set()).update((early, late))
    for bad in range(population + 1):
        for decision, level, wrong_here in (
            (PASS, BETA, bad >= plan.limit),
            (FAIL, FAIL_LEVEL, bad < plan.limit),
        ):
            if wrong_here:
                reached = [
                    [False, *(decision in decided[x1, x2] for x2 in range(plan.n2 + 1))]
                    for x1 in range(plan.n1 + 1)
                ]
                assert _probability(plan, bad, reached) <= level
