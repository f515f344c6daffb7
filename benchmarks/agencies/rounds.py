"""Rounds as they come: some agencies with one kind of client, one town, sister companies, one big employer's people.

Written from what an association sees, not from what is tested: nothing of verify/credibility is read here but the nouns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.agencies.bank import Banked, full_name
from verify.credibility.agencies.model import CallTally, Client, People

SHARED_PHONE = (
    0.05,
    0.6,
)  # of people met in two rosters, so many stand under a relative's name in one: least, most
FORGED_LEAST = 20  # rows of a roster over which staff or names are spread
BRANDS = ("隆泰", "北盛", "金源", "华禾", "瑞丰", "天佑")
_OTHERS = 20_000_000_000  # numbers of people who are drawn here
OTHER_PHONE = 0.1  # and so many with another number


@dataclass(frozen=True, slots=True)
class MadeRound:
    """A round: its dossiers, and what is peculiar about which agency."""

    clients: list[Client]
    peculiar: dict[str, str]


def honest(bank: Sequence[Banked], rng: np.random.Generator) -> MadeRound:
    """Draw an honest round: 24 to 64 dossiers of 4 to 9 agencies, most of them peculiar in some way."""
    kinds = sorted({item.kind for item in bank})
    count = int(rng.integers(24, 65))
    agencies = int(rng.integers(4, 10))
    shares = rng.dirichlet(np.full(agencies, 1.5))
    sizes = np.maximum(1, np.round(shares * count)).astype(int)
    free = rng.permutation(len(bank))
    by_kind = {kind: [int(at) for at in free if bank[at].kind == kind] for kind in kinds}
    clients: list[Client] = []
    peculiar: dict[str, str] = {}
    for number, size in enumerate(sizes):
        name = f"机构{number}"
        wanted, what = _wanted(kinds, int(size), rng)
        own = [bank[by_kind[kind].pop()].client for kind in wanted if by_kind[kind]]
        own, more = _related(own, bank, rng)
        own = [replace(client, agency=name) for client in own]
        clients += [_called(client, kind, rng) for client, kind in zip(own, wanted, strict=False)]
        peculiar[name] = " ".join((what, more)).strip()
    return MadeRound(clients, peculiar)


def _wanted(kinds: Sequence[str], size: int, rng: np.random.Generator) -> tuple[list[str], str]:
    """An agency has any clients, mostly a few kinds, or one kind only."""
    way = rng.random()
    if way < 0.35:
        return [str(k) for k in rng.choice(kinds, size)], ""
    few = rng.choice(kinds, 1 if way < 0.65 else 3, replace=False)
    return [str(k) for k in rng.choice(few, size)], "one kind" if len(few) == 1 else "few kinds"


def _related(own: list[Client], bank: Sequence[Banked], rng: np.random.Generator) -> tuple[list[Client], str]:
    """People whom several of an agency's rosters have: a town's, a group's customers, a big employer's."""
    way, families = rng.random(), 1 - (1 - float(rng.uniform(*SHARED_PHONE))) ** 0.5
    if len(own) < 2 or way < 0.35:
        return own, ""
    if way < 0.6:  # all clients in one town, whose households are everybody's customers
        households = int(rng.integers(4_000, 60_000))
        town = _crowd(bank, households, rng)
        where = own[0].recommender
        return [
            replace(_with(c, town, 1.0, families, rng), recommender=where) for c in own
        ], f"town of {households}"
    if way < 0.8:  # a group: sister companies ask the customers whom they share
        sisters = int(rng.integers(2, min(4, len(own)) + 1))
        listed = _crowd(bank, int(rng.integers(150, 500)), rng)
        share = float(rng.uniform(0.2, 0.7))
        brand = str(rng.choice(BRANDS))
        out = [
            replace(_with(c, listed, share, families, rng), applicant=brand + c.applicant)
            if at < sisters
            else c
            for at, c in enumerate(own)
        ]
        return out, f"{sisters} sisters"
    staff = _crowd(
        bank, int(rng.integers(300, 1_500)), rng
    )  # a big employer's people buy from several of them
    some = int(rng.integers(2, min(5, len(own)) + 1))
    return [
        _with(c, staff, 0.1, families, rng) if at < some else c for at, c in enumerate(own)
    ], "one employer"


def _crowd(bank: Sequence[Banked], size: int, rng: np.random.Generator) -> People:
    """So many people with a mobile: surnames and given names out of everybody's rosters, numbers that nobody else has."""
    chosen = [bank[int(at)].client.people for at in rng.choice(len(bank), min(len(bank), 200), replace=False)]
    there = np.concatenate([p.full for p in chosen]) >= 0
    family, given = (np.concatenate([getattr(p, key) for p in chosen])[there] for key in ("family", "given"))
    family, given = rng.choice(family, size), rng.choice(given, size)
    return People(_OTHERS + rng.integers(0, 10**9, size), full_name(family, given), family, given)


def _with(client: Client, crowd: People, share: float, families: float, rng: np.random.Generator) -> Client:
    """The client, with so many of its respondents out of a crowd; ``families``: who is there under a relative's name."""
    people = client.people
    count = min(round(share * people.size), crowd.size)
    rows = rng.choice(people.size, count, replace=False)
    who = rng.choice(crowd.size, count, replace=False)
    columns = {key: getattr(people, key).copy() for key in ("number", "full", "family", "given")}
    for key, column in columns.items():
        column[rows] = getattr(crowd, key)[who]
    relative = rows[rng.random(count) < families]
    for key in ("full", "family", "given"):  # a relative: the name that stood there before
        columns[key][relative] = getattr(people, key)[relative]
    other = rows[rng.random(count) < OTHER_PHONE]
    columns["number"][other] = people.number[other]
    return replace(client, people=People(**columns))


def _called(client: Client, kind: str, rng: np.random.Generator) -> Client:
    """Honest callbacks: some forget, online respondents more often; some rosters carry old numbers."""
    drawn = int(rng.integers(15, 40))
    forget = float(rng.beta(1.0, 60.0)) + (
        0.03 if kind in ("online_link", "app_blast", "wechat_group") else 0
    )
    dead, silent = float(rng.uniform(0.02, 0.2)), float(rng.uniform(0.1, 0.4))
    denied, gone, quiet, said = rng.multinomial(
        drawn, (forget * (1 - dead - silent), dead, silent, (1 - forget) * (1 - dead - silent))
    )
    return replace(client, calls=CallTally(int(said), int(denied), int(gone), int(quiet)))


def _unused(made: MadeRound, bank: Sequence[Banked], rng: np.random.Generator, count: int) -> list[Client]:
    """So many honest dossiers that nobody in the round has, of FORGED_LEAST rows or more."""
    there = {client.id for client in made.clients}
    longer = (item.client for item in bank if item.client.rows >= FORGED_LEAST)
    free = [client for client in longer if client.id not in there]
    return [free[int(at)] for at in rng.choice(len(free), count, replace=False)]


def typed(
    made: MadeRound, forged: Sequence[Banked], rng: np.random.Generator, dossiers: int = 8
) -> MadeRound:
    """Add an agency that typed part of each of its dossiers; nobody was called yet."""
    chosen = rng.choice(len(forged), dossiers, replace=False)
    own = [replace(forged[int(at)].client, agency="打字机构") for at in chosen]
    return MadeRound([*made.clients, *own], {**made.peculiar, "打字机构": "typed"})


def staffed(
    made: MadeRound, bank: Sequence[Banked], rng: np.random.Generator, way: str, dossiers: int = 6
) -> MadeRound:
    """Add an agency that spread fifteen staff numbers over its dossiers.

    ``way``: twice (each number in two dossiers, under other names), thrice (each in three, the same names), half
    (every dossier takes seven or eight of them, the same names), all (all of them in all dossiers, the same names).
    """
    own = _unused(made, bank, rng, dossiers)
    staff = _crowd(bank, 15, rng)
    takes: list[list[int]] = [[] for _ in own]
    if way in ("twice", "thrice"):
        for person in range(15):
            for at in rng.choice(dossiers, 2 if way == "twice" else 3, replace=False):
                takes[int(at)].append(person)
    else:
        takes = [rng.permutation(15)[: 15 if way == "all" else int(rng.integers(7, 9))].tolist() for _ in own]
    out = []
    for client, who in zip(own, takes, strict=True):
        people = client.people
        rows = rng.choice(people.size, len(who), replace=False)
        columns = {key: getattr(people, key).copy() for key in ("number", "full", "family", "given")}
        for key in ("number",) if way == "twice" else tuple(columns):
            columns[key][rows] = getattr(staff, key)[who]
        out.append(replace(client, agency="员工机构", people=People(**columns)))
    return MadeRound([*made.clients, *out], {**made.peculiar, "员工机构": "staff"})


def listed(made: MadeRound, bank: Sequence[Banked], rng: np.random.Generator, dossiers: int = 6) -> MadeRound:
    """Add an agency that fills three tenths of each roster from one list of 80 names, with new numbers."""
    own = _unused(made, bank, rng, dossiers)
    names = _crowd(bank, 80, rng)
    out = []
    for client in own:
        people = client.people
        count = min(round(0.3 * people.size), 80)
        rows, who = rng.choice(people.size, count, replace=False), rng.choice(80, count, replace=False)
        columns = {key: getattr(people, key).copy() for key in ("number", "full", "family", "given")}
        for key in ("full", "family", "given"):
            columns[key][rows] = getattr(names, key)[who]
        out.append(replace(client, agency="名单机构", people=People(**columns)))
    return MadeRound([*made.clients, *out], {**made.peculiar, "名单机构": "names"})
