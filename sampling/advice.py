"""What to do next in a round, in the order in which it helps: every command that is named can be run as it stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from phrases import say
from sampling import rounds
from sampling.model import FAIL, HIGH
from sampling.rounds import Verdict


def next_steps(verdicts: Sequence[Verdict], decided: Collection[str], lang: str = "zh") -> list[str]:
    """Return the next steps as sentences.

    ``decided``: dossiers that a reviewer has decided as a whole: nothing about them is left to do.
    """
    live = [v for v in verdicts if v.judgement.dossier not in decided]
    # An open row counts as false for PASS and as true for FAIL: whatever it brings, neither is taken back.
    enough = [v for v in live if v.open and (v.judgement.decision == FAIL or v.judgement.judgement == HIGH)]
    calls = [v for v in live if v.open and v not in enough]
    second = rounds.needs_stage_two(live)
    last = [v for v in live if v.judgement.dossier in rounds.open_after_the_last_stage(live) and not v.open]
    steps = []
    if clash := [row for v in live for row in v.contradicting]:
        steps.append(say("verdict.next.clash", lang, count=len(clash), row=clash[0]))
    if enough:
        ids = " ".join(v.judgement.dossier for v in enough)
        steps.append(say("verdict.next.enough", lang, ids=ids, count=sum(v.open for v in enough)))
    if calls:
        steps.append(say("verdict.call_first", lang, count=sum(v.open for v in calls)))
    if second and not any(v.open for v in live if v.judgement.dossier in second):
        steps.append(say("verdict.stage_two", lang, count=len(second)))
    if evidence := [v for v in last if _unresolved(v)]:
        steps.append(say("verdict.close", lang, count=len(evidence)))
    if answered := [v.judgement.dossier for v in last if not _unresolved(v)]:
        steps.append(say("verdict.next.decide", lang, ids=" ".join(answered), id=answered[0]))
    if not calls and not second:
        steps.append(say("verdict.report", lang))
    return steps


def _unresolved(verdict: Verdict) -> int:
    result = verdict.result
    groups = (result.first, result.second, result.targeted)
    return sum(counts.unresolved for counts in groups if counts is not None)
