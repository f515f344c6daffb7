"""Clients made up for tests: honest strengths, people whom nobody shares, unless a test says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from verify.credibility.agencies.model import CallTally, Client, People
from verify.credibility.agencies.people import encode
from verify.credibility.vector import COLUMNS

FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
GIVEN = [
    a + b
    for a in "建国志明玉春海文德秀永立新庆丽晓云凤学成"
    for b in "军华平芳杰梅峰英强霞宁波涛敏辉兰坤琴松燕"
]
NAMES = (
    "松江纸业",
    "北岸机械",
    "南岸乳业",
    "东林医院",
    "西岭滑雪",
    "岭下银行",
    "河口供热",
    "湖畔宾馆",
    "坡上种业",
)


def roster(rng: np.random.Generator, rows: int = 80) -> list[tuple[str, int]]:
    """Draw people: (name, mobile)."""
    names = [str(rng.choice(list(FAMILY))) + str(rng.choice(GIVEN)) for _ in range(rows)]
    return [
        (name, int(n)) for name, n in zip(names, 13_000_000_000 + rng.integers(0, 10**9, rows), strict=True)
    ]


def round_of(
    rosters: Sequence[Sequence[tuple[str, int]]],
    agencies: Sequence[str],
    seed: int = 0,
    category: str = "产品类",
) -> list[Client]:
    """Return a round: one dossier per roster, strengths as exact nulls give them."""
    rng = np.random.default_rng([seed, 99])
    people = encode(
        [np.array([name for name, _ in some], object) for some in rosters],
        [np.array([number for _, number in some], np.int64) for some in rosters],
    )
    return [
        client(
            f"D{at:02d}",
            agency,
            NAMES[at % len(NAMES)] + "一二三四五六七八九"[at // len(NAMES)],
            who,
            rng,
            category,
        )
        for at, (agency, who) in enumerate(zip(agencies, people, strict=True))
    ]


def client(
    id: str, agency: str, applicant: str, who: People, rng: np.random.Generator, category: str = "产品类"
) -> Client:
    """One dossier."""
    strengths = {name: float(-np.log10(rng.random())) for name in COLUMNS}
    return Client(
        id, agency, applicant + "有限公司", category, "", who.size, 0, 0, strengths, 0.5, who, CallTally()
    )


def stronger(
    clients: Sequence[Client], agency: str, by: float, component: str = "SG02.chain"
) -> list[Client]:
    """Add to the strength of a component in every dossier of an agency."""
    return [
        replace(c, strengths={**c.strengths, component: c.strengths[component] + by})
        if c.agency == agency
        else c
        for c in clients
    ]
