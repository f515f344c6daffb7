"""People, numbers and names that come back in an agency's other dossiers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from verify.credibility.agencies import kinds
from verify.credibility.agencies.model import FEWEST, AgencyLook, Client, People
from verify.credibility.chance import poisson_upper

# Numbers under other names that two unlike, two like dossiers have in common by chance, at most, and once for all; and
# for every number that several have under the same name, so many under a relative's (two of three parents and children).
APART, LIKE, ONCE, RELATIVES = 0.02, 0.05, 0.5, 2.0
_REST = 0.05
# People who are customers of three, for every three clients.
THRICE = 0.05
# And as many times so many as the people met twice tell of their town: some households are everybody's customers.
TOWN, _LARGEST = 1.5, 1e9
# Namesakes beyond what surnames and given names make by chance, per row of the shorter roster: customers of both who
# gave another number.
NAMES_APART, NAMES_LIKE, MARGIN = 0.002, 0.02, 1.25
# Two rosters of which so many rows (geometric mean) are the same people have their customers in common, and count as
# one client: of one house, of one trade, of any.
CLOSED_HOUSE, CLOSED_TRADE, CLOSED, SEVERAL = 0.08, 0.2, 0.4, 3
SAMPLE = 400  # dossiers by which is judged what is usual in a round
MOST_IN_A_PAIR = 3  # what one pair of other agencies' dossiers counts for in what is usual in the round


@dataclass(frozen=True, slots=True)
class Overlap:
    """Who shares what in a round, by dossier (rows and columns as the round has its dossiers).

    ``holds``: dossiers x numbers that stand in several; ``known``: dossiers x people (number and name) that do;
    ``number``: which number each of these people has.
    """

    holds: np.ndarray
    known: np.ndarray
    number: np.ndarray

    @property
    def differing(self) -> np.ndarray:
        """Numbers that each two dossiers have under other names: (dossiers, dossiers)."""
        both = self.holds.astype(np.int32)
        return np.asarray(both @ both.T - self.agreeing)

    @property
    def agreeing(self) -> np.ndarray:
        """People that each two dossiers have in common: (dossiers, dossiers)."""
        both = self.known.astype(np.int32)
        return np.asarray(both @ both.T)


def sharing(people: Sequence[People]) -> Overlap:
    """Return who shares what. Rows without a mobile or without a name say nothing."""
    number, full = (np.concatenate([getattr(p, key) for p in people]) for key in ("number", "full"))
    owner = np.repeat(np.arange(len(people)), [p.size for p in people])
    there = (number > 0) & (full >= 0)
    number, full, owner = number[there], full[there], owner[there]
    holds, numbers = _incidence(number, owner, len(people))
    several = np.isin(number, numbers)
    number, full, owner = number[several], full[several], owner[several]
    frame = pd.DataFrame({"number": number, "full": full})
    who = frame.groupby(["number", "full"], sort=True).ngroup().to_numpy()
    known, chosen = _incidence(who, owner, len(people))
    of = frame["number"].to_numpy()[np.unique(who, return_index=True)[1]]
    return Overlap(holds, known, np.searchsorted(numbers, of[chosen]))


def _incidence(key: np.ndarray, owner: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (dossiers x keys that stand in several of them, those keys)."""
    keys, code = np.unique(key, return_inverse=True)
    table = np.zeros((count, len(keys)), bool)
    table[owner, np.ravel(code)] = True
    several = table.sum(0) > 1
    return table[:, several], keys[several]


@dataclass(frozen=True, slots=True)
class Pairs:
    """An agency's clients: which dossiers are one client's, and which clients are alike (clients x clients)."""

    group: np.ndarray
    like: np.ndarray

    def allowed(self, keep: np.ndarray, apart: float, like: float) -> float:
        """Sum of what is allowed over the pairs of some clients."""
        inside = np.triu(self.like[np.ix_(keep, keep)], 1)
        pairs = int(keep.sum()) * (int(keep.sum()) - 1) // 2
        return float(like * inside.sum() + apart * (pairs - inside.sum()))


def pairs_of(clients: Sequence[Client], found: Overlap) -> Pairs:
    """Join dossiers of one applicant, and those whose people are mostly the same: sister companies, one dealers' list."""
    count = len(clients)
    group = np.arange(count)
    like = np.zeros((count, count), bool)
    agreeing, differing = found.agreeing, found.differing
    for i in range(count):
        for j in range(i):
            like[i, j] = like[j, i] = kinds.alike(clients[i], clients[j])
            rows = (clients[i].people.size * clients[j].people.size) ** 0.5
            share = CLOSED_TRADE if kinds.one_trade(clients[i], clients[j]) else CLOSED
            share = CLOSED_HOUSE if kinds.one_house(clients[i], clients[j]) else share
            closed = agreeing[i, j] >= max(SEVERAL, share * rows) and agreeing[i, j] >= differing[i, j]
            if closed or _one_applicant(clients[i], clients[j]):
                group[group == group[i]] = group[j]
    names, codes = np.unique(group, return_inverse=True)
    joined = np.zeros((len(names), len(names)), bool)
    for i, j in np.argwhere(like):
        joined[codes[i], codes[j]] = True
    return Pairs(np.ravel(codes), joined)


def _one_applicant(one: Client, other: Client) -> bool:
    return bool(one.applicant) and kinds.key(one.applicant) == kinds.key(other.applicant)


def looks(clients: Sequence[Client], background: float) -> list[AgencyLook]:
    """Return the four looks at what comes back; none where there are fewer than FEWEST clients.

    ``background``: numbers under other names that a pair of dossiers of two agencies has in this round; counts where it
    is more than APART and LIKE. What one client alone brings in does not count.
    """
    found = sharing([client.people for client in clients])
    pairs = pairs_of(clients, found)
    if len(pairs.like) < FEWEST:
        return []
    held, known = (_by_client(table, pairs.group) for table in (found.holds, found.known))
    names = _names(clients, pairs, found)
    return [
        _numbers(clients, pairs, held, known, found.number, background),
        _thrice(clients, pairs, held, known, found.number, background),
        _people(clients, pairs, known),
        names,
    ]


def _numbers(
    clients: Sequence[Client],
    pairs: Pairs,
    held: np.ndarray,
    known: np.ndarray,
    number: np.ndarray,
    background: float,
) -> AgencyLook:
    """Numbers that stand for other people in other rosters.

    Null: Poisson; families under one number are as frequent as the roster's own agreeing numbers make them likely. Without
    the client that has most of them (a column of names that slipped) the rest must be more than usual, too, at _REST.
    """

    def tested(left: int) -> tuple[np.ndarray, float, float]:
        """Without a client (-1: none): which numbers are in two of the others under no common name, usual, p-value."""
        keep = np.arange(len(held)) != left
        several, same = held[keep].sum(0), known[keep].sum(0)
        agreeing = np.zeros(held.shape[1])
        np.add.at(agreeing, number, same * (same - 1) // 2)
        other = several * (several - 1) // 2 > agreeing
        mean = ONCE + pairs.allowed(keep, max(APART, background), max(LIKE, background))
        mean += RELATIVES * int(((several > 1) & ~other).sum())
        return other, mean, poisson_upper(int(other.sum()), mean).p_value

    return _but_one("number", tested, clients, pairs, held)


def _thrice(
    clients: Sequence[Client],
    pairs: Pairs,
    held: np.ndarray,
    known: np.ndarray,
    number: np.ndarray,
    background: float,
) -> AgencyLook:
    """Numbers that stand for three people or more in as many clients' rosters, no two of them alike.

    A family's number stands for two in two rosters now and then; of three rosters two have the same of them more often than
    not. Null: Poisson, THRICE (and the round's background) for every three clients, and RELATIVES for every number in
    three rosters that has a name twice. Without the client that has most the rest must be more than usual, too, at _REST.
    """

    def tested(left: int) -> tuple[np.ndarray, float, float]:
        keep = np.arange(len(held)) != left
        several, same = held[keep].sum(0), known[keep].sum(0)
        agreeing = np.zeros(held.shape[1])
        np.add.at(agreeing, number, same * (same - 1) // 2)
        other = (several >= FEWEST) & (agreeing == 0)
        count = int(keep.sum())
        mean = ONCE + (THRICE + background) * (count * (count - 1) * (count - 2) // 6)
        mean += RELATIVES * int(((several >= FEWEST) & ~other).sum())
        return other, mean, poisson_upper(int(other.sum()), mean).p_value

    return _but_one("staff", tested, clients, pairs, held)


def _but_one(
    name: str,
    tested: Callable[[int], tuple[np.ndarray, float, float]],
    clients: Sequence[Client],
    pairs: Pairs,
    held: np.ndarray,
) -> AgencyLook:
    """A look at numbers; without the client that has most of them the rest must be more than usual, too, at _REST."""
    other, mean, p = tested(-1)
    rest = min((tested(at) for at in range(len(held))), key=lambda found: int(found[0].sum()))
    look = _look(name, int(other.sum()), mean, clients, pairs, np.asarray(held[:, other].any(1)))
    facts = {**look.facts, "rest": int(rest[0].sum())}
    return replace(look, facts=facts, p_value=p if rest[2] <= _REST else max(p, rest[2]))


def _people(clients: Sequence[Client], pairs: Pairs, known: np.ndarray) -> AgencyLook:
    """People in three clients' rosters or more, of whom two are left without the client that has most of them."""
    thrice = known.sum(0) >= FEWEST
    left = [int((thrice & (np.delete(known, at, 0).sum(0) > 1)).sum()) for at in range(len(known))]
    hit = thrice & (np.delete(known, int(np.argmin(left)), 0).sum(0) > 1)
    count = len(known)
    sizes = np.bincount(pairs.group, weights=[client.people.size for client in clients])
    usual = max(THRICE * (count * (count - 1) * (count - 2) // 6), TOWN * _thrice_by_chance(known, sizes))
    mean = ONCE + usual
    return _look("person", int(hit.sum()), mean, clients, pairs, np.asarray(known[:, hit].any(1)))


def _thrice_by_chance(known: np.ndarray, sizes: np.ndarray) -> float:
    """How many people stand in three rosters or more where all are drawn from one town, as large as those in two say.

    How many different people stand in two or more tells how many there are to draw from; a few people put into every
    roster are hardly any, and tell of a large town, in which next to nobody is met three times.
    """
    twice = int((known.sum(0) > 1).sum())
    if not twice:
        return 0.0
    low, high = float(sizes.max()) + 1, _LARGEST
    for _ in range(60):
        town = (low * high) ** 0.5
        if town * _met(sizes / town)[0] > twice:
            low = town
        else:
            high = town
    return float(low * _met(sizes / low)[1])


def _met(share: np.ndarray) -> tuple[float, float]:
    """Chance that somebody stands in two rosters or more, and in three or more; ``share``: of the town in each roster."""
    chance = np.ones(1)
    for each in share.tolist():
        chance = np.convolve(chance, (1 - each, each))
    return float(chance[2:].sum()), float(chance[3:].sum())


def _look(
    name: str, count: int, mean: float, clients: Sequence[Client], pairs: Pairs, where: np.ndarray
) -> AgencyLook:
    ids = tuple(c.id for c, group in zip(clients, pairs.group, strict=True) if where[group])
    tail = poisson_upper(count, mean)
    return AgencyLook(name, tail.p_value, count, mean, ids, facts={"clients": int(where.sum())})


def _names(clients: Sequence[Client], pairs: Pairs, found: Overlap) -> AgencyLook:
    """Equal full names under different numbers, against what surnames and given names make by themselves.

    Null, for each two rosters: given names meet surnames at random within each of them, so that two equal given names
    are one full name as often as two surnames agree; times MARGIN, plus an allowance by the shorter roster.
    """
    tables = [_table([c.people for c in clients], key) for key in ("full", "given", "family")]
    full, given, family = tables
    sizes = np.maximum(family.sum(1), 1)
    agree = (family / sizes[:, None]) @ (family / sizes[:, None]).T
    seen = full @ full.T - found.agreeing
    expected = MARGIN * (given @ given.T) * agree
    across = np.triu(pairs.group[:, None] != pairs.group[None, :], 1)
    shorter = np.minimum(sizes[:, None], sizes[None, :])
    like = pairs.like[pairs.group][:, pairs.group]
    expected = expected + np.where(like, NAMES_LIKE, NAMES_APART) * shorter
    beyond = [
        float(((seen - expected) * across)[(pairs.group == g), :].sum())
        + float(((seen - expected) * across)[:, (pairs.group == g)].sum())
        for g in range(len(pairs.like))
    ]
    keep = pairs.group != int(np.argmax(beyond))
    inside = across & keep[:, None] & keep[None, :]
    count, mean = int(np.maximum(seen, 0)[inside].sum()), float(ONCE + expected[inside].sum())
    at = np.flatnonzero(((seen > expected) & (inside | inside.T)).any(1)).tolist()
    return AgencyLook("name", poisson_upper(count, mean).p_value, count, mean, tuple(clients[i].id for i in at),
                facts={"clients": len(set(pairs.group[at].tolist()))})  # fmt: skip


def _table(people: Sequence[People], key: str) -> np.ndarray:
    """Dossiers x codes: how many different full names of each dossier have this name, surname or given name."""
    full, code = (np.concatenate([getattr(p, name) for p in people]) for name in ("full", key))
    owner = np.repeat(np.arange(len(people)), [p.size for p in people])
    there = full >= 0
    _, first = np.unique(owner[there] * (int(full.max(initial=0)) + 1) + full[there], return_index=True)
    owner, code = owner[there][first], code[there][first]
    distinct, codes = np.unique(code, return_inverse=True)
    table = np.zeros((len(people), len(distinct)))
    np.add.at(table, (owner, np.ravel(codes)), 1)
    return table


def _by_client(table: np.ndarray, group: np.ndarray) -> np.ndarray:
    out = np.zeros((int(group.max()) + 1, table.shape[1]), bool)
    np.logical_or.at(out, group, table)
    return out


def usual(clients: Sequence[Client], agency: np.ndarray) -> float:
    """Return how many numbers two dossiers of different agencies have under other names, on average.

    ``agency``: a number per dossier, equal where the agency is. Of a round of more than SAMPLE dossiers so many, evenly
    spaced, are looked at.
    """
    chosen = np.unique(np.linspace(0, len(clients) - 1, min(len(clients), SAMPLE)).astype(int))
    found, agency = sharing([clients[int(at)].people for at in chosen]), agency[chosen]
    across = np.triu(agency[:, None] != agency[None, :], 1)
    return float(np.minimum(found.differing, MOST_IN_A_PAIR)[across].sum() / max(int(across.sum()), 1))
