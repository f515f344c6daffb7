"""Dossiers measured once, of which rounds are dealt: what a comparison of agencies takes of each, without any file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import KINDS, Dossier, honest
from fixtures.fabrication import fabricate
from verify.credibility import detect
from verify.credibility.agencies.model import CallTally, Client, People
from verify.credibility.agencies.people import encode
from verify.credibility.fitted import shipped_fit
from verify.credibility.signals import Signal, measure
from verify.credibility.vector import COLUMNS, vector
from verify.credibility.view import views

SEED = 47_000_000  # far from what the reference, the other benchmarks and the development of the looks were drawn from
TYPED_SEED = SEED + 500_000
SHARE = 0.25
_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Banked:
    """A dossier of one kind as a client of nobody yet; its declared agency is left out."""

    kind: str
    client: Client


@dataclass(frozen=True, slots=True)
class _BankedDossier:
    kind: str
    applicant: str
    category: str
    recommender: str
    vector: np.ndarray
    hand: Mapping[str, float]
    name: np.ndarray
    mobile: np.ndarray


def build(each: int, typed: int) -> tuple[list[Banked], dict[str, list[Banked]]]:
    """Return ``each`` honest dossiers of every kind, and by care so many of every kind of which SHARE was typed."""
    tasks = [(kind, "", each) for kind in KINDS]
    tasks += [(kind, care, typed) for care in ("careless", "careful") for kind in KINDS]
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(_measured, tasks))
    flat = [item for several in found for item in several]
    people = [_coded(p) for p in encode([item.name for item in flat], [item.mobile for item in flat])]
    p, _ = detect.p_values(shipped_fit().arms, np.array([item.vector for item in flat]))
    banked = []
    for at, item in enumerate(flat):
        known = {name: float(v) for name, v in zip(COLUMNS, item.vector, strict=True) if v == v}
        client = Client(
            f"{at:06d}", "", item.applicant, item.category, item.recommender, people[at].size, 0, 0, known,
            float(p[at]), people[at], CallTally(), item.hand,
        )  # fmt: skip
        banked.append(Banked(item.kind, client))
    whole = each * len(KINDS)
    half = whole + typed * len(KINDS)
    return banked[:whole], {"careless": banked[whole:half], "careful": banked[half:]}


def full_name(family: np.ndarray, given: np.ndarray) -> np.ndarray:
    """Return the code of a full name made of two others, so that new people can be put together."""
    return np.asarray(family * 10_000_000 + given)


def _coded(people: People) -> People:
    full = np.where(people.full >= 0, full_name(people.family, people.given), -1)
    return replace(people, full=full)


def _measured(task: tuple[str, str, int]) -> list[_BankedDossier]:
    kind, care, count = task
    base = (TYPED_SEED if care else SEED) + (1_000 if care == "careful" else 0)
    drawn = [honest(kind, base + i, wide=True) for i in range(count)]
    if care:
        drawn = [fabricate(d, "invented", SHARE, care, base + i) for i, d in enumerate(drawn)]
    return [m for at in range(0, count, _AT_ONCE) for m in _of(kind, drawn[at : at + _AT_ONCE])]


def _of(kind: str, dossiers: Sequence[Dossier]) -> list[_BankedDossier]:
    found = []
    for d, view in zip(dossiers, views(as_batch(dossiers)), strict=True):
        signals = measure(view)
        found.append(
            _BankedDossier(
                kind, str(d.declared["企业名称"]), str(d.declared["推荐类别"]), str(d.declared["推荐单位"]),
                vector(signals), hand_of(signals), view.name, view.mobile,
            )
        )  # fmt: skip
    return found


def hand_of(signals: Iterable[Signal]) -> Mapping[str, float]:
    """Return what one hand leaves in the endings, as the parts of a score say it."""
    told: dict[str, float] = {}
    for signal in signals:
        for facts in signal.facts.values():
            told |= facts.get("hand", {})
    return told
