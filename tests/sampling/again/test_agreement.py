"""What the second ear heard: which rows are in doubt, what is said of a caller, and bounds that hold."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from sampling.again.agreement import (
    CONFIDENCE,
    MORE,
    NAMED,
    QUIET,
    WAITING,
    HeardRow,
    agreements,
    heard,
    open_again,
)
from sampling.again.choice import choose, turn
from sampling.again.words import lines
from sampling.calls.measure import text_width
from sampling.design import exact
from sampling.model import AgainCall, AgainDraw

SEED, FRESH = "31415926535897932384", "27182818284590452353"
ROWS = tuple(f"A#{at:04d}" for at in range(60))
FIRST = dict.fromkeys(ROWS, "V1")


def drawn() -> AgainDraw:
    return choose(SEED, {"1": ROWS}, (), "10%", 3)


def call(row: str, before: str = "yes", code: str = "V1", number: int = 1) -> AgainCall:
    return AgainCall(row, number, code, "2017-07-05 10:00", "2", before)


@pytest.mark.parametrize(
    ("first", "second", "before", "doubted"),
    [
        ("V1", "V1", "yes", False),
        ("V1", "V2", "yes", False),
        ("V1", "N1", "yes", True),
        ("N1", "V1", "yes", True),
        ("V1", "V4", "yes", False),  # forgotten by now: no disagreement
        ("V1", "R1", "", False),  # nobody was asked
        ("V1", "V1", "no", False),  # against the caller; of the row both calls say the same
        ("V1", "N1", "no", True),
        ("V1", "V4", "no", True),  # the first outcome has nothing to stand on
        ("N1", "V1", "no", True),
        ("V1", "", "", False),
        ("V1", "V1", "unsure", False),
    ],
)
def test_which_rows_a_reviewer_has_to_decide(first: str, second: str, before: str, doubted: bool) -> None:
    assert HeardRow("A#1", "1", first, "2", second, before, False).doubted is doubted


def said(noes: int, draws: tuple[AgainDraw, ...] | None = None, left: int = 0) -> str:
    made = draws or (drawn(),)
    rows = list(turn(made))
    calls = [call(row, "no" if at < noes else "yes") for at, row in enumerate(rows[: len(rows) - left])]
    (item,) = agreements(made, heard(made, calls, FIRST, ROWS), "5%")
    return item.said


def test_what_is_said_of_a_caller() -> None:
    assert said(0) == QUIET
    assert said(1) == MORE
    assert said(3) == NAMED
    assert said(1, left=2) == WAITING
    assert said(3, left=3) == NAMED  # whatever the others say
    first = drawn()
    more = choose(FRESH, {"1": ROWS}, (first,), "10%", 3, {"1": 13})
    assert [said(noes, (first, more)) for noes in (1, 4, 5)] == [QUIET, QUIET, NAMED]


def test_after_a_no_just_as_many_are_drawn_as_are_missing() -> None:
    made = (drawn(),)
    rows = list(turn(made))
    # One of the six cannot be reached again: one more is drawn in their place.
    calls = [call(rows[0], "no"), *(call(row) for row in rows[1:5]), call(rows[5], "", "R1")]
    (item,) = agreements(made, heard(made, calls, FIRST, ROWS), "5%")
    assert (item.asked, item.silent, item.further) == (5, 1, 14)


def test_bounds_are_those_of_the_hypergeometric_distribution() -> None:
    made = (drawn(),)
    calls = [call(row, "no" if at < 2 else "yes") for at, row in enumerate(turn(made))]
    (item,) = agreements(made, heard(made, calls, FIRST, ROWS), "5%")
    risk = (1 - CONFIDENCE) / 2
    low, high = item.bounds

    def at_least(noes: int, cold: int) -> Fraction:
        ways = sum(comb(cold, x) * comb(60 - cold, 6 - x) for x in range(noes, min(6, cold) + 1))
        return Fraction(ways, comb(60, 6))

    assert at_least(2, low) > risk >= at_least(2, low - 1)
    assert 1 - at_least(3, high) > risk >= 1 - at_least(3, high + 1)


def test_bounds_hold_for_whoever_draws_more_after_a_no() -> None:
    """Every number of invented outcomes, every way to draw: missed in at most one case in twenty."""
    reached, first, more = 20, 3, 6
    draws = [choose(SEED, {"1": ROWS[:reached]}, (), "1%", first)]
    draws.append(choose(FRESH, {"1": ROWS[:reached]}, draws, "1%", first, {"1": more}))
    order = list(turn(draws))

    def bounds(noes: int, extended: bool) -> tuple[int, int]:
        known = tuple(draws if extended else draws[:1])
        calls = [call(row, "no" if at < noes else "yes") for at, row in enumerate(turn(known))]
        (item,) = agreements(known, heard(known, calls, FIRST, ROWS), "5%")
        return item.bounds

    assert len(order) == first + more
    for cold in range(reached + 1):
        missed = Fraction(0)
        for early in range(first + 1):
            part = exact.exactly(reached, cold, first, early)
            if not part:
                continue
            if not early:
                low, high = bounds(0, False)
                missed += part * (not low <= cold <= high)
                continue
            for late in range(more + 1):
                chance = exact.exactly(reached - first, cold - early, more, late)
                if chance:
                    low, high = bounds(early + late, True)
                    missed += part * chance * (not low <= cold <= high)
        assert missed <= 1 - CONFIDENCE, cold


def test_nobody_is_called_again_once_they_answered_or_three_times() -> None:
    rows = ("a", "b", "c", "d")
    calls = [
        AgainCall("a", 1, "V1", "", "2", "yes"), AgainCall("b", 1, "U1", "", "2", ""),
        *(AgainCall("c", number, "U1", "", "2", "") for number in (1, 2, 3)),
        AgainCall("d", 1, "R2", "", "2", "no"),
    ]  # fmt: skip
    assert open_again(rows, calls) == ("b",)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_fits_a_terminal(lang: str) -> None:
    made = (drawn(),)
    calls = [
        call(row, "no" if at < 2 else "yes", "N1" if at == 3 else "V1") for at, row in enumerate(turn(made))
    ]
    rows = heard(made, calls, FIRST, ROWS)
    shown = lines(agreements(made, rows, "5%"), [row for row in rows if row.doubted], "10%", 3, "5%", lang)
    assert all(text_width(line) <= 80 for line in shown[:2])
    assert any("A#" in line for line in shown)
