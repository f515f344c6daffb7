"""People, numbers and names that come back in an agency's other dossiers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from verify.credibility.agencies import kinds
from verify.credibility.agencies.model import FEWEST, AgencyLook, Client, People
from verify.credibility.chance import poisson_upper
from verify.fields import company

# Numbers or people that two dossiers of unlike, of like clients have in common by chance, at most; and once for all.
APART, LIKE, ONCE = 0.02, 0.1, 1.0
# Namesakes beyond what surnames and given names make by chance, per row of the shorter roster: customers of both who
# gave another number.
NAMES_APART, NAMES_LIKE, MARGIN = 0.002, 0.02, 1.25
# Two rosters of which so many rows are the same people have their customers in common: one client, not two.
CLOSED_LIKE, CLOSED, SEVERAL = 0.05, 0.4, 3
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
    both, who = np.unique(np.stack([number, full]), axis=1, return_inverse=True)
    known, chosen = _incidence(np.ravel(who), owner, len(people))
    return Overlap(holds, known, np.searchsorted(numbers, both[0][chosen]))


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

    def expected(self, left: int, apart: float, like: float) -> float:
        """Sum over pairs of clients but for the one left out (-1: none)."""
        keep = np.arange(len(self.like)) != left
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
            rows = min(clients[i].people.size, clients[j].people.size)
            share = CLOSED_LIKE if like[i, j] else CLOSED
            closed = agreeing[i, j] >= max(SEVERAL, share * rows) and agreeing[i, j] >= differing[i, j]
            if closed or _one_applicant(clients[i], clients[j]):
                group[group == group[i]] = group[j]
    names, codes = np.unique(group, return_inverse=True)
    joined = np.zeros((len(names), len(names)), bool)
    for i, j in np.argwhere(like):
        joined[codes[i], codes[j]] = True
    return Pairs(np.ravel(codes), joined)


def _one_applicant(one: Client, other: Client) -> bool:
    return bool(one.applicant) and company.placed(one.applicant) == company.placed(other.applicant)


def looks(clients: Sequence[Client], background: tuple[float, float]) -> list[AgencyLook]:
    """Return the three looks at what comes back; none where there are fewer than FEWEST clients.

    ``background``: numbers under other names, and people, that a pair of dossiers of two agencies has in this round;
    counts where it is more than APART. Each look leaves out the client of whom it shows most.
    """
    found = sharing([client.people for client in clients])
    pairs = pairs_of(clients, found)
    if len(pairs.like) < FEWEST:
        return []
    held, known = (_by_client(table, pairs.group) for table in (found.holds, found.known))
    apart = np.triu(~pairs.like, 1)

    def other_names(keep: np.ndarray) -> np.ndarray:
        """Numbers in several clients, in two of them under no common name."""
        mine, who = held[keep], known[keep]
        pair = np.zeros(mine.shape[1])
        np.add.at(pair, found.number, who.sum(0) * (who.sum(0) - 1) // 2)
        return np.asarray(mine.sum(0) * (mine.sum(0) - 1) // 2 > pair)

    def same_people(keep: np.ndarray) -> np.ndarray:
        """People in three clients, or in two that are not alike."""
        who = known[keep].astype(int)
        unlike = apart[np.ix_(keep, keep)].astype(int)
        return np.asarray((who.sum(0) >= 3) | (np.einsum("ik,ij,jk->k", who, unlike, who) > 0))

    looked = []
    for name, count, common in (
        ("number", other_names, background[0]),
        ("person", same_people, background[1]),
    ):
        table = held if name == "number" else known
        left = _most(table, count)
        keep = np.arange(len(held)) != left
        hit = count(keep)
        mean = ONCE + pairs.expected(left, max(APART, common), max(LIKE, common))
        tail = poisson_upper(int(hit.sum()), mean)
        where = np.flatnonzero(table[:, hit].any(1)) if hit.any() else np.zeros(0, int)
        looked.append(
            AgencyLook(name, tail.p_value, int(hit.sum()), mean, _ids(clients, pairs.group, where),
                 facts={"clients": len(where)})
        )  # fmt: skip
    looked.append(_names(clients, pairs, found))
    return looked


def _most(table: np.ndarray, count: Callable[[np.ndarray], np.ndarray]) -> int:
    """The client without whom least is left."""
    left = [int(count(np.arange(len(table)) != at).sum()) for at in range(len(table))]
    return int(np.argmin(left))


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
    _, first = np.unique(owner[there].astype(np.int64) * 10**9 + full[there], return_index=True)
    owner, code = owner[there][first], code[there][first]
    distinct, codes = np.unique(code, return_inverse=True)
    table = np.zeros((len(people), len(distinct)))
    np.add.at(table, (owner, np.ravel(codes)), 1)
    return table


def _by_client(table: np.ndarray, group: np.ndarray) -> np.ndarray:
    out = np.zeros((int(group.max()) + 1, table.shape[1]), bool)
    np.logical_or.at(out, group, table)
    return out


def _ids(clients: Sequence[Client], group: np.ndarray, where: np.ndarray) -> tuple[str, ...]:
    return tuple(c.id for c, g in zip(clients, group, strict=True) if g in where)


def usual(clients: Sequence[Client], agency: np.ndarray) -> tuple[float, float]:
    """Return (numbers under other names, people) that two dossiers of different agencies have in common, on average.

    ``agency``: a number per dossier, equal where the agency is. Of a round of more than SAMPLE dossiers so many, evenly
    spaced, are looked at.
    """
    chosen = np.unique(np.linspace(0, len(clients) - 1, min(len(clients), SAMPLE)).astype(int))
    found, agency = sharing([clients[int(at)].people for at in chosen]), agency[chosen]
    across = np.triu(agency[:, None] != agency[None, :], 1)
    pairs = max(int(across.sum()), 1)
    return (
        float(np.minimum(found.differing, MOST_IN_A_PAIR)[across].sum()) / pairs,
        float(np.minimum(found.agreeing, MOST_IN_A_PAIR)[across].sum()) / pairs,
    )
