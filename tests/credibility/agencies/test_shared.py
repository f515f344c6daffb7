"""What comes back in an agency's other dossiers, and what honest causes it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.credibility.agencies.made import roster, round_of
from verify.credibility.agencies import shared
from verify.credibility.agencies.model import AgencyLook, Client

Rosters = list[list[tuple[str, int]]]


def six(seed: int = 0) -> Rosters:
    rng = np.random.default_rng(seed)
    return [roster(rng) for _ in range(6)]


def looks(clients: Sequence[Client]) -> dict[str, AgencyLook]:
    return {look.name: look for look in shared.looks(clients, 0.0)}


def test_nothing_comes_back_in_honest_rosters() -> None:
    found = looks(round_of(six(), ["甲"] * 6))
    assert found["number"].shown == found["person"].shown == 0
    assert all(look.p_value > 0.05 for look in found.values())


def test_fifteen_numbers_under_other_names() -> None:
    """Each in two rosters, under whatever name stood there."""
    rosters, rng = six(), np.random.default_rng(1)
    for n in range(15):
        for at in rng.choice(6, 2, replace=False):
            rosters[at][n] = (rosters[at][n][0], 13_900_000_000 + n)
    found = looks(round_of(rosters, ["甲"] * 6))
    assert found["number"].shown == 15
    assert found["number"].p_value < 1e-6
    assert found["person"].shown == 0


def test_fifteen_numbers_in_three_rosters_among_real_customers_of_several() -> None:
    """Five people are customers of two companies, so that families may explain a number under two names, not under three."""
    rosters, rng = six(), np.random.default_rng(4)
    for n in range(5):
        rosters[n + 1][40 + n] = rosters[n][60 + n]
    for n in range(15):
        for at in rng.choice(6, 3, replace=False):
            rosters[at][n] = (rosters[at][n][0], 13_900_000_000 + n)
    found = looks(round_of(rosters, ["甲"] * 6))
    assert found["staff"].shown == 15
    assert found["staff"].p_value < 1e-6 < found["number"].p_value


def test_families_whose_members_are_customers_of_three_companies() -> None:
    """Twelve numbers stand in three rosters each, twice under the same name and once under a relative's."""
    rosters, rng = six(), np.random.default_rng(6)
    for n in range(12):
        first, second, third = rng.choice(6, 3, replace=False)
        rosters[second][n] = rosters[first][n]
        rosters[third][n] = (rosters[third][n][0], rosters[first][n][1])
    found = looks(round_of(rosters, ["甲"] * 6))
    assert found["staff"].p_value > 0.5


def test_fifteen_people_in_three_rosters_each() -> None:
    rosters, rng = six(), np.random.default_rng(2)
    staff = roster(rng, 15)
    for n, person in enumerate(staff):
        for at in rng.choice(6, 3, replace=False):
            rosters[at][n] = person
    found = looks(round_of(rosters, ["甲"] * 6))
    assert found["person"].shown >= 14
    assert found["person"].p_value < 1e-6
    assert found["number"].p_value > 0.05


def test_one_roster_whose_names_slipped_by_a_row_is_its_own_affair() -> None:
    """It has thirty numbers in common with the others, all under other names; the others have none."""
    rosters = six()
    for n in range(30):
        rosters[0][n] = (rosters[0][n][0], rosters[1 + n % 5][n][1])
    found = looks(round_of(rosters, ["甲"] * 6))
    assert found["number"].shown == 30
    assert found["number"].facts["rest"] == 0
    assert found["number"].p_value > 0.5


def test_sister_companies_with_one_list_of_customers_are_one_client() -> None:
    rosters, rng = six(), np.random.default_rng(3)
    customers = roster(rng, 120)
    for at in range(4):
        rosters[at][:50] = [customers[n] for n in rng.choice(120, 50, replace=False)]
    clients = round_of(rosters, ["甲"] * 6)
    house = [replace(c, applicant="隆泰" + c.applicant) if n < 4 else c for n, c in enumerate(clients)]
    pairs = shared.pairs_of(house, shared.sharing([c.people for c in house]))
    assert len(set(pairs.group.tolist())) == 3
    assert looks(house)["person"].p_value > 0.05


@pytest.mark.parametrize(("households", "rows"), [(12_000, 100), (2_000, 150), (900, 120)])
def test_a_town_whose_households_are_everybodys_customers(households: int, rows: int) -> None:
    clients = townspeople(households, rows)
    assert all(look.p_value > 0.01 for look in looks(clients).values())


@pytest.mark.parametrize("rosters", [3, 6])
def test_a_few_people_put_into_every_roster_are_no_town(rosters: int) -> None:
    """Fifteen, in a town of four thousand households."""
    clients = townspeople(4_000, 120, tuple(range(rosters)))
    assert looks(clients)["person"].p_value < 1e-3


def townspeople(households: int, rows: int, staffed: Sequence[int] = ()) -> list[Client]:
    """Six companies of one town; fifteen people of nowhere in the rosters that are ``staffed``."""
    rng = np.random.default_rng(4)
    town = roster(rng, households)
    rosters = [[town[n] for n in rng.choice(households, rows, replace=False)] for _ in range(6)]
    for at in staffed:
        rosters[at][:15] = [(name, 13_900_000_000 + n) for n, (name, _) in enumerate(town[:15])]
    return [replace(c, recommender="鹤岗市质量协会") for c in round_of(rosters, ["甲"] * 6)]


def test_one_list_of_names_with_new_numbers() -> None:
    rosters, rng = six(), np.random.default_rng(5)
    listed = [name for name, _ in roster(rng, 60)]
    for some in rosters:
        for n in range(25):
            some[n] = (str(rng.choice(listed)), some[n][1])
    found = looks(round_of(rosters, ["甲"] * 6))
    assert found["name"].p_value < 1e-6
    assert found["name"].shown > 3 * found["name"].usual


def test_a_village_of_three_surnames_has_no_list_of_names() -> None:
    rng = np.random.default_rng(6)
    rosters = [[(str(rng.choice(list("王李张"))) + name[1:], n) for name, n in some] for some in six(7)]
    assert looks(round_of(rosters, ["甲"] * 6))["name"].p_value > 0.01


@pytest.mark.parametrize("applicants", [1, 2])
def test_dossiers_of_too_few_companies_say_nothing(applicants: int) -> None:
    clients = round_of(six(), ["甲"] * 6)
    same = [replace(c, applicant=f"松江{'上下'[n % applicants]}厂") for n, c in enumerate(clients)]
    assert shared.looks(same, 0.0) == []
