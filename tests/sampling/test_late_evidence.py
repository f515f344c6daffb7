"""Evidence that comes after the calls, brought by somebody who knows which rows are true: enumerated.

For a roster that just breaks the claim: every number of false rows in each stage, every number of them that is
silent (Fisher's distribution), and evidence that clears true silent rows one by one, never a false one. The
judgement is looked at after every piece. PASS at any moment counts as a wrong one.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from sampling import judge, machine
from sampling.design import exact, silence
from sampling.design.chances import Claim, accept
from sampling.design.odds import Odds, read_odds
from sampling.design.plan import silent_plan
from sampling.design.silence import CalledSample
from sampling.errors import SamplingError
from sampling.model import EXTEND, PASS, Counts, Plan
from sampling.recompute import command

ALPHA = Fraction(1, 20)


def small_plan(population: int, n1: int, n2: int, odds: str, part: str = "3/5") -> Plan:
    plan = silent_plan(100, silence_odds=odds)
    limit = exact.limit_count(population, Fraction(1, 10))
    return replace(
        plan, population=population, limit=limit, n1=n1, n2=n2, stage_share=part if n2 else "1", silence_most=""
    )  # fmt: skip


def silent_false(sample: CalledSample, k: int, odds: str) -> dict[int, Fraction]:
    """{b: P(b of the k false rows are silent)}."""
    heard = silence._exact_heard(sample, k, read_odds(odds))
    return {k - x: chance for x, chance in enumerate(heard) if chance}


class Forger:
    """Brings evidence for true silent rows, and looks after every one."""

    def __init__(self, plan: Plan, u1: int, u2: int) -> None:
        self.plan, self.u1, self.u2 = plan, u1, u2
        self.decision = cache(lambda first, second: judge.estimate(plan, first, second).decision)

    def stage(self, drawn: int, u: int, k: int, b: int, cleared: int) -> Counts:
        return Counts(drawn, k - b, u - cleared, 0, cleared)

    def passes(self, k1: int, b1: int, k2: int, b2: int) -> bool:
        plan, last = self.plan, None
        for cleared in range(self.u1 - b1 + 1):
            last = self.stage(plan.n1, self.u1, k1, b1, cleared)
            if self.decision(last, None) == PASS:
                return True
        if not plan.n2:
            return False
        for cleared in range(self.u1 - b1 + 1):  # stage 2 may be drawn at any of these moments
            one = self.stage(plan.n1, self.u1, k1, b1, cleared)
            for more in range(self.u2 - b2 + 1):
                if self.decision(one, self.stage(plan.n2, self.u2, k2, b2, more)) == PASS:
                    return True
        return False


def wrong_pass(plan: Plan, odds: str, u1: int, u2: int) -> Fraction:
    forger, population, bad = Forger(plan, u1, u2), plan.population, plan.limit
    total = Fraction(0)
    for k1 in range(min(bad, plan.n1) + 1):
        p1 = exact.exactly(population, bad, plan.n1, k1)
        for b1, q1 in silent_false(CalledSample(plan.n1, u1), k1, odds).items() if p1 else ():
            for k2 in range(min(bad - k1, plan.n2) + 1):
                p2 = exact.exactly(population - plan.n1, bad - k1, plan.n2, k2)
                for b2, q2 in silent_false(CalledSample(plan.n2, u2), k2, odds).items() if p2 else ():
                    if forger.passes(k1, b1, k2, b2):
                        total += p1 * q1 * p2 * q2
    return total


@pytest.mark.parametrize("odds", ["1", "2", "5", "inf"])
@pytest.mark.parametrize(
    ("population", "n1", "n2"), [(20, 11, 8), (20, 20, 0), (30, 21, 0), (40, 16, 15)], ids=str
)
def test_no_order_of_papers_passes_more_than_alpha(population: int, n1: int, n2: int, odds: str) -> None:
    plan = small_plan(population, n1, n2, odds)
    worst = Fraction(0)
    for u1 in range(0, n1 * 2 // 5 + 1, 2):
        for u2 in range(0, n2 * 2 // 5 + 1, 3):
            worst = max(worst, wrong_pass(plan, odds, u1, u2))
    print(f"\n  N={population} ({n1}, {n2}) odds {odds}: P(ever a wrong PASS) at most {float(worst):.4f}")
    assert worst <= ALPHA


def test_looking_again_with_less_silence_would_not_hold() -> None:
    """Why: the same forger, were cleared rows simply no longer silent (N = 100, stage 1 alone, a share of 3 %)."""
    claim, plan, gamma = Claim(100, 11, 0, ALPHA, Fraction(2), Fraction(2, 5)), silent_plan(100), Fraction(2)
    share = ALPHA * Fraction(plan.stage_share)
    silent = plan.n1 // 5
    allowed = [accept(claim, (CalledSample(plan.n1, u),), share) for u in range(silent + 1)]
    once = ever = Fraction(0)
    for k in range(12):
        for b, chance in silent_false(CalledSample(plan.n1, silent), k, "2").items():
            chance *= exact.exactly(100, 11, plan.n1, k)
            once += chance * (k - b <= allowed[silent])
            ever += chance * any(k - b <= allowed[u] for u in range(b, silent + 1))
    assert gamma == read_odds(plan.silence_odds)
    assert once <= share < ALPHA < Fraction(1, 10) < ever


@pytest.mark.parametrize("gamma", [Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5), None], ids=str)
@pytest.mark.parametrize("population", [20, 60, 100])
def test_looking_while_calls_are_open_gains_nothing(population: int, gamma: Odds) -> None:
    """An open row counts as false; closed as true, false or silent, what passed before passes still."""
    claim = Claim(population, population // 10 + 1, 0, ALPHA, gamma, Fraction(1))
    for drawn in range(1, population + 1, 7):
        allowed = [accept(claim, (CalledSample(drawn, u),), ALPHA / 2) for u in range(drawn + 1)]
        for u, now in enumerate(allowed[:-1]):
            assert now - 1 <= allowed[u + 1] <= now


def test_evidence_waits_for_the_last_stage_and_then_counts() -> None:
    plan = silent_plan(100)
    silent = plan.n1 // 4
    before = judge.estimate(plan, Counts(plan.n1, 2, silent))
    after = judge.estimate(plan, Counts(plan.n1, 2, 0, 0, silent))
    assert before.decision == after.decision == EXTEND
    assert after.upper == before.upper
    assert judge.estimate(plan, Counts(plan.n1, 2, 0)).decision == PASS  # had they answered

    def second(cleared: int) -> Counts:
        return Counts(plan.n2, 2, 8 - cleared, 0, cleared)

    first = Counts(plan.n1, 2, 0, 0, silent)
    assert judge.estimate(plan, first, second(0)).decision == EXTEND
    done = judge.estimate(plan, first, second(8))
    assert done.decision == PASS
    assert done.silence is not None
    assert 0 < exact.share(done.silence.late) < ALPHA
    assert done.silence.tipping == "inf"
    assert (done.silence.silent, done.silence.upper_worst) == (0, done.upper)
    open_ = replace(first, unresolved=1, open=1, cleared=silent - 1)
    partly = judge.estimate(plan, open_, second(8))
    # Who may still be called counts as false and holds nothing up: see test_choosing_the_end.
    assert partly.decision == PASS
    assert partly.silence is not None
    assert exact.share(partly.silence.late) <= exact.share(done.silence.late)


def test_evidence_against_a_row_counts_at_once() -> None:
    plan = silent_plan(100)
    assert judge.estimate(plan, Counts(plan.n1, 0, 5)).decision == PASS
    assert judge.estimate(plan, Counts(plan.n1, 3, 2)).decision == EXTEND


def test_the_line_that_recomputes_carries_the_evidence() -> None:
    """The words are taken apart as the command line takes them, and give the same bounds."""
    plan = silent_plan(100)
    first, second = Counts(plan.n1, 2, 1, 0, 12), Counts(plan.n2, 2, 0, 0, 8)
    result = judge.estimate(plan, first, second)
    words = command(result, plan).split()[2:]
    given = dict(zip(words[::2], words[1::2], strict=True))
    assert (given["--cleared"], given["--second"]) == ("12", "2/0/0/8")
    again, _ = judge.bounds_and_plan(
        int(given["--population"]),
        Counts(int(given["--sample"]), int(given["--bad"]), int(given["--unresolved"]), 0, int(given["--cleared"])),
        second=machine.silent_second(int(given["--stage-two"]), given["--second"]),
        silence_odds=given["--silence-odds"], silence_most=given["--silence-most"],
        stage_two=int(given["--stage-two"]), stage_share=given["--stage-share"],
    )  # fmt: skip
    assert again == result
    assert result.silence is not None
    assert result.silence.late
    assert f"> {result.silence.late}}}" in machine.bounds_document(result, plan)["formula"]


@pytest.mark.parametrize(("confirmed", "cleared"), [(40, 41), (0, 1), (40, -1)])
def test_no_more_can_be_cleared_than_are_confirmed(confirmed: int, cleared: int) -> None:
    with pytest.raises(SamplingError) as raised:
        judge.bounds(100, Counts(50, 0, 50 - confirmed, 0, cleared), silence_odds="2")
    assert raised.value.code == "count_range"
    assert "{" not in str(raised.value)
