"""Every agency of a round beside the others: what its dossiers show together, and who stands out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from verify.credibility.agencies import kinds, pooled, shared
from verify.credibility.agencies.intervals import exact
from verify.credibility.agencies.model import FEWEST, Agency, AgencyComparison, AgencyLook, AgencyRate, Client
from verify.credibility.chance import binomial_upper
from verify.credibility.components import DIFFUSE, SPARSE, TYPED
from verify.credibility.discovery import RATE

# What is pooled: each component, typed digits by both ways of seeing them, and the comparison with the reference.
JOINED, WHOLE = "SG02", "ALL"
POOLED = (*DIFFUSE, *SPARSE, JOINED, WHOLE)
# Most of the chance that the pooled components share goes to typed digits, because whoever fills rosters at a desk types
# numbers: as much to the chain alone, which scattered rows leave, as to chain and window together, which blocks of rows leave.
_DIGITS = (TYPED[0], JOINED)
_OF_DIGITS, _EACH = 0.4, 0.2 / (len(POOLED) - len(_DIGITS))
# The nulls of typed digits are exact for every honest roster (its own digits shuffled, its own rows in random order), so
# a kind of client cannot explain them; that other agencies' like dossiers show less is asked for at this level only.
_BESIDE = 0.05
# One hand's digits are added up, so that little in every dossier is much; asked more sharply whether others show it, too:
# were all numbers of a market short of repeated digits, no agency would be charged with it.
_HAND_BESIDE, _CHAIN_WEIGHT = 0.02, 2.0
# How an agency's chance of being named by mistake is dealt out; what cannot be looked at leaves its share unused.
SHARES = {
    "hand": 0.25, "pooled": 0.25, "number": 0.0625, "staff": 0.0625, "person": 0.125, "name": 0.125, "denied": 0.125,
}  # fmt: skip
FORGOTTEN = 0.05  # of the people who answer, so many at most say wrongly that they were not asked
ANSWERS = 3  # of a dossier's rows, from which on its denials are compared
_LEGAL = ("公司", "中心", "事务所", "研究院", "研究所", "协会", "学会")  # what full names end with
RATES = ("fail", "warn", "confirmed", "denied", "dead", "silent")


def compare(clients: Sequence[Client], rate: float = RATE, *, rates: bool = True) -> AgencyComparison:
    """Return what every agency's dossiers show together.

    An agency is named where its p-value is small by Benjamini and Hochberg (1995) over all agencies that could be
    looked at, at ``rate``. ``rates``: work out the table beside the others, too. The same round gives the same answer in
    any order of its dossiers.
    """
    clients = sorted(clients, key=lambda client: client.id)
    keys = [kinds.key(client.agency) for client in clients]
    known = [client for client, key in zip(clients, keys, strict=True) if key]
    codes = np.unique([key for key in keys if key], return_inverse=True)[1] if known else np.zeros(0, int)
    background = shared.usual(known, codes) if known else 0.0
    every = range(int(codes.max(initial=-1)) + 1)
    agencies = [_agency(known, codes == code, background, rates) for code in every]
    without = tuple(client.id for client, key in zip(clients, keys, strict=True) if not key)
    strange = sum(not client.category for client in known)
    return AgencyComparison(_named(agencies, rate), rate, without, strange)


def _agency(clients: Sequence[Client], mine: np.ndarray, background: float, rates: bool) -> Agency:
    own = [clients[at] for at in np.flatnonzero(mine).tolist()]
    spellings = Counter(kinds.unsealed(client.agency) for client in own)
    ordered = tuple(sorted(spellings, key=lambda name: (-spellings[name], *_plainness(name))))
    applicants = len({kinds.key(client.applicant) or client.id for client in own})
    looks: list[AgencyLook] = []
    if applicants >= FEWEST and not mine.all():
        looks += _hand(clients, mine)
        looks += _pooled(clients, mine)
        looks += shared.looks(own, background)
        looks += _denied(clients, mine)
    looks.sort(key=lambda look: (look.p_value / SHARES[look.name], look.name, look.component))
    p = min((look.p_value / SHARES[look.name] for look in looks), default=1.0)
    state = "few" if applicants < FEWEST else "alone" if mine.all() else "calm"
    return Agency(
        ordered[0], ordered, tuple(client.id for client in own), applicants, sum(c.rows for c in own),
        _rates(clients, mine) if rates else (), tuple(looks),
        min(1.0, p) if state == "calm" else None, state,
    )  # fmt: skip


def _plainness(name: str) -> tuple[bool, bool, str]:
    """Order of spellings that are equally frequent: without blanks first, then with the legal form in full."""
    return " " in name, not name.endswith(_LEGAL), name


def _strength(client: Client, component: str) -> float:
    """A dossier's strength in what is pooled; NaN where it could not be tested."""
    if component == WHOLE:
        return np.nan if client.p_value is None else float(-np.log10(client.p_value))
    if component == JOINED:
        both = [client.strengths.get(name, np.nan) for name in TYPED]
        return pooled.joined(both) if np.isfinite(both).all() else np.nan
    return client.strengths.get(component, np.nan)


def _pooled(clients: Sequence[Client], mine: np.ndarray) -> list[AgencyLook]:
    """The looks at components: each paid for by Bonferroni over all of them, then held against like dossiers.

    Two questions, and the larger p-value counts. Do the agency's dossiers show more than any honest roster may by its
    null? And more than those of other agencies' clients of the same kind? What a kind of client brings along by itself
    fails the second. Of typed digits the second is asked at _BESIDE, and below it the first p-value stands; for the
    others a dossier whose kind nobody knows does not count: a clan's names, dates by plan or one shop's numbers may be what
    all clients of that kind have.
    """
    looks = []
    strange = kinds.unknown(clients, mine)
    for component in POOLED:
        values = np.array([_strength(client, component) for client in clients])
        there = np.isfinite(values)
        if component not in _DIGITS:
            there &= ~(mine & strange)
        own = values[mine & there]
        if len(own) < FEWEST:
            continue
        p = min(1.0, pooled.together(own) / (_OF_DIGITS if component in _DIGITS else _EACH))
        capped, chosen = np.minimum(values[there], pooled.CAP), mine[there]
        if p <= 0.2 and chosen.all():
            p = 1.0  # nobody else's could be tested: nothing to compare with
        elif p <= 0.2:
            like = kinds.strata([c for c, at in zip(clients, there, strict=True) if at], chosen)
            others = pooled.beside(capped, np.ones(len(capped)), chosen, like)
            p = p if component in _DIGITS and others <= _BESIDE else max(p, others)
        rest = pooled.without_top(own)
        seen = tuple(
            client.id
            for client, value, at in zip(clients, values, mine & there, strict=True)
            if at and value > 1
        )
        theirs = pooled.without_top(capped[~chosen])
        looks.append(
            AgencyLook("pooled", p, round(float(rest.mean()), 2), round(pooled.usual(len(own)), 2), seen, component,
                 round(float(theirs.mean()), 2) if len(theirs) else None, {"tested": len(own)})
        )  # fmt: skip
    return looks


def _distance(client: Client) -> float:
    """How far a dossier's endings look made up, in standard errors; NaN where they say nothing."""
    chain, near = client.hand.get("chain", np.nan), client.hand.get("near")
    return chain if near is None else (_CHAIN_WEIGHT * chain + near) / float(np.hypot(_CHAIN_WEIGHT, 1))


def _hand(clients: Sequence[Client], mine: np.ndarray) -> list[AgencyLook]:
    """The look at one hand's digits, added up over the agency's dossiers as if they were one roster."""
    values = np.array([_distance(client) for client in clients])
    there = np.isfinite(values)
    own = np.flatnonzero(mine & there)
    if len(own) < FEWEST or not (there & ~mine).any():
        return []
    capped = np.minimum(values[there], pooled.HIGHEST)
    weights = np.sqrt([client.hand.get("rows", 0) for client in clients])
    p, far = pooled.hands(values[own], weights[own])
    if p <= 0.2:
        like = kinds.strata([c for c, at in zip(clients, there, strict=True) if at], mine[there])
        others = pooled.beside(capped, weights[there], mine[there], like)
        p = p if others <= _HAND_BESIDE else max(p, others)
    terms = np.minimum(values[own], pooled.HIGHEST) * weights[own]
    rest = [clients[at] for at in np.delete(own, int(np.argmax(terms))).tolist()]
    counted = ("rows", "same", "same_usual", "step", "step_usual")
    sums: dict[str, float] = {key: round(sum(c.hand[key] for c in rest)) for key in counted}
    near = [c.hand["near"] for c in rest if "near" in c.hand]
    sums["near"] = round(sum(near) / max(len(near), 1), 2)
    seen = tuple(clients[at].id for at in own.tolist() if values[at] > 1)
    beside = round(float(capped[~mine[there]].mean()), 2)
    return [AgencyLook("hand", p, round(far, 1), 1.6, seen, "", beside, {**sums, "tested": len(own)})]


def _denied(clients: Sequence[Client], mine: np.ndarray) -> list[AgencyLook]:
    """The look at who says that they were not asked: more than forget it, and more than with like clients of others."""
    answered = np.array([c.calls.confirmed + c.calls.denied for c in clients])
    there = answered >= ANSWERS
    own = mine & there
    if own.sum() < FEWEST or not (there & ~mine).any():
        return []
    denied = np.array([c.calls.denied for c in clients])
    share = denied / np.maximum(answered, 1)
    kept = np.flatnonzero(own)
    kept = kept[kept != kept[int(np.argmax(share[kept]))]]
    count, of = int(denied[kept].sum()), int(answered[kept].sum())
    p = binomial_upper(count, of, FORGOTTEN).p_value
    if p <= 0.2:
        like = kinds.strata([c for c, at in zip(clients, there, strict=True) if at], mine[there])
        p = max(p, pooled.beside(share[there], answered[there], mine[there], like))
    rest = there & ~mine
    seen = tuple(clients[at].id for at in np.flatnonzero(own).tolist() if denied[at])
    others = round(float(denied[rest].sum() / answered[rest].sum()), 3)
    usual = round(FORGOTTEN * of, 2)
    return [
        AgencyLook("denied", p, count, usual, seen, "", others, {"answered": of, "tested": int(own.sum())})
    ]


def _rates(clients: Sequence[Client], mine: np.ndarray) -> tuple[AgencyRate, ...]:
    """Shares beside those of all other agencies' dossiers. Rows: of findings; rows whose calls ended: of calls."""
    found = []
    for name in RATES:
        pairs = []
        for chosen in (mine, ~mine):
            some = [client for client, at in zip(clients, chosen, strict=True) if at]
            if name in ("fail", "warn"):
                pairs.append((sum(getattr(c, name) for c in some), sum(c.rows for c in some)))
            else:
                pairs.append((sum(getattr(c.calls, name) for c in some), sum(c.calls.ended for c in some)))
        (count, of), (others, others_of) = pairs
        found.append(
            AgencyRate(name, count, of, *exact(count, of), others, others_of, *exact(others, others_of))
        )
    return tuple(found)


def _named(agencies: Sequence[Agency], rate: float) -> tuple[Agency, ...]:
    """Benjamini and Hochberg over the agencies that were looked at; those that stand out first."""
    ranked = sorted(a.p_value for a in agencies if a.p_value is not None)
    below = [p for k, p in enumerate(ranked, 1) if p <= k * rate / len(ranked)]
    most = max(below, default=-1.0)
    out = [
        replace(a, state="named", seen=tuple(k for k in a.looks if k.p_value / SHARES[k.name] <= most))
        if a.p_value is not None and a.p_value <= most
        else a
        for a in agencies
    ]
    order = ("named", "calm", "alone", "few")
    return tuple(sorted(out, key=lambda a: (order.index(a.state), a.p_value or 0.0, -a.rows, a.name)))
