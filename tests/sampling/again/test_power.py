"""How many are asked again: the sums against brute force, and what the docs promise of them."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import comb

import pytest

from sampling.again.choice import size_of
from sampling.again.power import ALARM, FOUND, alarm_at, enough, invented_of, level, named, noes

FORGET = Fraction(1, 20)


def brute(reached: int, invented: int, first: int, total: int, forget: Fraction) -> Fraction:
    """Every sample and every way of forgetting, one by one."""
    chance = Fraction(0)
    orders = comb(reached, first) * comb(reached - first, total - first)
    for early in combinations(range(reached), first):
        rest = [at for at in range(reached) if at not in early]
        for late in combinations(rest, total - first):
            for forgot in product((False, True), repeat=total):
                people = (*early, *late)
                ways = Fraction(1)
                said = []
                for at, forgets in zip(people, forgot, strict=True):
                    if at < invented:
                        ways *= 0 if forgets else 1  # whoever was not called has nothing to forget
                        said.append(True)
                    else:
                        ways *= forget if forgets else 1 - forget
                        said.append(forgets)
                if not ways:
                    continue
                once = sum(said[:first])
                if once >= alarm_at(first, forget, 1) or (
                    once and total > first and sum(said) >= alarm_at(total, forget, 2)
                ):
                    chance += ways
    return chance / orders


@pytest.mark.parametrize(
    ("reached", "invented", "first", "total"),
    [(5, 0, 2, 4), (5, 2, 2, 4), (6, 3, 3, 3), (6, 6, 2, 5), (5, 5, 3, 5)],
)
def test_the_chance_of_being_named_is_that_of_counting_all_cases(
    reached: int, invented: int, first: int, total: int
) -> None:
    forget = Fraction(1, 50)
    assert named(reached, invented, first, total, forget) == brute(reached, invented, first, total, forget)


def test_chances_of_noes_are_a_distribution() -> None:
    for reached, invented, asked in ((60, 18, 6), (10, 10, 4), (7, 0, 7)):
        chances = noes(reached, invented, asked, FORGET)
        assert sum(chances) == 1
        mean = sum(at * chance for at, chance in enumerate(chances))
        assert mean == asked * (Fraction(invented, reached) + FORGET * (1 - Fraction(invented, reached)))


def test_an_honest_caller_is_hardly_ever_named() -> None:
    """Looks at the share, after a further draw, and after every later one: together below one in a hundred."""
    assert sum(level(look) for look in range(1, 60)) < ALARM
    for reached in (5, 10, 20, 40, 60):
        first = size_of(reached, "10%", 3)
        total, _ = enough(reached, first, FORGET)
        assert named(reached, 0, first, total, FORGET) < ALARM


def test_three_in_ten_of_sixty_are_found_four_times_in_five() -> None:
    first = size_of(60, "10%", 3)
    total, allowed = enough(60, first, FORGET)
    assert (first, total, allowed) == (6, 19, True)
    assert invented_of(60) == 18
    assert named(60, 18, first, total, FORGET) >= FOUND


def test_small_numbers_are_owned_up_to() -> None:
    """With twenty people reached three are asked, and no further draw makes up for a first one without a no."""
    total, allowed = enough(20, 3, FORGET)
    assert not allowed
    assert named(20, 6, 3, 20, FORGET) < FOUND
    assert total < 20


def test_one_forgetful_person_names_nobody() -> None:
    for asked in range(1, 40):
        assert alarm_at(asked, FORGET) >= 2
