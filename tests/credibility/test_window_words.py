"""What the look at windows of endings says can be counted by whoever has the list."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tests.credibility.rosters import mobiles, view
from verify.credibility.signals.digits import digits
from verify.credibility.signals.tails import fancy
from verify.credibility.words import plain
from verify.model import Part


def test_the_pairs_of_digits_are_those_of_the_list() -> None:
    numbers = mobiles(np.random.default_rng(1), 60)
    numbers[20:32] = 13_945_100_000 + np.array([1_2121 + 1000 * k + 7 * k for k in range(12)])
    found = digits(view(size=60, mobile=numbers)).facts["window"]
    tails = [f"{n % 10_000:04d}" for n in numbers.tolist() if not fancy()[n % 10_000]]
    steps = [abs(int(a) - int(b)) for tail in tails for a, b in pairwise(tail)]
    assert (found["all_pairs"], found["all_same"], found["all_step"]) == (
        3 * len(tails), steps.count(0), steps.count(1),
    )  # fmt: skip
    assert 0 < found["pairs"] <= 3 * found["rows"]
    assert found["same"] + found["step"] <= found["pairs"]
    said = plain(Part("SG02.window", 1.0, 0.01, found), "zh")
    assert f"相邻两位共{found['pairs']}对：相同{found['same']}对，只差一{found['step']}对" in said
    english = plain(Part("SG02.window", 1.0, 0.01, found), "en")
    assert f"of {found['pairs']} pairs of neighbouring digits" in english
    assert "points" not in english


def test_what_an_older_casebook_holds_is_still_said() -> None:
    kept = {"look": "window", "rows": 12, "shown": 36.86, "usual": -15.19, "side": 1}
    assert "排列指数" in plain(Part("SG02.window", 1.0, 0.01, kept), "zh")
    english = plain(Part("SG02.window", 1.0, 0.01, kept), "en")
    assert "the index of order of the endings" in english
    assert "36.86" in english
