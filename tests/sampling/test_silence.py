"""S(Γ): check values of the design page, the first edition at ∞, levels by enumeration, and what plans promise."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from math import comb

import pytest

from sampling import judge
from sampling.design import exact, silence
from sampling.design.chances import Claim, Sizes, accept, looks
from sampling.design.odds import Odds, read_odds
from sampling.design.plan import silent_plan
from sampling.design.silence import CalledSample
from sampling.design.silent_plan import RATES, default_claim, line_of, search, table
from sampling.errors import SamplingError
from sampling.model import EXTEND, PASS, Counts

GAMMAS = (Fraction(1), Fraction(3, 2), Fraction(2), Fraction(3), Fraction(5), None)
ALPHA = Fraction(1, 20)


@pytest.mark.parametrize(
    ("population", "drawn", "silent", "false", "wanted"),
    [
        (60, 31, 3, 0, "4 4 5 5 6 11"),
        (60, 45, 9, 1, "5 6 6 7 9 17"),
        (100, 46, 5, 1, "9 9 10 11 12 21"),
        (100, 67, 13, 2, "8 9 10 12 14 28"),
        (120, 56, 3, 0, "5 5 5 5 6 13"),
        (150, 74, 15, 2, "13 14 15 18 21 44"),
        (200, 77, 15, 2, "17 19 20 23 27 58"),
        (200, 115, 34, 3, "16 18 20 24 31 74"),
    ],
)
def test_bounds_of_one_stage(population: int, drawn: int, silent: int, false: int, wanted: str) -> None:
    found = [silence.upper(population, [CalledSample(drawn, silent)], false, g, ALPHA) for g in GAMMAS]
    assert " ".join(map(str, found)) == wanted


@pytest.mark.parametrize(
    ("population", "one", "two", "false", "wanted"),
    [
        (60, (31, 6), (24, 5), 1, "4 5 6 15"),
        (100, (39, 8), (36, 7), 2, "8 10 12 27"),
        (120, (25, 5), (31, 3), 1, "10 12 13 28"),
        (200, (61, 12), (54, 11), 3, "15 18 21 55"),
    ],
)
def test_bounds_of_two_stages(
    population: int, one: tuple[int, int], two: tuple[int, int], false: int, wanted: str
) -> None:
    samples = [CalledSample(*one), CalledSample(*two)]
    gammas = (Fraction(1), Fraction(2), Fraction(3), None)
    found = [silence.upper(population, samples, false, g, Fraction(1, 40)) for g in gammas]
    assert " ".join(map(str, found)) == wanted


def test_at_infinity_it_is_the_first_edition() -> None:
    """2,000 random cases: bounds and decision of the rule that counts every silent row as false."""
    rng = random.Random(20170620)
    for _ in range(2_000):
        population = rng.randint(2, 250)
        aimed = rng.randint(0, population // 4)
        drawn = rng.randint(1, population - aimed)
        bad = rng.randint(0, min(drawn, rng.choice((2, 5, drawn))))
        silent = rng.randint(0, drawn - bad)
        aimed_bad = rng.randint(0, min(aimed, 3))
        aimed_silent = rng.randint(0, min(2, aimed - aimed_bad))
        got = judge.bounds(
            population, Counts(drawn, bad, silent), Counts(aimed, aimed_bad, aimed_silent), silence_odds="inf"
        )
        rest, worst, aimed_worst = population - aimed, bad + silent, aimed_bad + aimed_silent
        high = max(
            aimed_worst + exact.upper(rest, drawn, worst, ALPHA),
            aimed_worst + exact.lower(rest, drawn, worst, ALPHA),
        )
        cleared = (drawn - worst) + (aimed - aimed_worst)
        low = aimed_bad + exact.lower(rest, drawn, bad, ALPHA)
        fail = aimed_bad + exact.lower(rest, drawn, bad, Fraction(1, 100))
        assert (got.lower, got.upper, got.fail_lower) == (low, min(high, population - cleared), fail)
        assert got.decision == judge.decide(got.upper, fail, exact.limit_count(population, Fraction(1, 10)))


@pytest.mark.parametrize("gamma", [*GAMMAS, Fraction(1, 3)], ids=str)
def test_floating_sums_are_the_exact_ones(gamma: Odds) -> None:
    rng = random.Random(7)
    for _ in range(30):
        population = rng.randint(4, 40)
        one = rng.randint(1, population - 1)
        two = rng.randint(0, population - one)
        samples = [CalledSample(one, rng.randint(0, one))] + (
            [CalledSample(two, rng.randint(0, two))] if two else []
        )
        bad, false = rng.randint(0, population), rng.randint(0, 4)
        true = silence.probability(population, bad, samples, false, gamma)
        assert abs(silence.rough(population, bad, tuple(samples), false, gamma) - true) < 1e-12


def silent_outcomes(
    population: int, bad: int, drawn: int, silent: int, gamma: Odds
) -> Iterator[tuple[int, Fraction]]:
    """(heard false, P) by going over every k and b, written down apart from the program."""
    for k in range(max(0, drawn - population + bad), min(drawn, bad) + 1):
        chance = Fraction(comb(bad, k) * comb(population - bad, drawn - k), comb(population, drawn))
        if gamma is None:
            yield k - min(k, silent), chance
            continue
        ways = {
            b: comb(k, b) * comb(drawn - k, silent - b) * gamma**b
            for b in range(max(0, silent - drawn + k), min(k, silent) + 1)
        }
        for b, way in ways.items():
            yield k - b, chance * way / sum(ways.values())


SEALED = {
    "1": Fraction(1),
    "3/2": Fraction(3, 2),
    "2": Fraction(2),
    "3": Fraction(3),
    "5": Fraction(5),
    "inf": None,
}


@pytest.mark.parametrize("population", [20, 60, 100])
def test_no_wrong_pass_and_no_wrong_fail_under_silence(population: int) -> None:
    """Enumerated: every K around the limit, u up to 40 %, under the sealed Γ and every one between 1/Γ and Γ.

    ``python -m benchmarks.silence`` goes over N = 20, 40 ... 200, every K, targeted rows and all Γ.
    """
    plan = silent_plan(population)
    limit = plan.limit
    worst_pass = worst_fail = Fraction(0)
    part = ALPHA * Fraction(plan.stage_share)
    for silent in range(0, plan.n1 * 2 // 5 + 1, 4):
        for odds in ("1", "2", "inf"):
            gamma = SEALED[odds]
            highest = accept(
                Claim(population, limit, 0, ALPHA, gamma, Fraction(2, 5)),
                (CalledSample(plan.n1, silent),),
                part,
            )
            true_ones = {gamma, Fraction(1)} | ({1 / gamma, (1 + gamma) / 2} if gamma else {Fraction(3)})
            for true in true_ones:
                for bad in (limit, limit + 1, limit + 5):
                    passes = sum(
                        p for x, p in silent_outcomes(population, bad, plan.n1, silent, true) if x <= highest
                    )
                    worst_pass = max(worst_pass, Fraction(passes))
        fail = next(
            x
            for x in range(plan.n1 + 2)
            if exact.lower(population, plan.n1, min(x, plan.n1), Fraction(1, 200)) >= limit or x > plan.n1
        )
        for true in (Fraction(1, 2), Fraction(1)):
            fails = sum(
                p for x, p in silent_outcomes(population, limit - 1, plan.n1, silent, true) if x >= fail
            )
            worst_fail = max(worst_fail, Fraction(fails))
    print(
        f"\n  N={population}: wrong PASS at stage 1 {float(worst_pass):.4f}, wrong FAIL {float(worst_fail):.5f}"
    )
    assert worst_pass <= part
    assert worst_fail <= Fraction(1, 200)


def test_an_adversary_who_opens_stage_two_at_will_gains_nothing() -> None:
    """N = 20: stage 2 is opened exactly when stage 1 did not pass, whatever silence was chosen; both together."""
    population, one, two = 20, 9, 8
    part = Fraction(3, 5)
    claim = Claim(population, 3, 0, ALPHA, Fraction(2), Fraction(2, 5))
    for bad in (3, 4, 6):
        for u1 in range(4):
            for u2 in range(4):
                ok1 = accept(claim, (CalledSample(one, u1),), ALPHA * part)
                ok2 = accept(claim, (CalledSample(one, u1), CalledSample(two, u2)), ALPHA * (1 - part))
                passes = Fraction(0)
                for k1 in range(min(one, bad) + 1):
                    p1 = exact.exactly(population, bad, one, k1)
                    for x1, q1 in enumerate(silence._exact_heard(CalledSample(one, u1), k1, Fraction(2))):
                        if x1 <= ok1:
                            passes += p1 * q1
                            continue
                        for x2, q2 in silent_outcomes(population - one, bad - k1, two, u2, Fraction(2)):
                            passes += p1 * q1 * q2 * (x1 + x2 <= ok2)
                assert passes <= ALPHA, (bad, u1, u2)


def test_open_rows_count_as_false_and_too_much_silence_never_passes() -> None:
    plan = silent_plan(100)
    done = judge.estimate(plan, Counts(plan.n1, 0, 10))
    still = judge.estimate(plan, Counts(plan.n1, 0, 10, 10))
    assert done.decision == PASS
    assert still.upper > done.upper
    assert still.decision == EXTEND
    many = judge.estimate(plan, Counts(plan.n1, 0, plan.n1 * 2 // 5 + 1))
    assert many.silence is not None
    assert many.silence.too_many
    assert many.decision == EXTEND


def test_the_tipping_point_is_where_the_proposal_tips() -> None:
    plan = silent_plan(100)
    told = judge.estimate(plan, Counts(plan.n1, 0, 11)).silence
    assert told is not None
    assert told.tipping not in (None, "inf")
    odds = Fraction(str(told.tipping))
    alpha = ALPHA * Fraction(plan.stage_share)
    at = [
        silence.upper(100, [CalledSample(plan.n1, 11)], 0, g, alpha) for g in (odds, odds + Fraction(1, 10))
    ]
    assert at[0] < plan.limit <= at[1]
    none = judge.estimate(plan, Counts(plan.n1, 0, 0)).silence
    assert none is not None
    assert none.tipping == "inf"


@pytest.mark.parametrize(
    ("population", "silent", "most"),
    [(60, 0, 26.9), (100, 0, 37.8), (60, 20, 49.4), (100, 20, 66.9), (150, 20, 79.2), (200, 20, 87.4)],
)
def test_plans_call_no_more_rows_than_the_page_reached(population: int, silent: int, most: float) -> None:
    claim, rate = default_claim(population), Fraction(silent, 100)
    line = table()[population]
    sizes = Sizes(line.n1, line.n2, Fraction(line.part)) if silent == 20 else search(claim, rate, 0.95)
    assert looks(claim).chance_high(sizes, rate) >= 0.95
    assert looks(claim).rows_expected(sizes, rate) <= most + 0.05


@pytest.mark.parametrize("population", [7, 20, 41, 60])
def test_the_table_of_plans_is_what_the_search_finds(population: int) -> None:
    assert line_of(population) == pytest.approx(table()[population])


@pytest.mark.parametrize("population", [73, 100, 145, 200, 233])
def test_the_table_promises_what_holds(population: int) -> None:
    line = table()[population]
    claim, sizes = default_claim(population), Sizes(line.n1, line.n2, Fraction(line.part))
    promised = (line.high_0, line.high_10, line.high_20, line.high_30)
    assert [looks(claim).chance_high(sizes, rate) for rate in RATES] == pytest.approx(promised, abs=1e-6)
    assert line.high_20 >= 0.95


@pytest.mark.parametrize("population", [1, 2, 3, 9, 260, 261, 500, 2_000, 5_000])
def test_every_roster_gets_a_plan(population: int) -> None:
    plan = silent_plan(population)
    assert 1 <= plan.n1 <= population
    assert plan.n1 + plan.n2 <= population


def test_the_chance_is_that_of_a_simulated_round() -> None:
    claim, line = default_claim(60), table()[60]
    sizes = Sizes(line.n1, line.n2, Fraction(line.part))
    rng, high, rounds = random.Random(5), 0, 4_000
    for _ in range(rounds):
        rows = [at < claim.honest for at in range(60)]
        rng.shuffle(rows)
        one, two = rows[: sizes.n1], rows[sizes.n1 : sizes.n1 + sizes.n2]
        heard1, heard2 = ([bad for bad in part if rng.random() > 0.2] for part in (one, two))
        u1, u2 = len(one) - len(heard1), len(two) - len(heard2)
        if sum(heard1) <= accept(claim, (CalledSample(sizes.n1, u1),), ALPHA * sizes.part):
            high += 1
        else:
            both = (CalledSample(sizes.n1, u1), CalledSample(sizes.n2, u2))
            high += sum(heard1) + sum(heard2) <= accept(claim, both, ALPHA * (1 - sizes.part))
    assert high / rounds == pytest.approx(looks(claim).chance_high(sizes, Fraction(1, 5)), abs=0.015)


@pytest.mark.parametrize("text", ["", "0", "-1", "two", "1/0", None, "2;", "99999"])
def test_odds_that_cannot_be_read(text: str) -> None:
    with pytest.raises(SamplingError) as raised:
        read_odds(text)
    assert raised.value.code == "odds_unreadable"


@pytest.mark.parametrize(
    ("text", "value"),
    [("2", 2), ("３/２", Fraction(3, 2)), (" 1.5 ", Fraction(3, 2)), ("inf", None), ("∞", None)],
)
def test_odds_as_people_write_them(text: str, value: Odds) -> None:
    assert read_odds(text) == value
