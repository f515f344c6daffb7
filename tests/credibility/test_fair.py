"""The honest world beyond its authors': whoever lives in it is left alone, and what is charged is what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from benchmarks.scoring import doses
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import KINDS, Dossier, honest
from fixtures.fabrication import CARE, SCHEMES, fabricate
from fixtures.population import counted
from tests.credibility.rosters import mobiles, people, view
from verify.credibility import words
from verify.credibility.score import assess
from verify.credibility.signals.contacts import mix
from verify.credibility.signals.digits import digits
from verify.credibility.signals.names import names
from verify.credibility.signals.neighbours import neighbours
from verify.credibility.signals.pace import pace
from verify.credibility.vector import COLUMNS
from verify.model import Part

RNG = np.random.default_rng
LEVEL, ROSTERS = 0.05, 40


def share(p_values: list[float | None]) -> float:
    """Share of rosters that a signal of the right size may name: p at most LEVEL."""
    return float(np.mean([p is not None and p <= LEVEL for p in p_values]))


MOST = LEVEL + 3 * np.sqrt(LEVEL * (1 - LEVEL) / ROSTERS)


def bought(rng: np.random.Generator, count: int) -> np.ndarray:
    """Tails that people pay for."""
    shapes = ("aaab", "baaa", "aabb", "abab", "abba", "cbaa", "c168", "1234", "5678", "4321", "c518", "6789")
    out = []
    for shape in rng.choice(shapes, count):
        a, b, c = rng.choice(list("0123566788899"), 3)
        out.append(int(shape.replace("a", a).replace("b", b).replace("c", c)))
    return np.array(out)


@pytest.mark.parametrize("part", [0.1, 0.2])
def test_wealthy_clients_with_bought_numbers_are_left_alone(part: float) -> None:
    found = []
    for seed in range(ROSTERS):
        rng = RNG(seed)
        numbers = mobiles(rng, 150, blocks=3000)
        chosen = rng.random(150) < part
        numbers[chosen] = numbers[chosen] // 10_000 * 10_000 + bought(rng, int(chosen.sum()))
        found.append(digits(view(size=150, seed=seed, mobile=numbers)).p_value)
    assert share(found) <= MOST


@pytest.mark.parametrize("spread", [0.05, 0.1, 0.2, 0.4])
@pytest.mark.parametrize("goal", [4, 8, 20])
def test_a_centre_that_stops_when_its_goal_is_met_is_left_alone(goal: int, spread: float) -> None:
    found = []
    for seed in range(ROSTERS):
        rng = RNG([seed, goal, int(100 * spread)])
        counts = np.maximum(0, np.rint(rng.normal(goal, spread * goal, 160 // goal))).astype(int)
        working = 17_200 + np.flatnonzero((np.arange(17_200, 17_300) + 3) % 7 < 5)[: len(counts)]
        found.append(pace(view(size=int(counts.sum()), seed=seed, day=np.repeat(working, counts))).p_value)
    assert share(found) <= MOST


@pytest.mark.parametrize("size", [60, 200])
def test_old_women_of_the_province_are_left_alone(size: int) -> None:
    found = []
    for seed in range(ROSTERS):
        rng = Random(seed)
        name = [f"{family[0]}{counted.given(rng, 1940, 'F', 1.0)}" for family in people(RNG(seed), size)]
        found.append(names(view(size=size, seed=seed, name=np.array(name))).p_value)
    assert share(found) <= MOST


def test_a_county_of_herders_with_names_of_one_word_is_left_alone() -> None:
    """A third of the roster carries one of eight Mongolian names."""
    words_of_theirs = np.array(
        ["其木格", "乌日娜", "萨仁花", "斯琴花", "格日乐", "乌云花", "图雅娜", "娜仁花"]
    )
    found = []
    for seed in range(ROSTERS):
        name = people(RNG(seed), 120)
        name[::3] = RNG(seed + 1000).choice(words_of_theirs, 40)
        found.append(names(view(size=120, seed=seed, name=name)).p_value)
    assert share(found) <= MOST


def test_people_with_a_group_plan_and_no_employer_named_are_left_alone() -> None:
    found = []
    for seed in range(ROSTERS):
        rng = RNG(seed)
        block = 1390451 + rng.integers(0, 3, 120) * 77
        numbers = block * 10_000 + 3000 + rng.integers(0, 1500, 120)
        numbers[:40] = mobiles(rng, 40, blocks=3000)
        found.append(
            neighbours(view(size=120, seed=seed, mobile=np.unique(numbers)[:118], **_cut(118))).p_value
        )
    assert share(found) <= MOST


def _cut(size: int) -> dict[str, np.ndarray]:
    plain = view(size=size)
    return {"name": plain.name, "day": plain.day} | {"place": np.arange(size), "at": np.arange(size)}


def of_a_bureau(seed: int) -> dict[str, np.ndarray]:
    """Half of them have numbers of one plan, four hundred wide; some of those leave the employer empty."""
    rng = RNG(seed)
    number = mobiles(rng, 100, blocks=3000)
    number[:50] = 13_945_100_000 + 4_000 + rng.choice(400, 50, replace=False)
    employer = np.where(rng.random(100) < 0.3, -1, rng.integers(0, 6, 100))
    return {"mobile": number, "employer": employer}


def test_schools_of_one_bureau_with_a_narrow_plan_are_left_alone() -> None:
    found = [neighbours(view(size=100, seed=seed, **of_a_bureau(seed))) for seed in range(ROSTERS)]
    assert share([signal.parts["near"].p_value for signal in found]) <= MOST


@pytest.mark.parametrize("who", ["strangers", "applicant", "nobody"])
def test_the_same_numbers_under_scattered_employers_or_the_applicant_are_seen(who: str) -> None:
    columns = of_a_bureau(1)
    if who == "applicant":
        columns["own"] = columns["employer"] >= 0
    else:
        columns["employer"] = np.arange(100) if who == "strangers" else np.full(100, -1)
    assert neighbours(view(size=100, **columns)).parts["near"].p_value < 1e-4


def koreans(rng: np.random.Generator, size: int, surnames: str) -> np.ndarray:
    """Old people of a village, named out of few syllables."""
    given = [a + b for a in "英顺贞明京成哲" for b in "子姬淑玉花洙浩日"]
    return rng.choice(list(surnames), size) + rng.choice(given, size)


def test_a_village_of_koreans_is_left_alone() -> None:
    found = []
    for seed in range(ROSTERS):
        some = koreans(RNG(seed), 100, "金金金李李朴朴崔郑姜")
        found.append(names(view(size=100, seed=seed, name=some)).parts["given"].p_value)
    assert share(found) <= MOST
    others = koreans(RNG(1), 100, "王王王李李张张刘赵孙")
    assert names(view(size=100, name=others)).parts["given"].p_value < LEVEL


def test_a_block_of_data_cards_counts_once() -> None:
    """Sixty people of one institution with numbers of one such block; and sixty blocks of them."""
    numbers = mobiles(RNG(1), 200, blocks=3000)
    numbers[:60] = 14500120000 + RNG(2).choice(2000, 60, replace=False)
    assert mix(view(mobile=numbers)).p_value > 0.05
    numbers[:60] = 14500120000 + RNG(2).choice(900, 60, replace=False) * 10_000
    assert mix(view(mobile=numbers)).p_value < 1e-6


@pytest.mark.parametrize("curve", doses.CURVES)
def test_honest_dossiers_at_the_end_of_a_dose_curve_are_left_alone(curve: str) -> None:
    """The end at which the former reference accused all, or more than half."""
    _, _, steps = doses.CURVES[curve]
    worst = steps[0] if curve == "spread of a goal" else steps[-1]
    scores = assess(as_batch(doses.drawn(curve, worst, 20))).scores.values()
    assert sum(found.p_value <= LEVEL for found in scores) <= 3


# --- what is shown is what is charged


def with_numbers(dossier: Dossier, numbers: Sequence[int], employer: str) -> Dossier:
    """A dossier whose first respondents have these mobiles, and this employer."""
    rows = list(dossier.rows)
    for at, number in enumerate(numbers):
        name = rows[at // 2 * 2]["name"] + "东" * (at % 2)  # two and two of one surname
        rows[at] = {**rows[at], "name": name, "contact": str(number), "employer": employer}
    return replace(dossier, rows=tuple(rows))


# Numbers that hardly any scheme makes: large steps, one step in a block, a firm's whole lots, couples, endings kept.
LOTS = (
    ([13904510007 + n * 12_345 for n in range(100)], ""),
    ([13904510007 + n * 57 for n in range(100)], ""),
    ([13900001000 + n * n * 7_919 % 9_000 * 10_000 + n * 13 for n in range(100)], ""),
    ([13904510000 + n // 15 * 1_000 + n % 15 for n in range(45)], "恒达建筑有限公司"),
    ([13904510000 + n // 2 * 10_201 + n % 2 * 20 for n in range(100)], ""),
    ([13904510000 + n // 2 * 107_919 + n % 2 * 1_000_000 for n in range(100)], ""),
)


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    """Parts of forged and honest dossiers of many kinds."""
    made = [honest(kind, 501, rows=60, wide=True) for kind in KINDS]
    for scheme in SCHEMES:
        own = honest("car_owners", 502, 120)
        other = honest("heating_users", 503, 120)
        made += [fabricate(own, scheme, part, care, 5, other) for care in CARE for part in (0.4, 1.0)]
    # Months filled evenly, where the count per day is no whole number: whole rosters, and halves.
    for seed in (0, 2, 3):
        own = honest("mall_shoppers", 600 + seed, 110 + 13 * seed)
        made += [fabricate(own, "one_evening", part, "careless", seed) for part in (0.5, 1.0)]
    made += [with_numbers(honest("car_owners", 700, 100), *lot) for lot in LOTS]
    found = assess(as_batch(made)).scores.values()
    return [part for credibility in found for part in credibility.parts if "look" in part.facts]


def test_the_figure_that_is_shown_points_the_way_of_the_charge(parts: list[Part]) -> None:
    odd = [part for part in parts if part.facts["statistic"] > 1]
    for part in odd:
        facts = part.facts
        assert facts["side"] * (facts["shown"] - facts["usual"]) > 0, (part.signal, facts)
    assert {part.signal for part in odd} == set(COLUMNS)


def test_only_what_is_odd_is_charged(parts: list[Part]) -> None:
    for part in parts:
        assert part.points <= 0
        assert part.points == 0 or part.facts["statistic"] > 1, part


# The window's index is said as what it is made of: pairs of digits that anybody can count.
_FIGURES = {"window": ("rows", "pairs", "same", "step", "all_pairs", "all_same", "all_step")}


def test_every_sentence_says_figure_and_null_and_other_explanations(parts: list[Part]) -> None:
    for part in parts:
        for lang in ("zh", "en"):
            said = words.plain(part, lang)
            for key in _FIGURES.get(part.facts["look"], ("shown", "usual")):
                assert str(part.facts[key]) in said, said
            assert words.null(part.facts["null"], lang)
            assert words.innocent(part, lang)
    assert {part.facts["look"] for part in parts} >= set(words.looks()) - {
        "row",
        "run",
    }  # seldom the strongest
    assert set(COLUMNS) <= set(words.signals())


def test_signals_that_an_earlier_version_stored_can_still_be_told() -> None:
    part = Part("SG01", -3.0, 0.01, {"n": 90, "pairs": 4, "statistic": 1.6, "vector": {"SG01.near": 1.6}})
    for lang in ("zh", "en"):
        assert "1.6" in words.plain(part, lang)
        assert words.title(part, lang)
        assert words.innocent(part, lang)
