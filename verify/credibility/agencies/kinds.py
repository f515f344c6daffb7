"""What clients of an agency have in common by themselves: category, trade, place, one house."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from verify.credibility.agencies.model import Client
from verify.fields import company
from verify.fields.employer import related_company

_BRAND = 2  # characters that a house puts first
_SEAL = re.compile(r"[(（\[【]\s*(?:签字)?(?:加?盖(?:单位)?[公印]?章|[公印签]章)[^)）\]】]{0,4}[)）\]】]")
LIKE = 3  # dossiers of other agencies that are enough for a comparison with their own kind


@cache
def _trades() -> tuple[tuple[str, str], ...]:
    """Words in names of companies and the trade that each stands for, the longest first."""
    text = (files(__package__) / "trades.csv").read_text(encoding="utf-8-sig")
    found = [(row["word"], row["trade"]) for row in csv.DictReader(text.splitlines())]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def trade(applicant: str) -> str:
    """Return the trade that a company's name tells, "" where it tells none."""
    return next((known for word, known in _trades() if word in applicant), "")


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return the form in which names of companies, agencies and recommenders are compared."""
    return company.placed(unsealed(name))


def unsealed(name: str) -> str:
    """Return a name as it is shown: without the note on its seal, which is none of it: 某某公司（盖章）."""
    return " ".join(_SEAL.sub(" ", name).split())


def alike(one: Client, other: Client) -> bool:
    """Whether two applicants may well have customers in common: one place, one trade, one house."""
    return (
        bool(one.recommender and key(one.recommender) == key(other.recommender))
        or one_trade(one, other)
        or one_house(one, other)
    )


def one_trade(one: Client, other: Client) -> bool:
    """Whether two applicants may have the same buyers, such as dealers."""
    return bool(trade(one.applicant)) and trade(one.applicant) == trade(other.applicant)


def one_house(one: Client, other: Client) -> bool:
    """Whether two applicants may be sisters: names related, or the same two characters after their places."""
    if not one.applicant or not other.applicant:
        return False
    first, second = _own(one.applicant), _own(other.applicant)
    return (first == second and len(first) == _BRAND) or related_company(one.applicant, other.applicant)


@lru_cache(maxsize=65536)
def _own(applicant: str) -> str:
    return company.placeless(applicant)[:_BRAND]


def strata(clients: Sequence[Client], mine: np.ndarray) -> np.ndarray:
    """Return a number per dossier: dossiers of one number may be compared, because their clients are of one kind.

    The finest that the round allows: category and trade where LIKE dossiers of other agencies have both, else the
    category where LIKE have it, else all (0). What is not known is no kind: clients without a category may have their
    trade in common, and nothing else. ``mine``: which are the agency's.
    """
    fine = np.unique([f"{c.category}\t{trade(c.applicant)}" for c in clients], return_inverse=True)[1]
    coarse = np.unique([c.category for c in clients], return_inverse=True)[1]
    out = np.zeros(len(clients), np.int64)
    has_category = np.array([bool(c.category) for c in clients])
    has_trade = np.array([bool(trade(c.applicant)) for c in clients])
    for base, codes, known in ((1, coarse, has_category), (1 + len(clients), fine, has_category | has_trade)):
        enough = np.bincount(codes[~mine], minlength=len(clients)) >= LIKE
        out = np.where(enough[codes] & known, base + codes, out)
    return out


def unknown(clients: Sequence[Client], mine: np.ndarray) -> np.ndarray:
    """Return of which dossiers nobody can say whether other agencies have any of the same kind: no category, no like trade."""
    return np.asarray((strata(clients, mine) == 0) & np.array([not c.category for c in clients]))
