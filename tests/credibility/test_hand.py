"""What one hand leaves in the endings of a roster."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from verify.credibility.signals.digits import _chain, _log_odds
from verify.credibility.signals.hand import FEWEST, hand, moran
from verify.credibility.signals.tails import fancy


def _hand(number: np.ndarray, seed: int = 1) -> dict[str, float]:
    plain = np.unique(number[~fancy()[number % 10_000]]) % 100_000
    return dict(hand(number, _log_odds(), _chain(plain, np.random.default_rng(seed))[2]))


def _numbers(rng: np.random.Generator, count: int) -> np.ndarray:
    return 13_800_000_000 + rng.integers(0, 10**8, count)


def _made_up(rng: np.random.Generator, count: int) -> np.ndarray:
    """Digits as heads make them up: hardly ever the same again, often the next one."""
    digits = rng.integers(0, 10, (count, 8))
    for place in range(1, 8):
        before = digits[:, place - 1]
        step = rng.random(count) < 0.4
        digits[:, place] = np.where(step, (before + rng.choice((-1, 1), count)) % 10, digits[:, place])
        same = digits[:, place] == before
        digits[same, place] = (before[same] + rng.integers(2, 9, int(same.sum()))) % 10
    return 13_800_000_000 + (digits * 10 ** np.arange(7, -1, -1)).sum(1)


def test_morans_mean_and_variance_are_those_of_all_orders() -> None:
    """Cliff and Ord's moments under randomisation, against all 40,320 orders of eight values."""
    values = np.array([0.0, 1.0, 1.5, 4.0, -2.0, 0.3, 0.3, 7.0])
    every = np.array(list(permutations(values)))
    centred = every - every.mean(1, keepdims=True)
    for lags in (1, 3):
        product = sum((centred[:, :-lag] * centred[:, lag:]).sum(1) for lag in range(1, lags + 1))
        expected = (product[0] - product.mean()) / product.std()
        assert moran(values, lags) == pytest.approx(expected, abs=1e-9)


def test_honest_rosters_are_about_standard_normal_whatever_their_digits() -> None:
    rng = np.random.default_rng(3)
    found = []
    for _ in range(300):
        shares = rng.dirichlet(np.full(10, 6.0))  # a market of its own
        tails = rng.choice(10, (60, 4), p=shares) @ (1000, 100, 10, 1)
        found.append(_hand(_numbers(rng, 60) // 10_000 * 10_000 + tails))
    for key in ("chain", "near"):
        values = np.array([one[key] for one in found])
        assert abs(values.mean()) < 0.2, key
        assert 0.85 < values.std() < 1.15, key


def test_made_up_endings_are_far_off_and_the_figures_say_so() -> None:
    found = _hand(_made_up(np.random.default_rng(5), 200))
    assert found["chain"] > 5
    assert found["same"] < found["same_usual"]
    assert found["step"] > found["step_usual"]


def test_made_up_rows_that_stand_together_are_near_each_other() -> None:
    rng = np.random.default_rng(7)
    honest, typed = _numbers(rng, 300), _made_up(rng, 100)
    apart = np.concatenate([honest, typed])
    rng.shuffle(apart)
    assert _hand(np.concatenate([honest[:150], typed, honest[150:]]))["near"] > 4 > _hand(apart)["near"]


def test_numbers_that_people_choose_do_not_count() -> None:
    rng = np.random.default_rng(9)
    number = _numbers(rng, 80)
    number = number[~fancy()[number % 10_000]]
    bought = number.copy()
    bought[::5] = bought[::5] // 10_000 * 10_000 + rng.choice(
        (8888, 1234, 5566, 6868, 1221, 7778), len(bought[::5])
    )
    assert _hand(bought)["rows"] == len(np.delete(number, np.s_[::5]))


def test_a_roster_sorted_by_number_says_nothing_of_neighbours() -> None:
    number = np.sort(_numbers(np.random.default_rng(11), 90))
    found = _hand(number)
    assert "near" not in found
    assert "chain" in found


def test_too_few_numbers_say_nothing() -> None:
    number = _numbers(np.random.default_rng(13), 200)
    plain = number[~fancy()[number % 10_000]]
    assert _hand(plain[: FEWEST - 1]) == {}
    assert _hand(plain[:FEWEST])["rows"] == FEWEST
