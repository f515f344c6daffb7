"""What a round comes to: from draws and outcomes to proposed judgements.

Pure: what is on file comes in, what is to be filed goes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sampling.called import CalledDossier
from sampling.calls.dealing import ended_silent
from sampling.calls.outcomes import CONFIRMED, NOT_CALLED, counts_for, outcomes
from sampling.documents import AGAINST, against_list
from sampling.evidence import counted, evidence_codes
from sampling.judge import estimate, judge
from sampling.model import (
    BAD,
    UNRESOLVED,
    Attempt,
    Counts,
    Estimate,
    Judgement,
    silence_document,
)
from sampling.recompute import command

# What a reviewer may say of a row, beside an outcome code.
PROVEN = {"bad": BAD, "good": CONFIRMED} | {code: item.counts_for for code, item in evidence_codes().items()}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The proposal for one dossier with the counts and bounds that it rests on."""

    called: CalledDossier
    result: Estimate
    judgement: Judgement
    open: int  # rows that are worth another attempt
    contradicting: tuple[str, ...]  # rows whose outcomes disagree: unresolved until a reviewer decides
    beyond: tuple[int, int] = (0, 0)  # bad and good rows that a reviewer decided outside what is called
    stopped: int = 0  # rows that were worth another attempt when the end of calls was declared
    evidence: tuple[int, int] = (0, 0)  # called rows that evidence codes confirmed, and showed false


def needs_stage_two(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """Return the dossiers that stage 1 left open and whose plan has a second stage."""
    return tuple(
        v.judgement.dossier
        for v in verdicts
        if v.judgement.decision == "extend" and v.called.sealed.plan.n2 and v.called.second is None
    )


def open_after_the_last_stage(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """Return the dossiers that are still open and have no further draw: only evidence can settle them."""
    return tuple(
        v.judgement.dossier
        for v in verdicts
        if v.judgement.decision == "extend" and (v.called.second is not None or not v.called.sealed.plan.n2)
    )


def clashing(
    attempts: Sequence[Attempt], aside: Iterable[Attempt], decided: Collection[str]
) -> frozenset[str]:
    """Return rows whose outcomes disagree and that no reviewer has decided.

    Either somebody brought in another outcome for an attempt that was stored, or one attempt confirms
    and another denies.
    """
    said: dict[str, set[str]] = {}
    for attempt in attempts:
        said.setdefault(attempt.row, set()).add(outcomes()[attempt.code].counts_for)
    found = {row for row, kinds in said.items() if {CONFIRMED, BAD} <= kinds}
    return frozenset((found | {attempt.row for attempt in aside}) - set(decided))


def final_codes(attempts: Iterable[Attempt]) -> dict[str, str]:
    """Return the outcome that counts for each row: the last that reached an answer, else the last."""
    final: dict[str, str] = {}
    for attempt in sorted(attempts, key=lambda a: (a.row, a.number)):
        answered = outcomes()[attempt.code].counts_for in (CONFIRMED, BAD)
        known = final.get(attempt.row)
        if answered or known is None or outcomes()[known].counts_for not in (CONFIRMED, BAD):
            final[attempt.row] = attempt.code
    return final


def judge_round(
    called: Sequence[CalledDossier],
    attempts: Sequence[Attempt],
    aside: Sequence[Attempt],
    decided: Mapping[str, str],
    findings: Mapping[str, Sequence[tuple[str, str]]],
    still_open: Collection[str] = (),
    row_findings: Mapping[str, Sequence[tuple[str, Sequence[str]]]] | None = None,
    against: Mapping[str, Collection[str]] | None = None,
    stopped: Collection[str] = (),
) -> tuple[Verdict, ...]:
    """Propose a judgement for every dossier that was drawn.

    ``decided``: row id -> what a reviewer said of it, an outcome code or ``bad``/``good`` by documents.
    ``findings``: dossier -> (code, clause) of unresolved findings that break a clause for it as a whole.
    ``still_open``: rows that are worth another attempt.
    ``row_findings``: dossier -> (code, rows) of unresolved findings of severity fail about rows.
    ``against``: dossier -> codes of checks that speak against authenticity whoever answers; AGAINST by default.
    ``stopped``: rows that were worth another attempt when the end of calls was declared. Nobody waits for them, but
    they are not silent: who ends the calls has seen how they went, and could choose the moment (docs/plans.md). They
    count like rows that may still be called, and an answer that comes all the same counts as any other.
    """
    filed, codes = row_findings or {}, against or {}
    final = final_codes(attempts)
    clash = clashing(attempts, aside, decided)
    # Nobody tried those whose every attempt says "not called": they are as open as those without any.
    untried = final.keys() - {attempt.row for attempt in attempts if attempt.code != NOT_CALLED}
    unheard = frozenset(stopped) | untried
    over = {rule: ended_silent(attempts, rule) for rule in {item.sealed.plan.dead_numbers for item in called}}
    return tuple(
        _verdict(
            item,
            final,
            clash,
            decided,
            findings.get(item.sealed.id, ()),
            frozenset(still_open),
            filed.get(item.sealed.id, ()),
            codes.get(item.sealed.id, AGAINST),
            frozenset(stopped),
            unheard,
            over[item.sealed.plan.dead_numbers],
        )
        for item in called
    )


def _verdict(
    called: CalledDossier,
    final: Mapping[str, str],
    clash: Collection[str],
    decided: Mapping[str, str],
    findings: Sequence[tuple[str, str]],
    still_open: Collection[str],
    row_findings: Sequence[tuple[str, Sequence[str]]],
    against: Collection[str],
    stopped: Collection[str],
    unheard: Collection[str],
    over: Collection[str],
) -> Verdict:
    sealed = called.sealed
    kind = {
        row: _kind(row, final, clash, decided, sealed.plan.dead_numbers)
        for row in sealed.rows
        if row in final or row in decided
    }
    settled = set(called.rows)
    beyond = Counter(kind[row] for row in sealed.rows if row not in settled and row in decided)
    # An undecided contradiction is no silence: like a row that may still be called, it is taken at its worst.
    waiting = frozenset(still_open) | frozenset(clash) | frozenset(unheard)
    late = {
        row
        for row, said in kind.items()
        if said == CONFIRMED
        and (row in over or (row in decided and is_silent(row, final, sealed.plan.dead_numbers)))
    }
    result = estimate(
        sealed.plan,
        _count(called.first, kind, waiting, late),
        None if called.second is None else _count(called.second, kind, waiting, late),
        _count(sealed.targeted, kind, waiting, late),
        known_bad=beyond[BAD],
        known_good=beyond[CONFIRMED],
    )
    proven = sum(1 for row in sealed.rows if decided.get(row) == "bad")
    return Verdict(
        called,
        result,
        judge(sealed.id, result, findings, proven, against_list(sealed.rows, row_findings, kind, against)),
        sum(1 for row in called.rows if row in still_open),
        tuple(row for row in called.rows if row in clash),
        (beyond[BAD], beyond[CONFIRMED]),
        sum(1 for row in called.rows if row in stopped),
        counted(called.rows, decided),
    )


def _kind(
    row: str, final: Mapping[str, str], clash: Collection[str], decided: Mapping[str, str], dead: str
) -> str:
    said = decided.get(row)
    if said is not None:
        return PROVEN.get(said) or counts_for(said, dead)
    return UNRESOLVED if row in clash else counts_for(final[row], dead)


def confirms(verdict: str) -> bool:
    """Whether a reviewer's word on a row, "good" or an outcome code, says that it is authentic."""
    return verdict == "good" or (verdict in outcomes() and outcomes()[verdict].counts_for == CONFIRMED)


def is_silent(row: str, final: Mapping[str, str], dead: str) -> bool:
    """Whether calls brought no answer for a row. ``dead``: what dead numbers count for."""
    return row not in final or counts_for(final[row], dead) == UNRESOLVED


def _count(
    rows: Sequence[str], kind: Mapping[str, str], waiting: Collection[str], late: Collection[str]
) -> Counts:
    counted = Counter(kind.get(row, UNRESOLVED) for row in rows)
    open_now = sum(1 for row in rows if row in waiting and kind.get(row, UNRESOLVED) == UNRESOLVED)
    return Counts(
        len(rows), counted[BAD], counted[UNRESOLVED], open_now, sum(1 for row in rows if row in late)
    )


def evidence_document(verdict: Verdict) -> dict[str, int]:
    """Return how many of the confirmed and of the bad rows evidence alone resolved."""
    return {"good": verdict.evidence[0], "bad": verdict.evidence[1]}


def document(verdict: Verdict) -> dict[str, Any]:
    """Return a proposal as JSON values, as it is filed: grounds as facts, without words."""
    result, sealed = verdict.result, verdict.called.sealed
    groups = [g for g in (result.first, result.second) if g is not None]
    return {
        "id": sealed.id,
        "population": result.population,
        "sampled": sum(g.sampled for g in groups),
        "confirmed": sum(g.confirmed for g in groups),
        "bad": sum(g.bad for g in groups),
        "unresolved": sum(g.unresolved for g in groups),
        "targeted": {
            "sampled": result.targeted.sampled,
            "confirmed": result.targeted.confirmed,
            "bad": result.targeted.bad,
            "unresolved": result.targeted.unresolved,
        },
        "open": verdict.open,
        "contradicting": list(verdict.contradicting),
        "lower": result.lower,
        "upper": result.upper,
        "fail_lower": result.fail_lower,
        "limit": result.limit,
        "tolerable": result.tolerable,
        "confidence": result.confidence,
        "fail_confidence": result.fail_confidence,
        "stage": 1 if result.second is None else 2,
        **({} if result.silence is None else {"silence": silence_document(result.silence)}),
        **({"evidence": evidence_document(verdict)} if any(verdict.evidence) else {}),
        "decision": verdict.judgement.decision,
        "judgement": verdict.judgement.judgement,
        "grounds": [
            {"clause": g.clause, g.kind if g.kind == "bound" else "code": g.code, "facts": dict(g.facts)}
            for g in verdict.judgement.grounds
        ],
        "command": command(result, sealed.plan, known_bad=verdict.beyond[0], known_good=verdict.beyond[1]),
    }
