"""The same roster, the same score: among five hundred, in another order, on another day, alone."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import KINDS, Dossier, honest
from fixtures.fabrication import CARE, SCHEMES, fabricate
from verify.checks import ALL
from verify.credibility.score import assess
from verify.model import Credibility
from verify.settings import Settings

COUNT = 500
ALONE = range(3, COUNT, 101)
SUMMER, YEARS_LATER = date(2017, 7, 1), date(2031, 2, 3)


def roster(place: int) -> Dossier:
    """A small dossier; every fourth is forged, half or whole, by a scheme that needs no other roster."""
    kinds, schemes = list(KINDS), [scheme for scheme in SCHEMES if scheme != "recycled"]
    own = honest(kinds[place % len(kinds)], 8_800 + place, rows=24)
    if place % 4:
        return own
    turn = place // 4
    return fabricate(own, schemes[turn % len(schemes)], (0.5, 1.0)[turn % 2], CARE[turn % 3], place)


def scores(dossiers: list[Dossier], today: date) -> list[Credibility]:
    batch = as_batch(dossiers, today=today)
    return list(assess(batch, [check.run(batch, Settings()) for check in ALL]).scores.values())


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    return [roster(place) for place in range(COUNT)]


@pytest.fixture(scope="module")
def together(dossiers: list[Dossier]) -> list[Credibility]:
    return scores(dossiers, SUMMER)


def test_in_another_order_and_on_another_day(dossiers: list[Dossier], together: list[Credibility]) -> None:
    order = np.random.default_rng(3).permutation(COUNT)
    again = scores([dossiers[place] for place in order], YEARS_LATER)
    assert again == [together[place] for place in order]


@pytest.mark.parametrize("place", ALONE)
def test_alone(dossiers: list[Dossier], together: list[Credibility], place: int) -> None:
    assert scores([dossiers[place]], YEARS_LATER) == [together[place]]


def test_the_five_hundred_are_not_all_alike(together: list[Credibility]) -> None:
    """Otherwise equal scores would show nothing. Most honest ones have lost nothing and are alike in that."""
    assert len({credibility.score for credibility in together}) > 15
    assert len({repr(credibility.parts) for credibility in together}) > 0.9 * COUNT
