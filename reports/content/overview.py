"""What a reviewer sees first, computed once: every dossier as one line, worst first.

Screen, JSON, workbook and page are all made from this, so they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from phrases import say
from reports.content.dates import day
from verify.check import Check, left_unread, materialise
from verify.model import FAIL, NOTE, SEVERITIES, WARN, Credibility, Finding, Review

Catalogue = Mapping[str, Check]

PART = "part"  # beside the severities: some rows do not meet a clause, fewer than the limit
GRADES = (FAIL, PART, WARN, "ok")  # what a dossier's line is marked with, the gravest first
NAMED = 12  # dossiers named as standing out
TOLERABLE = 10  # per cent of a roster's rows that may be wrong, where no plan was sealed that says otherwise


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What one check did in one dossier: ``skipped`` is the reason code, None where it ran."""

    code: str
    severity: str
    clause: str
    examined: int
    hits: int
    skipped: str | None


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One dossier in numbers. ``counts``: findings by severity; ``fail_rows``: rows that carry a fail; ``whole``:
    fails about the dossier as a whole.

    ``worst``: (code, number of findings) of the check that matters most, None where nothing was found;
    ``first``: its first finding. ``weight`` orders the table.
    """

    id: str
    facts: Mapping[str, Any]  # the dossier's row of Batch.dossiers
    counts: Mapping[str, int]
    fail_rows: int
    whole: int
    worst: tuple[str, int] | None
    first: Finding | None
    checks: tuple[CheckLine, ...]
    credibility: Credibility | None
    weight: float

    @property
    def grade(self) -> str:
        """One of GRADES: fail where something concerns the dossier as a whole or as many rows as is too many.

        A slip is no stain: one number that cannot be read among 200 is "part", and its share stands beside it.
        """
        if self.whole or self.fail_rows > int(self.facts["row_count"]) * TOLERABLE // 100:
            return FAIL
        doubt = self.counts[WARN] or self.unread is not None  # what nobody read is not found sound
        return PART if self.counts[FAIL] else WARN if doubt else "ok"

    @property
    def unread(self) -> int | None:
        """How many of its rows were seen and not read: None where all were read, 0 where nobody can say."""
        return left_unread(self.facts["notes"])

    @property
    def share(self) -> float:
        """The share of its rows that carry a fail."""
        return self.fail_rows / max(1, int(self.facts["row_count"]))


def overview(review: Review, catalogue: Catalogue) -> tuple[DossierLine, ...]:
    """Return every dossier, the worst first: by grade, then by the share of rows that carry a fail, fails of the
    dossier as a whole (each counts as half a roster), doubts."""
    ids = list(review.batch.dossiers.index)
    number = {d: i for i, d in enumerate(ids)}
    counts = {s: np.zeros(len(ids), np.int64) for s in SEVERITIES}
    whole, best, best_weight = np.zeros(len(ids)), [(-1, -1)] * len(ids), [-1.0] * len(ids)
    hits_of: list[np.ndarray] = []
    codes_of: list[np.ndarray] = []
    for order, result in enumerate(review.results):
        hits = result.hits
        codes = hits["dossier"].map(number).to_numpy(np.int64) if len(hits) else np.zeros(0, np.int64)
        codes_of.append(codes)
        hits_of.append(np.bincount(codes, minlength=len(ids)))
        if not len(hits):
            continue
        for severity in SEVERITIES:
            chosen = codes[hits["severity"].eq(severity).to_numpy(bool)]
            found = np.bincount(chosen, minlength=len(ids))
            counts[severity] += found
            if severity == FAIL:
                whole += np.bincount(
                    codes[(hits["severity"].eq(FAIL) & hits["row"].lt(0)).to_numpy(bool)], minlength=len(ids)
                )
            rank = np.where(found > 0, {FAIL: 2e9, WARN: 1e9, NOTE: 0.0}[severity] + found, -1.0)
            for i in np.flatnonzero(rank > np.array(best_weight)).tolist():
                best_weight[i], best[i] = float(rank[i]), (order, SEVERITIES.index(severity))
    fail_rows = _fail_rows(review, number)
    worst_of = _worst(review, catalogue, codes_of, best)
    facts_of = review.batch.dossiers.to_dict("records")
    lines = []
    for i, dossier in enumerate(ids):
        facts: dict[str, Any] = {str(name): fact for name, fact in facts_of[i].items()}
        counted = {s: int(counts[s][i]) for s in SEVERITIES}
        weight = fail_rows[i] / max(1, facts["row_count"]) + whole[i] / 2 + min(counted[WARN], 999) / 1e4
        worst, first = worst_of.get(i, (None, None))
        checks = tuple(
            CheckLine(
                r.code,
                catalogue[r.code].severity,
                catalogue[r.code].clause,
                int(r.examined.get(dossier, 0)),
                int(hits_of[n][i]),
                r.skipped.get(dossier),
            )
            for n, r in enumerate(review.results)
        )
        lines.append(
            DossierLine(
                dossier,
                facts,
                counted,
                int(fail_rows[i]),
                int(whole[i]),
                worst,
                first,
                checks,
                review.credibility.get(dossier),
                float(weight),
            )
        )
    return worst_first(lines)


def worst_first(lines: Iterable[DossierLine]) -> tuple[DossierLine, ...]:
    """Return dossiers by what was found in them alone, whatever the round has made of them since."""
    return tuple(
        sorted(lines, key=lambda line: (GRADES.index(line.grade), -line.weight, -line.counts[NOTE], line.id))
    )


def sentence(check: Check, finding: Finding, lang: str) -> str:
    """Return the sentence for a finding as papers print it: dates as people write them, no space between Chinese
    characters and numbers.

    Only what we say is changed; what somebody typed stands as it was typed.
    """
    days: dict[str, Any] = {key: day(str(finding.facts[key]), lang) for key in _DAYS if key in finding.facts}
    if isinstance(
        papers := finding.facts.get("papers"), list
    ):  # what each paper says, as a day or a span of days
        days["papers"] = [
            {**p, "value": "/".join(day(v, lang) for v in str(p["value"]).split("/"))} for p in papers
        ]
    return replace(check, zh=_closed(check.zh)).sentence(
        replace(finding, facts={**finding.facts, **days}), lang
    )


_DAYS = ("day", "limit", "opened", "from_day", "to_day")  # facts that are dates of ours


@cache
def _closed(template: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[{\d])|(?<=[}\d]) (?=[\u4e00-\u9fff])", "", template)


def findings(review: Review, catalogue: Catalogue) -> dict[str, list[Finding]]:
    """Return all findings by dossier, the gravest first and then in the order of the rows."""
    by_dossier: dict[str, list[Finding]] = {dossier: [] for dossier in review.batch.dossiers.index}
    for result in review.results:
        for finding in materialise(review.batch, result, catalogue[result.code].clause):
            by_dossier[finding.dossier].append(finding)
    for found in by_dossier.values():
        found.sort(key=lambda f: (SEVERITIES.index(f.severity), f.code, f.shown))
    return by_dossier


def _worst(
    review: Review, catalogue: Catalogue, codes_of: Sequence[np.ndarray], best: Sequence[tuple[int, int]]
) -> dict[int, tuple[tuple[str, int], Finding]]:
    """Return by place of a dossier the check that weighs most, with how many findings, and the first of them.

    ``codes_of``: the place of the dossier of every hit, by result; ``best``: result and severity, (-1, -1) for none.
    """
    wanted: dict[tuple[int, int], list[int]] = {}
    for i, chosen in enumerate(best):
        if chosen[0] >= 0:
            wanted.setdefault(chosen, []).append(i)
    found: dict[int, tuple[tuple[str, int], Finding]] = {}
    for (order, severity), places in wanted.items():
        result = review.results[order]
        at = np.flatnonzero(result.hits["severity"].eq(SEVERITIES[severity]).to_numpy(bool))
        owners, first, count = np.unique(codes_of[order][at], return_index=True, return_counts=True)
        of = dict(zip(owners.tolist(), zip(first.tolist(), count.tolist(), strict=True), strict=True))
        chosen_hits = result.hits.iloc[[int(at[of[i][0]]) for i in places]]
        one = type(result)(result.code, chosen_hits, result.examined, result.skipped)
        made = materialise(review.batch, one, catalogue[result.code].clause)
        found |= {i: ((result.code, of[i][1]), finding) for i, finding in zip(places, made, strict=True)}
    return found


def _fail_rows(review: Review, number: Mapping[str, int]) -> np.ndarray:
    """How many rows of each dossier carry at least one finding of severity fail."""
    flagged = np.zeros(len(review.batch.rows), bool)
    for result in review.results:
        if not len(result.hits):
            continue
        hits = result.hits[result.hits["severity"].eq(FAIL) & result.hits["row"].ge(0)]
        flagged[hits["row"].to_numpy(np.int64)] = True
        flagged[[p for group in hits["more"] for p in group]] = True
    column = review.batch.rows["dossier"]
    owner = pd.Series(column.cat.categories).map(number).to_numpy(np.int64)
    return np.bincount(owner[column.cat.codes.to_numpy()[flagged]], minlength=len(number))


def standing_words(found: Sequence[str], name: Callable[[str], str], rate: float, lang: str) -> str:
    """Return which dossiers' scores stand out, and how many of those named may be false alarms (``rate``)."""
    if not found:
        return say("round.rate.quiet", lang, rate=f"{rate:.0%}")
    return say(
        "round.rate.alarms", lang, count=len(found), names=_names(found, name, lang), rate=f"{rate:.0%}"
    )


def spaced_words(lines: Sequence[DossierLine], name: Callable[[str], str], lang: str) -> str:
    """Return whose numbers lie as evenly as a sample from a list, or as invented ones: the list tells; "" for nobody."""
    found = [
        line.id
        for line in lines
        if line.credibility and any(part.signal == "LIST.spaces" for part in line.credibility.parts)
    ]
    return say("command.spaced", lang, count=len(found), names=_names(found, name, lang)) if found else ""


def _names(found: Sequence[str], name: Callable[[str], str], lang: str) -> str:
    return say("paper.comma", lang).join(map(name, found[:NAMED])) + ("…" if len(found) > NAMED else "")
