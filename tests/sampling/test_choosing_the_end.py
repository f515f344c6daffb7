"""Who ends the calls has seen how they went: whatever moment is chosen, the level holds. Enumerated.

For a roster that just breaks the claim: every number k of false rows in stage 1, every order in which people answer (a
false row later than a true one by the odds), and a stop after every answer. PASS at any moment counts as a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from sampling import judge
from sampling.design import exact
from sampling.design.chances import Claim, accept
from sampling.design.plan import silent_plan
from sampling.design.silence import CalledSample
from sampling.model import PASS, Counts, Plan
from tests.sampling.test_late_evidence import silent_false, small_plan

ALPHA = Fraction(1, 20)


def ever(population: int, bad: int, drawn: int, odds: Fraction, passes: Callable[[int, int], bool]) -> float:
    """P(``passes`` (answers so far, false ones among them) at some moment)."""
    total = 0.0
    for k in range(min(bad, drawn) + 1):
        at, done = {0: 1.0}, 0.0
        for answers in range(drawn + 1):
            after: dict[int, float] = {}
            for false, chance in at.items():
                if passes(answers, false):
                    done += chance
                    continue
                left, true = (k - false) / float(odds), drawn - answers - (k - false)
                if left:
                    after[false + 1] = after.get(false + 1, 0.0) + chance * left / (left + true)
                if true:
                    after[false] = after.get(false, 0.0) + chance * true / (left + true)
            at = after
        total += float(exact.exactly(population, bad, drawn, k)) * done
    return total


@pytest.mark.parametrize("odds", ["1/2", "1", "2"])
@pytest.mark.parametrize("population", [60, 100, 200])
def test_no_moment_of_stopping_passes_more_than_the_share_of_stage_one(population: int, odds: str) -> None:
    plan = silent_plan(population)

    @cache
    def passes(answers: int, false: int) -> bool:
        left = plan.n1 - answers
        return judge.estimate(plan, Counts(plan.n1, false, left, left)).decision == PASS

    found = ever(population, plan.limit, plan.n1, Fraction(odds), passes)
    print(f"\n  N={population}, true odds {odds}: P(ever a wrong PASS) at most {found:.4f}")
    assert found <= float(ALPHA * Fraction(plan.stage_share))


def test_were_the_ended_silent_the_moment_could_be_chosen() -> None:
    """Why: N = 100, rows not yet reached taken for silent ones. The share of stage 1 is 3 %."""
    plan = silent_plan(100)
    claim, share = Claim(100, 11, 0, ALPHA, Fraction(2), Fraction(2, 5)), ALPHA * Fraction(plan.stage_share)
    allowed = [accept(claim, (CalledSample(plan.n1, u),), share) for u in range(plan.n1 + 1)]
    found = ever(100, 11, plan.n1, Fraction(2), lambda answers, false: false <= allowed[plan.n1 - answers])
    assert 0.10 < found < 0.13


def _ever_with_papers(plan: Plan, odds: str, u: int, ended: int) -> Fraction:
    """One stage: u silent, ``ended`` of the others not reached when calls ended, papers for true rows one by one."""

    @cache
    def passes(bad: int, silent: int, unreached: int, cleared: int) -> bool:
        counts = Counts(plan.n1, bad, silent + unreached, unreached, cleared)
        return judge.estimate(plan, counts).decision == PASS

    total = Fraction(0)
    for k in range(min(plan.limit, plan.n1) + 1):
        drawn = exact.exactly(plan.population, plan.limit, plan.n1, k)
        for b, chance in silent_false(CalledSample(plan.n1, u), k, odds).items() if drawn else ():
            heard = plan.n1 - u
            worst = any(
                passes(k - b - f, u - papers, ended - more, papers + more)
                for f in range(
                    max(0, ended - (heard - k + b)), min(ended, k - b) + 1
                )  # false ones not reached
                for papers in range(u - b + 1)
                for more in range(ended - f + 1)
            )
            total += drawn * chance if worst else 0
    return total


@pytest.mark.parametrize("odds", ["1", "2", "inf"])
@pytest.mark.parametrize(("population", "n1"), [(20, 20), (30, 21), (40, 30)])
def test_papers_for_whom_nobody_reached_pass_no_more(population: int, n1: int, odds: str) -> None:
    """Those not reached may be chosen as well: all that counts is that alpha holds for everything together."""
    plan = replace(small_plan(population, n1, 0, odds), silence_most="")
    found = max(_ever_with_papers(plan, odds, u, ended) for u in (0, 2, 5) for ended in (0, 1, 3))
    print(f"\n  N={population} ({n1}) odds {odds}: P(ever a wrong PASS) at most {float(found):.4f}")
    assert found <= ALPHA
