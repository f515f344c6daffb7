"""Signals: silent on what is innocent, loud on planted patterns, and of the right size on their own null."""

from __future__ import annotations

import numpy as np
import pytest
from faker.providers.person.zh_CN import Provider

from tests.credibility.rosters import mobiles, people, view
from verify.credibility import chance
from verify.credibility.signals import SIGNALS, measure
from verify.credibility.signals.contacts import mix, unusable
from verify.credibility.signals.digits import digits
from verify.credibility.signals.names import names
from verify.credibility.signals.neighbours import neighbours
from verify.credibility.signals.order import order
from verify.credibility.signals.pace import pace
from verify.credibility.signals.stock import STOCK
from verify.credibility.signals.tails import drawn
from verify.credibility.signals.twins import twins
from verify.fields.employer import is_organisation

RNG = np.random.default_rng


# --- the size of the nulls: 200 rosters from the null; a p-value below a may occur a of the time, plus 3 sigma


def sizes(p: np.ndarray, level: float) -> tuple[float, float]:
    """Share of p-values at most the level, and the most that chance allows of it."""
    return float((p <= level).mean()), level + 3 * np.sqrt(level * (1 - level) / len(p))


@pytest.mark.parametrize("level", [0.05, 0.2])
def test_honest_rosters_are_accused_no_more_often_than_said(level: float) -> None:
    found = [measure(view(size=60 + seed % 140, seed=seed)) for seed in range(200)]
    for place in range(len(SIGNALS)):
        p = np.array([signals[place].p_value for signals in found], dtype=float)
        share, most = sizes(p[~np.isnan(p)], level)
        assert share <= most, (found[0][place].code, share)


def test_shuffled_digits_have_their_exact_size() -> None:
    """A permutation test is exact: p at most 0.2 in a fifth of rosters whose digits are independent."""
    parts = [digits(view(seed=seed, mobile=mobiles(RNG(seed + 500), 200))).parts for seed in range(300)]
    window = np.array([part["window"].p_value for part in parts])
    share, most = sizes(window, 0.2)
    assert 0.4 - most <= share <= most


def test_monte_carlo_p_value_is_the_one_of_the_design() -> None:
    simulated = np.array([0.0, 1.0, 2.0, 3.0])
    assert chance.upper(2.0, simulated).p_value == (1 + 2) / 5
    assert chance.upper(9.0, simulated).p_value == 1 / 5
    assert (
        chance.upper(9.0, simulated).strength
        > chance.upper(5.0, simulated).strength
        > chance.upper(3.0, simulated).strength
    )


# --- SG01


def runs(size: int, length: int, step: int, seed: int = 3) -> np.ndarray:
    """Mobiles in runs of neighbours."""
    rng = RNG(seed)
    heads = rng.choice(5000, size // length + 1, replace=False)
    return np.array([(1390000 + heads[i // length]) * 10_000 + 500 + i % length * step for i in range(size)])


@pytest.mark.parametrize("step", [1, 5])
def test_runs_of_neighbours_are_seen(step: int) -> None:
    found = neighbours(view(mobile=runs(200, 25, step)))
    assert found.p_value is not None
    assert found.p_value < 1e-6


def test_runs_as_loose_as_a_plan_are_seen_by_their_even_steps() -> None:
    found = neighbours(view(mobile=runs(200, 25, 25)))
    assert found.facts["near"]["look"] == "spaces"
    assert found.statistic > 3


@pytest.mark.parametrize("width", [280, 600])
def test_the_company_that_bought_a_block_is_left_alone(width: int) -> None:
    """200 of its people answered, whoever they were."""
    block = 13904510000 + np.sort(RNG(12).choice(width, 200, replace=False))
    assert neighbours(view(mobile=block, employer=np.zeros(200, int))).p_value > 0.05


@pytest.mark.parametrize("step", [2, 3, 7, 9])
def test_numbers_at_fixed_steps_are_seen_whoever_holds_them(step: int) -> None:
    number = 13904510000 + np.arange(100) * step
    for employer in (np.full(100, -1), np.zeros(100, int), np.arange(100) % 5):
        found = neighbours(view(size=100, mobile=number, employer=employer))
        assert found.facts["near"]["look"] in ("spaces", "close")
        assert found.parts["near"].strength > 6


@pytest.mark.parametrize("employers", [1, 5, 20])
def test_a_hundred_numbers_of_which_not_one_is_missing_are_seen_whoever_holds_them(employers: int) -> None:
    employer = RNG(3).integers(0, employers, 100)
    found = neighbours(view(size=100, mobile=13904510000 + np.arange(100), employer=employer))
    assert found.parts["near"].strength > 6
    assert found.facts["near"]["look"] == ("row" if employers == 1 else "run")


def test_a_firm_whose_numbers_were_bought_in_several_lots_is_left_alone() -> None:
    """Eight lots of five, each in a block of its own; the others kept their numbers."""
    numbers = mobiles(RNG(6), 80, blocks=2000)
    numbers[:40] = (1390451 + np.arange(40) // 5 * 7) * 10_000 + 300 + np.arange(40) % 5 * 2
    assert neighbours(view(size=80, mobile=numbers, employer=np.zeros(80, int))).p_value > 0.05


def test_a_firm_of_whose_numbers_in_a_row_not_one_is_missing_is_seen() -> None:
    found = neighbours(view(size=60, mobile=13904510000 + np.arange(60), employer=np.zeros(60, int)))
    assert found.p_value < 1e-4
    assert (found.facts["near"]["look"], found.facts["near"]["row"], found.facts["near"]["shown"]) == (
        "row",
        60,
        0,
    )
    assert found.rows.min() > 0.5


def test_numbers_of_one_firm_copied_in_many_blocks_are_seen() -> None:
    """Nobody buys two numbers each in thirty blocks."""
    real = mobiles(RNG(5), 30, blocks=2000)
    numbers = np.concatenate([real, real + np.where(real % 10 < 5, 1, -1)])
    assert neighbours(view(size=60, mobile=numbers, employer=np.zeros(60, int))).p_value < 1e-4


def test_the_applicants_own_block_is_not() -> None:
    block = 13904510000 + np.arange(200) * 3
    found = neighbours(view(mobile=block, employer=np.zeros(200, int), own=np.ones(200, bool)))
    assert found.p_value is not None
    assert found.p_value < 1e-6


def test_a_few_companies_with_their_own_blocks_are_left_alone() -> None:
    employer = np.repeat(np.arange(20), 10)
    numbers = (1390451 + employer) * 10_000 + 300 + np.tile(np.arange(10), 20)
    assert neighbours(view(mobile=numbers, employer=employer)).statistic == 0


def test_what_somebody_is_and_where_he_lives_buys_no_numbers() -> None:
    """Occupations, villages and districts in the column of employers stand for none."""
    for key in ("工人", "教师", "企业", "红旗村", "道里区", "阳光小区", "事业单位"):
        assert not is_organisation(key), key
    for key in (
        "龙江银行",
        "第二医院",
        "供电局",
        "红旗村村民委员会",
        "社区卫生服务中心",
        "道里区教育局",
        "哈工大",
        "中铁一局",
    ):
        assert is_organisation(key), key


def test_a_family_with_one_number_counts_once() -> None:
    """The endings of a family's one number stand in four rows; they are one number, in the chain and in the window."""
    numbers = mobiles(RNG(21), 40, blocks=2000)
    numbers[10] = numbers[10] // 10_000 * 10_000 + 2345
    shared = np.repeat(numbers, np.where(np.arange(40) % 4 == 0, 4, 2))
    found = digits(view(size=len(shared), mobile=shared, name=people(RNG(2), len(shared))))
    once = digits(view(size=40, mobile=numbers, name=people(RNG(2), 40)))
    assert found.n == once.n == 40
    assert found.facts["window"]["shown"] == once.facts["window"]["shown"]


def test_customers_drawn_by_the_end_of_their_number_are_left_alone() -> None:
    rng = RNG(22)
    for ends in ((7,), (3, 7)):
        numbers = mobiles(rng, 150, blocks=2000) // 10 * 10 + rng.choice(ends, 150)
        assert digits(view(size=150, mobile=numbers)).parts["digits"].p_value > 0.05


def test_customers_drawn_by_endings_of_two_or_three_digits_are_left_alone() -> None:
    rng, low, tested = RNG(24), 0, 0
    for width, many in ((2, 3), (2, 7), (3, 5), (3, 9)) * 5:
        ends = rng.choice(10**width, many, replace=False)
        numbers = mobiles(rng, 150, blocks=2000) // 10**width * 10**width + rng.choice(ends, 150)
        found = digits(view(size=150, mobile=numbers)).parts
        low += min(found["digits"].p_value, found["chain"].p_value) < 0.01
        tested += 1
    assert low <= 1
    assert tested == 20


def test_endings_that_nobody_chose_stay_single() -> None:
    rng = RNG(25)
    assert drawn(mobiles(rng, 40, blocks=2000)) == 1
    assert drawn(mobiles(rng, 40, blocks=2000) // 100 * 100 + rng.choice((7, 18, 63), 40)) == 2


def test_whoever_avoids_repeats_and_steps_is_seen() -> None:
    rng = RNG(23)
    tail = np.zeros((100, 5), int)
    tail[:, 0] = rng.integers(0, 10, 100)
    for place in range(1, 5):
        for row in range(100):
            fit = [d for d in range(10) if abs(d - tail[row, place - 1]) > 1]
            tail[row, place] = rng.choice(fit)
    number = mobiles(rng, 100, blocks=2000) // 100_000 * 100_000 + tail @ (10 ** np.arange(4, -1, -1))
    found = digits(view(size=100, mobile=number))
    assert found.parts["chain"].strength > 4
    assert (found.facts["chain"]["look"], found.facts["chain"]["shown"]) == ("repeats", 0)


def test_the_same_seven_digits_are_never_a_sign() -> None:
    """Everybody in three blocks, last four at random: many share seven digits, none is accused."""
    rng = RNG(8)
    numbers = (1390451 + rng.integers(0, 3, 200)) * 10_000 + rng.choice(10_000, 200, replace=False)
    assert neighbours(view(mobile=numbers)).p_value > 0.05


def test_the_same_last_four_are_never_a_sign() -> None:
    rng = RNG(9)
    numbers = rng.choice(np.arange(1300000, 1399999), 200, replace=False) * 10_000 + 8888
    assert neighbours(view(mobile=numbers)).p_value > 0.05


def test_couples_and_siblings_with_numbers_bought_together_are_left_alone() -> None:
    """Twelve couples with different surnames, and ten pairs of siblings."""
    numbers = mobiles(RNG(4), 200, blocks=2000)
    numbers[1:44:2] = numbers[0:44:2] // 10 * 10 + (numbers[0:44:2] % 10 + 2) % 10
    name = people(RNG(4), 200)
    name[25:44:2] = [a[0] + b[1:] for a, b in zip(name[24:44:2], name[25:44:2], strict=True)]
    assert neighbours(view(name=name, mobile=numbers)).p_value > 0.05


def test_numbers_copied_with_one_digit_changed_are_seen() -> None:
    rng = RNG(5)
    real = mobiles(rng, 100, blocks=2000)
    edited = real + rng.choice([-300, 4000, 20], 100) * np.where(real % 10_000 < 5000, 1, -1)
    numbers = np.concatenate([real, rng.permutation(edited)])
    found = neighbours(view(mobile=numbers))
    assert found.parts["copies"].strength > 6


# --- SG02


def head_typed(rng: np.random.Generator, size: int) -> np.ndarray:
    """Endings whose digits never repeat and often step by one."""
    out = np.zeros(size, np.int64)
    last = rng.integers(0, 10, size)
    for _ in range(4):
        step = rng.choice([-1, 1, 2, -2, 3, -3, 4, 5], size)
        last = (last + step) % 10
        out = out * 10 + last
    return out


def test_digits_from_the_head_are_seen() -> None:
    numbers = mobiles(RNG(1), 200) // 10_000 * 10_000 + head_typed(RNG(2), 200)
    found = digits(view(mobile=numbers))
    assert found.parts["chain"].p_value <= 0.01
    assert found.facts["chain"]["look"] in ("repeats", "steps")


def test_digits_from_the_head_in_one_stretch_are_seen() -> None:
    numbers = mobiles(RNG(1), 200)
    numbers[50:90] = numbers[50:90] // 10_000 * 10_000 + head_typed(RNG(2), 40)
    found = digits(view(mobile=numbers))
    assert found.parts["window"].p_value <= 0.05
    assert found.rows[50:90].mean() > found.rows[100:].mean()


def test_people_who_shun_4_and_pay_for_8_are_left_alone() -> None:
    rng = RNG(3)
    weights = np.array([1, 1, 1, 1, 0.3, 1, 1.6, 1, 1.7, 1.6])
    endings = rng.choice(10, (200, 4), p=weights / weights.sum()) @ [1000, 100, 10, 1]
    assert digits(view(mobile=mobiles(rng, 200) // 10_000 * 10_000 + endings)).p_value > 0.05


def test_a_short_roster_is_not_tested_for_digits() -> None:
    assert digits(view(size=15)).reason == "few_mobiles"


# --- SG03


def test_a_month_filled_evenly_is_seen() -> None:
    even = 17_200 + np.arange(200) * 31 // 200
    assert pace(view(day=even)).p_value < 1e-3


def test_half_a_roster_filled_evenly_is_seen() -> None:
    rng = RNG(6)
    honest = np.sort(17_200 + rng.choice(31, 100, p=rng.dirichlet(np.full(31, 2.0))))
    even = 17_231 + np.arange(150) * 42 // 150
    found = pace(view(size=250, day=np.concatenate([honest, even])))
    assert found.parts["stretch"].p_value < 0.02
    assert found.parts["even"].p_value == 1


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (np.full(200, 17_200), "few_days_or_quota"),  # one day's exhibition, or everything entered at once
        (17_200 + np.arange(200) // 10, "few_days_or_quota"),  # ten a day by quota
        (np.full(200, -1), "few_dates"),  # date ranges only
    ],
)
def test_pace_is_not_tested_where_it_means_nothing(days: np.ndarray, reason: str) -> None:
    assert pace(view(day=days)).reason == reason


def test_a_link_blast_is_left_alone() -> None:
    hours = RNG(7).exponential(30, 200)
    assert pace(view(day=np.sort(17_200 + (hours // 24).astype(int)))).p_value in (None, 1.0)


def test_a_team_with_a_steady_hand_is_left_alone() -> None:
    per_day = RNG(8).integers(6, 13, 22)
    days = np.repeat(17_202 + np.arange(22), per_day)
    assert pace(view(size=len(days), day=days)).p_value > 0.05


# --- SG04, SG05, SG06, SG07, SG08


def test_the_same_people_under_slightly_changed_numbers_are_seen() -> None:
    rng = RNG(2)
    number, name = mobiles(rng, 100, blocks=2000), people(rng, 100)
    found = twins(
        view(name=np.concatenate([name, name]), mobile=np.concatenate([number, number // 10 * 10 + 1]))
    )
    assert found.p_value < 1e-6


def test_siblings_with_numbers_bought_together_are_no_twins() -> None:
    """王德福 and 王德贵 in rows beside each other."""
    rng = RNG(2)
    number, name = mobiles(rng, 200, blocks=2000), people(rng, 200)
    number[1::20] = number[0::20] // 10 * 10 + (number[0::20] % 10 + 1) % 10
    name[1::20] = [n[:2] + "贵" for n in name[0::20]]
    assert twins(view(name=name, mobile=number)).p_value > 0.05


def test_brothers_who_share_one_number_are_no_twins() -> None:
    """李国强 and 李国富 under the same number: that is what DU01 looks at."""
    rng = RNG(31)
    number, name = mobiles(rng, 80, blocks=2000), people(rng, 80)
    brothers = [n[:2] + ("富" if n[-1] != "富" else "强") for n in name[:25]]
    found = twins(
        view(size=105, name=np.concatenate([name, brothers]), mobile=np.concatenate([number, number[:25]]))
    )
    assert found.facts["twins"]["shown"] == 0
    assert found.p_value > 0.5


def test_a_village_of_three_surnames_is_left_alone() -> None:
    rng = RNG(11)
    name = np.array([rng.choice(list("王李关")) + n[1:] for n in people(rng, 200)])
    for signal in (twins, names, order):
        assert signal(view(name=name)).p_value > 0.05, signal.__name__


def test_given_names_from_a_short_list_are_seen() -> None:
    given = np.array([a + b for a, b in zip("建国志秀丽海雪建晓国", "国强英华燕梅华东强庆", strict=True)])
    name = people(RNG(1), 200).astype("U1") + RNG(2).choice(given, 200)
    found = names(view(name=name))
    assert found.parts["given"].p_value == 1 / 500
    assert found.statistic > 8


def test_the_list_of_generated_names_is_the_generators() -> None:
    """Two-character given names of the Chinese provider, doubled ones left out."""
    theirs = {name for name in Provider.first_names if len(name) == 2 and name[0] != name[1]}
    assert theirs == STOCK


def generated(size: int) -> np.ndarray:
    """Names with given names from the list."""
    return people(RNG(1), size).astype("U1") + RNG(2).choice(np.array(sorted(STOCK)), size)


def test_names_from_a_generator_in_one_stretch_are_seen() -> None:
    """Thirty rows in two hundred: too few to repeat often, and one after the other."""
    name = people(RNG(1), 200)
    name[70:100] = generated(30)
    found = names(view(name=name))
    assert found.parts["stretch"].p_value < 1e-4
    assert found.rows[70:100].min() > found.rows[100:].max()
    scattered = names(view(name=RNG(3).permutation(name)))
    assert scattered.parts["stock"].p_value == found.parts["stock"].p_value


def test_women_of_one_generation_are_left_alone() -> None:
    """All of them called 秀., 桂. or 玉., four in ten with a name that the generators hold too."""
    first, held, other = "秀桂玉", "英兰梅珍华", "芹琴芬莲娥玲清敏贤范"
    rng = RNG(4)
    for _ in range(20):
        given = [
            rng.choice(list(first)) + rng.choice(list(held if rng.random() < 0.4 else other))
            for _ in range(200)
        ]
        found = names(view(name=people(rng, 200).astype("U1") + np.array(given)))
        assert found.parts["stock"].p_value > 0.05
        assert found.parts["stretch"].p_value > 0.02


def test_surnames_in_turn_are_seen() -> None:
    turn = np.array(list("王李张刘陈杨赵黄周吴徐孙"))[np.arange(200) % 12]
    name = turn + np.array([n[1:] for n in people(RNG(1), 200)])
    found = order(view(name=name))
    assert found.p_value <= 0.01
    assert (found.facts["turn"]["column"], found.facts["turn"]["every"]) == ("surname", 12)


@pytest.mark.parametrize("column", ["name", "mobile"])
def test_a_list_sorted_on_purpose_is_left_alone(column: str) -> None:
    plain = view(seed=12)
    by = np.argsort(getattr(plain, column))
    arranged = view(seed=12, name=plain.name[by], mobile=plain.mobile[by], day=plain.day[by])
    assert order(arranged).p_value > 0.05
    assert digits(arranged).p_value > 0.01


def test_data_cards_and_impossible_contacts_are_counted_against_an_allowance() -> None:
    cards = mobiles(RNG(1), 200)
    cards[:20] = 14500000000 + RNG(2).integers(0, 10**8, 20)
    assert mix(view(mobile=cards)).p_value < 1e-6
    some, many = np.arange(200) < 4, np.arange(200) < 20
    assert unusable(view(impossible=some)).p_value > 0.05
    assert unusable(view(impossible=many)).p_value < 1e-6


def test_masked_contacts_are_no_accusation() -> None:
    nothing = np.zeros(200, bool)
    found = measure(view(mobile=np.zeros(200, np.int64), reachable=nothing))
    assert {
        s.code: s.p_value for s in found if s.code in ("SG01", "SG02", "SG04", "SG07", "SG08")
    } == dict.fromkeys(("SG01", "SG02", "SG04", "SG07", "SG08"))


def test_of_a_long_roster_a_part_is_measured() -> None:
    """30,000 rows, numbers made up: still seen, and every row keeps its place."""
    numbers = mobiles(RNG(1), 30_000, blocks=3000) // 10_000 * 10_000 + head_typed(RNG(2), 30_000)
    found = measure(view(size=30_000, mobile=numbers, name=people(RNG(1), 30_000)))
    assert [s.code for s in found] == [f"SG0{n}" for n in range(1, 9)]
    assert found[1].n > 2400  # but for a few that may belong to a plan
    assert found[1].p_value < 0.05
    assert {len(s.rows) for s in found} == {30_000}
    assert (
        found[1].n <= np.count_nonzero(found[1].rows) <= found[1].n + 20
    )  # a number that two share counts once
