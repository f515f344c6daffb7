"""SG01 fair and sharp: samples from lists, families and firms are left alone, steps and copies are seen."""

from __future__ import annotations

import numpy as np
import pytest

from tests.credibility.rosters import mobiles, view
from verify.credibility.signals.neighbours import neighbours

RNG = np.random.default_rng


def test_numbers_stepped_along_a_block_are_seen_and_samples_from_a_list_are_not() -> None:
    """By steps of one size nearly; and every so-manyth of a list in the order of numbers, or one of every hundred."""
    steps = np.cumsum(RNG(1).integers(25, 28, 80))
    numbers = 13904510000 + np.concatenate([500 + steps[:40], 10_000 * 9 + 700 + steps[:40]])
    found = neighbours(view(size=80, mobile=numbers))
    assert found.facts["near"]["look"] == "spaces"
    assert found.statistic > 3
    for turn, (every, present) in enumerate([(14, 0.8), (30, 0.8), (15, 0.3), (60, 0.75), (25, 0.6)]):
        holders = 13904510000 + np.flatnonzero(RNG(turn).random(9_900) < present)
        assert neighbours(view(size=80, mobile=holders[::every][:80])).p_value > 0.02, (every, present)
    hundreds = 13904510000 + np.arange(80) * 100 + RNG(9).integers(0, 100, 80)
    assert neighbours(view(size=80, mobile=hundreds)).p_value > 0.05


def test_a_roster_made_of_its_other_half_is_seen_though_surnames_stay() -> None:
    """And families of brothers in a fifth of the rows are not."""
    numbers = mobiles(RNG(21), 120, blocks=2000)
    surnames = RNG(22).choice(list("王李张刘陈杨赵黄周吴"), 60)
    name = np.array([family + given for given in ("一水", "二水") for family in surnames])
    numbers[60:] = numbers[:60] // 10 * 10 + (numbers[:60] % 10 + 3) % 10
    found = neighbours(view(size=120, mobile=numbers, name=name))
    assert found.facts["copies"]["look"] == "kin_copies"
    assert found.parts["copies"].strength > 6
    numbers[72:] = mobiles(RNG(23), 48, blocks=2000)
    assert neighbours(view(size=120, mobile=numbers, name=name)).p_value > 0.05


@pytest.mark.parametrize("changed", [(10, 0), (1_000_000, 1), (10_000, 2)])
def test_the_same_ending_under_another_beginning_is_seen_where_half_a_roster_has_it(
    changed: tuple[int, int],
) -> None:
    """A digit of the first seven changed, whatever the names; couples who chose an ending are left alone."""
    power, turn = changed
    numbers = mobiles(RNG(31 + turn), 120, blocks=2000)
    digit = 10_000 * power // 10 if power == 10 else power
    numbers[60:] = numbers[:60] + np.where(numbers[:60] // digit % 10 < 5, digit, -digit)
    found = neighbours(view(size=120, mobile=numbers))
    assert found.facts["copies"]["look"] == "endings"
    assert found.parts["copies"].strength > 4
    numbers = mobiles(RNG(41), 120, blocks=2000)
    numbers[90:] = numbers[90:] // 10_000 * 10_000 + numbers[60:90] % 10_000
    assert neighbours(view(size=120, mobile=numbers)).p_value > 0.05


@pytest.mark.parametrize("order", [slice(None), RNG(5).permutation(100)])
def test_numbers_at_one_large_step_are_seen_in_any_order(order: slice | np.ndarray) -> None:
    numbers = (13904510007 + np.arange(100) * 12_345)[order]
    found = neighbours(view(size=100, mobile=numbers))
    assert found.facts["near"]["look"] == "strides"
    assert found.parts["near"].strength > 6


def test_three_rows_of_numbers_beside_one_employer_are_seen_together() -> None:
    """None missing of three times fifteen; with a fifth missing they are a firm's."""
    lots = (np.arange(3) * 1_000)[:, None]
    whole = mobiles(RNG(51), 100, blocks=2000)
    whole[:45] = (13904510100 + lots + np.arange(15)).ravel()
    found = neighbours(view(size=100, mobile=whole, employer=np.where(np.arange(100) < 45, 0, -1)))
    assert found.facts["near"]["look"] == "rows"
    assert found.parts["near"].strength > 2.5
    there = np.stack([np.sort(RNG(52 + n).choice(20, 15, replace=False)) for n in range(3)])
    whole[:45] = (13904510100 + lots + there).ravel()
    assert (
        neighbours(view(size=100, mobile=whole, employer=np.where(np.arange(100) < 45, 0, -1))).p_value > 0.05
    )


def test_families_of_three_who_bought_their_numbers_together_are_left_alone() -> None:
    """Six of them among 120 people; the same numbers under nine surnames are a forger's runs."""
    numbers = mobiles(RNG(61), 120, blocks=2000)
    numbers[:18] = (numbers[:6, None] // 10 * 10 + np.array([3, 4, 6])).ravel()
    name = np.array(
        [f"{'赵钱孙李周吴郑王冯陈褚卫'[n % 12]}{'一二三四五六七八九十'[n // 12]}水" for n in range(120)]
    )
    strangers = neighbours(view(size=120, mobile=numbers, name=name))
    assert strangers.parts["near"].strength > 2
    name[:18] = [f"{'赵钱孙李周吴'[n // 3] if n % 3 else '王'}{'一二三'[n % 3]}水" for n in range(18)]
    assert neighbours(view(size=120, mobile=numbers, name=name)).p_value > 0.05


@pytest.mark.parametrize(("digits", "step"), [(4, 13), (4, 1), (2, 7)])
def test_endings_that_are_counted_through_are_seen(digits: int, step: int) -> None:
    """1000, 1013, 1026 row after row under any blocks; in another order they are anybody's."""
    numbers = mobiles(RNG(71), 100, blocks=2000)
    counted = numbers // 10**digits * 10**digits + (1000 + np.arange(100) * step) % 10**digits
    found = neighbours(view(size=100, mobile=counted))
    assert found.facts["near"]["look"] == "counter"
    assert found.parts["near"].strength > 6
    assert neighbours(view(size=100, mobile=RNG(72).permutation(counted))).p_value > 0.05


def test_customers_drawn_by_a_few_endings_are_not_counted_through() -> None:
    numbers = mobiles(RNG(73), 140, blocks=2000) // 100 * 100
    drawn = numbers + RNG(74).choice([7, 17, 27, 37, 47], 140)
    assert neighbours(view(size=140, mobile=drawn)).p_value > 0.05
    assert neighbours(view(size=140, mobile=np.sort(drawn))).p_value > 0.05


def test_a_shared_number_counts_once() -> None:
    """A lone pair of which one number has two holders is a lone pair."""
    numbers = mobiles(RNG(75), 100, blocks=2000)
    once = neighbours(view(size=100, mobile=numbers))
    numbers[90:] = numbers[80:90]
    numbers[70:80] = numbers[80:90] + 2
    shared = neighbours(view(size=100, mobile=numbers))
    assert shared.n == 90
    assert once.n == 100
    assert shared.facts["near"]["look"] in ("couples", "kin")
    assert shared.p_value > 0.01


@pytest.mark.parametrize(("groups", "people"), [(1, 5), (1, 6), (2, 4)])
def test_a_family_or_an_office_that_bought_its_numbers_once_accuses_no_roster(
    groups: int, people: int
) -> None:
    """Six people with numbers in a row are fifteen pairs, whatever they are called."""
    numbers = mobiles(RNG(81), 120, blocks=2000)
    numbers[: groups * people] = (numbers[:groups, None] // 10 * 10 + np.arange(people)).ravel()
    assert neighbours(view(size=120, mobile=numbers)).p_value > 0.05
    numbers[:100] = (mobiles(RNG(82), 20, blocks=2000)[:, None] // 10 * 10 + np.arange(5)).ravel()
    assert neighbours(view(size=120, mobile=numbers)).parts["near"].strength > 8
