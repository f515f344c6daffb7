"""From a review, and the calls of its round, to dossiers as the work of agencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd

from verify.credibility.agencies import kinds
from verify.credibility.agencies.compare import compare
from verify.credibility.agencies.model import FEWEST, AgencyComparison, CallTally, Client, People
from verify.credibility.agencies.people import encode
from verify.model import FAIL, WARN, Batch, Review

# Problems of a number that stands for nobody.
_NOBODYS = ("placeholder", "unreadable", "masked", "digits_lost", "missing", "never_issued", "wrong_length")
_NOBODY = People(*(np.zeros(0, np.int64) for _ in range(4)))


def comparison(review: Review, calls: Mapping[str, CallTally] | None = None) -> AgencyComparison:
    """Return every agency of a review beside the others. ``calls``: dossier -> how its calls ended so far."""
    return compare(clients(review, calls or {}))


def clients(review: Review, calls: Mapping[str, CallTally]) -> list[Client]:
    """Return the dossiers. People are compared only where an agency has enough applicants, and is not the only one."""
    dossiers = review.batch.dossiers
    told = {key: _texts(dossiers[key]) for key in ("agency", "applicant", "category", "recommender")}
    several: dict[str, set[str]] = defaultdict(set)
    for agency, applicant, id in zip(told["agency"], told["applicant"], dossiers.index, strict=True):
        if agency:
            several[kinds.key(agency)].add(kinds.key(applicant) or id)
    wanted = len(several) > 1 and any(len(whose) >= FEWEST for whose in several.values())
    people = _people(review.batch) if wanted else {}
    flagged = _flagged(review)
    found = []
    for at, id in enumerate(dossiers.index):
        score = review.credibility.get(id)
        strengths: dict[str, float] = {}
        hand: dict[str, float] = {}
        for part in score.parts if score else ():
            strengths |= part.facts.get("vector", {})
            hand |= part.facts.get("hand", {})
        fail, warn = flagged.get(id, (0, 0))
        found.append(
            Client(
                id, told["agency"][at], told["applicant"][at], told["category"][at], told["recommender"][at],
                int(dossiers["row_count"].iloc[at]), fail, warn, strengths, score.p_value if score else None,
                people.get(id, _NOBODY), calls.get(id, CallTally()), hand,
            )
        )  # fmt: skip
    return found


def _texts(column: pd.Series) -> list[str]:
    return [text.strip() if isinstance(text, str) else "" for text in column]


def _people(batch: Batch) -> dict[str, People]:
    contacts = batch.contacts
    mobiles = contacts[contacts["kind"].eq("mobile") & ~contacts["problem"].isin(_NOBODYS)].drop_duplicates(
        "at"
    )
    number = np.zeros(len(batch.rows), np.int64)
    number[mobiles["at"].to_numpy()] = mobiles["value"].to_numpy(dtype="U11").astype(np.int64)
    # 李女士, 王*: no names, whoever shares them.
    whole = batch.rows["name"].where(batch.rows["name_problem"].eq(""), "")
    names = whole.str.replace(r"\s+", "", regex=True).to_numpy(object)
    codes = batch.rows["dossier"].cat.codes.to_numpy()
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(batch.rows["dossier"].cat.categories)))[:-1]
    parts = np.split(order, ends)
    found = encode([names[at] for at in parts], [number[at] for at in parts])
    return dict(zip(map(str, batch.rows["dossier"].cat.categories), found, strict=True))


def _flagged(review: Review) -> dict[str, tuple[int, int]]:
    """Rows of each dossier with a failure, and with a doubt but no failure."""
    worst = np.zeros(len(review.batch.rows), np.int8)
    for result in review.results:
        for severity, rank in ((WARN, 1), (FAIL, 2)):
            hits = result.hits[result.hits["severity"].eq(severity) & result.hits["row"].ge(0)]
            more = [place for places in hits["more"] for place in places]
            at = np.concatenate([hits["row"].to_numpy(np.int64), np.array(more, np.int64)])
            np.maximum.at(worst, at, rank)
    frame = pd.DataFrame(
        {"dossier": review.batch.rows["dossier"].astype("str"), "fail": worst == 2, "warn": worst == 1}
    )
    counted = frame.groupby("dossier")[["fail", "warn"]].sum()
    return {str(id): (int(fail), int(warn)) for id, fail, warn in counted.itertuples()}
