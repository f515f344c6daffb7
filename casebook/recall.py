"""The review of a round, from what is on file: the same nouns as a review of files, so every paper can be made of it.

Pure reading. Of each dossier the version that counts is taken (the one under seal, else the last) with its last
review. After a purge rows, dates, modes, findings, scores and what was looked at are still there; names, contacts,
texts as written and the facts of findings are empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casebook.connect import Casebook
from casebook.leaves import Leaf, LeafFinding, leaves
from casebook.unpack import batch_of, letter_of, priorities
from verify.model import CheckResult, Credibility, Part, Review

NOT_RECORDED = "not_recorded"  # reason of a skip: filed before the casebook kept what a check looked at


@dataclass(frozen=True, slots=True)
class Record:
    """Where a dossier of the round comes from. ``recorded``: its review was filed whole.

    ``settings``: every value, as in review.json; ``vector``: component of a signal -> strength. Both are None where
    they were not recorded (or, for ``vector``, no score was asked for): add the file again.
    """

    dossier: str
    version: int  # the one that counts, of ``versions``
    versions: int
    filed_at: str
    tool: str
    settings_sha256: str
    settings: Mapping[str, Any] | None
    vector: Mapping[str, float] | None
    recorded: bool
    purged: bool


@dataclass(frozen=True, slots=True)
class Recalled:
    """A round as a review. ``settings``: sha256 -> values (None: not recorded); more than one where dossiers were
    filed under different settings. ``retired``: checks on file that this version does not know, left out."""

    review: Review
    records: Mapping[str, Record]
    settings: Mapping[str, Mapping[str, Any] | None]
    retired: tuple[str, ...]


def recall(casebook: Casebook, codes: Sequence[str] = ()) -> Recalled:
    """Return the round. ``codes``: the checks that are known, in the order of the catalogue; () takes all that
    are on file, in the order in which they were run last."""
    with casebook.read() as conn:
        found = leaves(conn, casebook.round)
    batch = batch_of(found)
    results, retired = _results(found, codes)
    newest = max(found, key=lambda leaf: leaf.review_id, default=None)
    settings = {leaf.settings_sha256: _settings(leaf) for leaf in found}
    for leaf in found:
        settings[leaf.settings_sha256] = settings[leaf.settings_sha256] or _settings(leaf)
    review = Review(
        batch=batch,
        results=results,
        credibility={leaf.code: score for leaf in found if (score := _score(leaf)) is not None},
        priority=priorities(found, batch.rows.index),
        settings=None if newest is None else settings[newest.settings_sha256],
        version="" if newest is None else newest.tool,
    )
    return Recalled(review, {leaf.code: _record(leaf) for leaf in found}, settings, retired)


def _settings(leaf: Leaf) -> Mapping[str, Any] | None:
    return leaf.about["settings"] if leaf.about else None


def _record(leaf: Leaf) -> Record:
    return Record(
        dossier=leaf.code,
        version=leaf.version,
        versions=leaf.versions,
        filed_at=leaf.filed_at,
        tool=leaf.tool,
        settings_sha256=leaf.settings_sha256,
        settings=_settings(leaf),
        vector=leaf.about["vector"] if leaf.about else None,
        recorded=leaf.about is not None,
        purged=leaf.purged,
    )


def _score(leaf: Leaf) -> Credibility | None:
    """The score with its parts; after a purge, with those of their facts that are numbers and codes."""
    said = leaf.score_parts or (leaf.about["score"] if leaf.about else None)
    if said is None:
        return None
    parts = tuple(Part(signal, points, p, facts) for signal, points, p, facts in said["parts"])
    return Credibility(int(leaf.score) if leaf.score else None, said["p_value"], said["reference"], parts)


# What the checks did --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Hit:
    """One line of CheckResult.hits; ``names``: its facts by name, also where their values are gone."""

    dossier: str
    severity: str
    at: tuple[int, ...]
    field: str
    facts: Mapping[str, Any]
    names: tuple[str, ...]


def _results(found: Sequence[Leaf], codes: Sequence[str]) -> tuple[tuple[CheckResult, ...], tuple[str, ...]]:
    checks = {leaf.code: _checks(leaf) for leaf in found}
    filed: dict[str, None] = {}
    for leaf in sorted(found, key=lambda leaf: -leaf.review_id):
        filed |= dict.fromkeys(checks[leaf.code])
    for leaf in found:
        filed |= dict.fromkeys(sorted({finding.code for finding in leaf.findings}))
    order = [code for code in codes if code in filed] if codes else list(filed)
    hits = _hits(found, checks)
    results = tuple(
        _result(code, hits.get(code, ()), {dossier: mine.get(code) for dossier, mine in checks.items()})
        for code in order
    )
    return results, tuple(code for code in filed if code not in set(order))


def _checks(leaf: Leaf) -> dict[str, Mapping[str, Any]]:
    return {check["code"]: check for check in leaf.about["checks"]} if leaf.about else {}


def _result(code: str, hits: Iterable[_Hit], said: Mapping[str, Mapping[str, Any] | None]) -> CheckResult:
    examined: dict[str, int] = {}
    skipped: list[tuple[int, str, str]] = []
    for dossier, check in said.items():
        if check is None:
            skipped.append((len(said), dossier, NOT_RECORDED))
        elif "skipped" in check:
            skipped.append((check["rank"], dossier, check["skipped"]))
        else:
            examined[dossier] = check["examined"]
    # In the order in which the check named them.
    told = {dossier: reason for _, dossier, reason in sorted(skipped, key=lambda skip: skip[0])}
    return CheckResult(code, _frame(list(hits)), examined, told)


def _hits(
    found: Sequence[Leaf], checks: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> dict[str, list[_Hit]]:
    """All findings by check; in a dossier, in the order in which the check found them."""
    by_code: dict[str, list[_Hit]] = {}
    start = 0
    for leaf in found:
        place = {row.row_id: start + at for at, row in enumerate(leaf.rows)}
        start += len(leaf.rows)
        for finding, field in _ordered(leaf):
            at = tuple(place[row] for row in finding.rows if row in place)
            names = checks[leaf.code].get(finding.code, {}).get("facts", ())
            hit = _Hit(leaf.code, finding.severity, at, field, finding.facts, tuple(names))
            by_code.setdefault(finding.code, []).append(hit)
    return by_code


def _ordered(leaf: Leaf) -> list[tuple[LeafFinding, str]]:
    if not leaf.about:
        return [(finding, letter_of(finding.cells)) for finding in leaf.findings]
    pointed = zip(leaf.findings, leaf.about["findings"], strict=True)
    found = sorted(((finding, field, order) for finding, (field, order) in pointed), key=lambda item: item[2])
    return [(finding, field) for finding, field, _ in found]


def _frame(hits: Sequence[_Hit]) -> pd.DataFrame:
    names = dict.fromkeys(name for hit in hits for name in (*hit.names, *hit.facts))
    # Facts as objects: a number must not become a float because another finding lacks it.
    facts = {name: pd.Series([hit.facts.get(name) for hit in hits], dtype=object) for name in names}
    return pd.DataFrame(
        {
            "dossier": pd.Series([hit.dossier for hit in hits], dtype=object),
            "severity": pd.Series([hit.severity for hit in hits], dtype=object),
            "row": pd.Series([hit.at[0] if hit.at else -1 for hit in hits], dtype="int64"),
            "more": pd.Series([hit.at[1:] for hit in hits], dtype=object),
            "field": pd.Series([hit.field for hit in hits], dtype=object),
            **facts,
        }
    )
