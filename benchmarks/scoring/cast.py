"""Who plays which part in the measurement of credibility: kinds, seeds, and what is done to dossiers.

Fit, calibration and test dossiers are of different kinds and have different seeds. The hard honest kinds of the
issue are among those that the reference never saw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import KINDS, Dossier, honest
from fixtures.fabrication import fabricate
from fixtures.files.writing import spell_out
from verify.credibility.signals import measure
from verify.credibility.vector import COLUMNS, vector
from verify.credibility.view import views

FIT_KINDS = (
    "mall_shoppers",
    "residents",
    "hospital_patients",
    "school_parents",
    "dealers",
    "heating_users",
    "hotel_guests",
    "students",
    "business_owners",
    "goal_homes",
    "factory",
    "mongol_county",
    "silver_club",
    "young_mothers",
    "tutoring",
)
CALIBRATION_KINDS = (
    "bank_clients",
    "bus_passengers",
    "property_owners",
    "service_hall",
    "mail_survey",
    "car_owners",
    "subcontractors",
    "market_stalls",
    "goal_centre",
    "goal_small",
    "old_men",
    "teachers",
    "reclamation_farm",
    "dormitory",
    "kindergarten",
    "manchu_town",
    "daur_hezhe",
    "clan_village",
    "taxi_drivers",
    "app_blast",
    "few_customers",
    "cooperatives",
)
# Held out by design: of every trouble at least one kind that the reference never saw.
TEST_KINDS = tuple(kind for kind in KINDS if kind not in FIT_KINDS + CALIBRATION_KINDS)
WIDE_KINDS = tuple(kind for kind in TEST_KINDS if KINDS[kind].wide)
FIRST_KINDS = tuple(kind for kind in TEST_KINDS if not KINDS[kind].wide)
FIT_SEED, CALIBRATION_SEED, HONEST_SEED, FORGED_SEED, MIXED_SEED, LESSON_SEED = (
    n * 100_000 for n in (1, 2, 3, 4, 5, 6)
)
SORTED_BY = ("name", "contact", "employer")
# Cases of the issue: what stands in the table -> (kinds to draw from, rows, sorted).
CASES = {
    "village, few surnames": (("village",), None, False),
    "one employer": (("one_employer",), None, False),
    "one-day exhibition": (("exhibition",), None, False),
    "one switchboard": (("switchboard",), None, False),
    "online link blast": (("online_link", "wechat_group"), None, False),
    "sorted on purpose": (TEST_KINDS, None, True),
    "30 rows only": (TEST_KINDS, 30, False),
    "10 rows only": (TEST_KINDS, 10, False),
    **{KINDS[kind].label: ((kind,), None, False) for kind in WIDE_KINDS},
}


def sorted_on_purpose(dossier: Dossier, field: str) -> Dossier:
    """Return the dossier with its rows sorted by a column and numbered anew."""
    rows = spell_out(dossier.rows)
    order = sorted(range(len(rows)), key=lambda at: str(rows[at][field]))
    return replace(
        dossier,
        rows=tuple({**rows[at], "serial": serial} for serial, at in enumerate(order, 1)),
        days=tuple(dossier.days[at] for at in order),
        truth=tuple(dossier.truth[at] for at in order),
    )


def case(name: str, count: int) -> list[Dossier]:
    """Draw honest dossiers of one case."""
    kinds, rows, in_order = CASES[name]
    base = HONEST_SEED + 10_000 * list(CASES).index(name)
    drawn = [honest(kinds[i % len(kinds)], base + i, rows, wide=i % 2 == 1) for i in range(count)]
    return [sorted_on_purpose(d, SORTED_BY[i % 3]) for i, d in enumerate(drawn)] if in_order else drawn


def forged(scheme: str, share: float, care: str, count: int, seed: int = FORGED_SEED) -> list[Dossier]:
    """Draw dossiers of the test kinds and fabricate a share of their rows."""
    out = []
    for i in range(count):
        own = honest(TEST_KINDS[i % len(TEST_KINDS)], seed + i)
        other = recycled_from(own, i, seed) if scheme == "recycled" else None
        out.append(fabricate(own, scheme, share, care, seed + i, other))
    return out


def recycled_from(own: Dossier, i: int, seed: int = FORGED_SEED) -> Dossier:
    """Draw the other applicant's dossier that the i-th recycled one takes its people from."""
    return honest("heating_users", seed + 50_000 + i, rows=len(own.rows))


def vectors(dossiers: Sequence[Dossier], at_once: int = 300) -> np.ndarray:
    """Return the vectors of dossiers, a batch at a time."""
    found = [
        vector(measure(view))
        for start in range(0, len(dossiers), at_once)
        for view in views(as_batch(dossiers[start : start + at_once]))
    ]
    return np.array(found).reshape(len(found), len(COLUMNS))
