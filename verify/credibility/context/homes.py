"""Where numbers live: how often two respondents' mobiles share a block, beside what one city gives. Without weight."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from verify.credibility.context import context
from verify.credibility.signals.blocks import in_plan, narrow
from verify.credibility.view import DossierView
from verify.model import Part

_FEWEST = 20  # mobiles
# Blocks of 10,000 numbers for every 10,000 people: about one mobile a head (2016), two of five numbers of a block in use.
BLOCKS_A_HEAD = 2.5


@cache
def _residents() -> dict[str, int]:
    """City of the province -> residents."""
    text = (files(__package__) / "cities.csv").read_text(encoding="utf-8-sig")
    return {row["city"]: int(row["residents"]) for row in csv.DictReader(text.splitlines())}


def city_of(recommender: str, applicant: str) -> str:
    """Return the city that the register declares: the recommender's, else the applicant's; "" where neither tells."""
    for text in (recommender, applicant):
        bare = text.strip().removeprefix("黑龙江省").removeprefix("黑龙江")
        for city in _residents():
            if bare.startswith(city):
                return city
    return ""


def homes(view: DossierView, city: str) -> list[Part]:
    """Return how many pairs of mobiles share their first seven digits, beside what people of the declared city give.

    Numbers that an employer bought, or that may belong to a plan, are left out. Far fewer pairs: people from everywhere,
    or numbers that nobody was given; many more: a plan, one quarter. An estimate and no test: there is no p-value.
    """
    index = np.flatnonzero((view.mobile > 0) & ~narrow(view) & ~in_plan(view))
    if len(index) < _FEWEST or city not in _residents():
        return []
    counts = np.unique(view.mobile[index] // 10_000, return_counts=True)[1]
    shown = int((counts * (counts - 1) // 2).sum())
    blocks = BLOCKS_A_HEAD * _residents()[city] / 10_000
    usual = len(index) * (len(index) - 1) / 2 / blocks
    return [context("HOME.blocks", None, shown, usual, {"numbers": len(index), "city": city})]
