"""Rounds: eight to fifteen agencies with one to eight dossiers each, most of them with clients of one sort.

All judgement: which clients go together, and that an agency has one way of writing, and often one city. In a third of
the agencies of one city some people are customers of two clients and stand honestly in two rosters (up to 1 % of rows).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from benchmarks.honest_world import forged, writing
from benchmarks.honest_world.build import KINDS, dossiers
from benchmarks.honest_world.draw import pick, source
from benchmarks.honest_world.firms import coined
from benchmarks.honest_world.nouns import HonestRoster
from benchmarks.honest_world.recipes import ALL
from benchmarks.honest_world.typist import CAREFUL, CARELESS

CLIENTS: dict[str, tuple[str, ...]] = {
    "banks": ("bank_wealthy",),
    "money": ("bank_wealthy", "insured_families", "car_owners"),
    "villages": ("village_supplies", "manchu_villages", "state_farm"),
    "farms of the west": ("mongol_county", "daur_district", "village_supplies"),
    "health": ("outpatients", "pharmacy_old_women"),
    "old women": ("pharmacy_old_women",),
    "industry": ("purchasing_managers", "one_customer", "public_offices"),
    "oilfield": ("oilfield_workers", "one_customer"),
    "building": ("building_owners", "lift_customers"),
    "homes": ("estate_residents", "heating_evenings", "old_customers"),
    "shops": ("supermarket_members", "street_intercept", "shopkeepers", "hui_quarter"),
    "schools": ("school_parents", "teachers"),
    "web": ("young_online", "hotel_guests"),
    "border": ("korean_township", "border_russian", "hezhe_river"),
    "telephone": ("telecom_centre", "car_owners", "old_customers"),
    "roads": ("drivers", "car_owners"),
    "everything": KINDS,
    "anything": KINDS,
}
Cheat = Callable[[random.Random, Sequence[HonestRoster]], list[HonestRoster]]
CHEATS: dict[str, tuple[int, Cheat]] = {  # how many dossiers, and what is done to them
    "types a quarter, careless": (8, partial(forged.types_itself, care=CARELESS)),
    "types a quarter, careful": (8, partial(forged.types_itself, care=CAREFUL)),
    "staff numbers, careless": (6, partial(forged.staff_numbers, care=CARELESS)),
    "staff numbers, careful": (6, partial(forged.staff_numbers, care=CAREFUL)),
    "one list, careless": (6, partial(forged.one_list, care=CARELESS)),
    "one list, careful": (6, partial(forged.one_list, care=CAREFUL)),
}


def agency(seed: object, sort: str, count: int) -> list[HonestRoster]:
    """The dossiers of one honest agency whose clients are of a sort (a key of CLIENTS)."""
    rng = source("agency", seed, sort, count)
    city = pick(rng, ALL)
    trade = rng.choice(("市场调查", "市场研究", "管理咨询", "质量评价", "信息咨询"))
    name = f"{city.removesuffix('市').removesuffix('地区')}{coined(rng)}{trade}有限公司"
    office = writing.house(rng)
    at_home = rng.random() < 0.6
    found: list[HonestRoster] = []
    for _ in range(count):
        kind = rng.choice(CLIENTS[sort])
        own = (
            office if rng.random() < 0.85 else writing.house(rng)
        )  # now and then the client's own clerk types
        found += dossiers(kind, rng.randrange(10**9), 1, house=own, agency=name, city=city if at_home else "")
    return _neighbours(rng, found) if at_home and rng.random() < 0.33 else found


def _neighbours(rng: random.Random, rosters: list[HonestRoster]) -> list[HonestRoster]:
    """The same rosters, in which a few people of one stand in the next one too."""
    found = rosters[:1]
    for before, roster in pairwise(rosters):
        rows = list(roster.rows)
        if before.city == roster.city:
            known = rng.randint(0, min(max(1, len(rows) // 100), len(rows), len(before.rows)))
            for other, at in zip(
                rng.sample(before.rows, known), rng.sample(range(len(rows)), known), strict=True
            ):
                if at not in roster.slips:
                    rows[at] = (rows[at][0], other[1], other[2], *rows[at][3:])
        found.append(replace(roster, rows=tuple(rows)))
    return found


def honest_round(seed: int) -> list[HonestRoster]:
    """All dossiers of one honest round, agency by agency."""
    rng = source("round", seed)
    sorts = rng.sample(list(CLIENTS), rng.randint(8, 15))
    found = [agency((seed, turn), sort, rng.randint(1, 8)) for turn, sort in enumerate(sorts)]
    return [roster for rosters in found for roster in rosters]


def cheating_agency(seed: int, cheat: str) -> list[HonestRoster]:
    """The dossiers of one agency that cheats (a key of CHEATS)."""
    rng = source("cheat", cheat, seed)
    count, deed = CHEATS[cheat]
    sort = rng.choice(
        [sort for sort in CLIENTS if sort not in ("building", "border")]
    )  # small rosters have nothing to hide
    return deed(rng, agency((seed, cheat), sort, count))


def cheating_round(seed: int, cheat: str) -> list[HonestRoster]:
    """An honest round in which one more agency cheats; whose, ``truth`` says."""
    return honest_round(seed) + cheating_agency(seed, cheat)
