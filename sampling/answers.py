"""How the calls to one dossier ended, by outcome code and by what each counts for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from phrases import say
from sampling.called import CalledDossier
from sampling.calls.outcomes import CONFIRMED, NOT_CALLED, counts_for, outcomes
from sampling.evidence import evidence_codes
from sampling.model import BAD, UNRESOLVED
from sampling.rounds import PROVEN

DRAWN, TARGETED = "drawn", "targeted"
CLASH = "clash"
# What has no outcome code: outcomes that disagree, and rows that a reviewer decided by documents.
_SPECIAL = (CLASH, "bad", "good")
_ORDER = (CONFIRMED, BAD, UNRESOLVED)


@dataclass(frozen=True, slots=True)
class Answers:
    """How many called rows of one group (drawn or targeted) ended with a code."""

    group: str
    code: str
    counts_for: str
    rows: int


def answers(
    called: CalledDossier, final: Mapping[str, str], clash: Collection[str], decided: Mapping[str, str]
) -> tuple[Answers, ...]:
    """Return the rows called for a dossier by group and code, what is confirmed first.

    Every called row counts once, as in the bounds: an undecided contradiction is unresolved, a row without an
    outcome is not called, a reviewer's word wins. Nobody was heard yet: nothing. ``final``, ``clash``: of
    ``sampling.rounds.final_codes`` and ``clashing``; ``decided``: row -> what a reviewer said.
    """
    drawn = (*called.first, *(called.second or ()))
    if not any(row in final or row in decided for row in called.rows):
        return ()
    dead = called.sealed.plan.dead_numbers
    found = [
        Answers(group, code, kind, rows)
        for group, ids in ((DRAWN, drawn), (TARGETED, called.sealed.targeted))
        for (code, kind), rows in Counter(_kind(row, final, clash, decided, dead) for row in ids).items()
    ]
    order = [*outcomes(), *evidence_codes(), *_SPECIAL]
    return tuple(sorted(found, key=lambda a: (_ORDER.index(a.counts_for), order.index(a.code), a.group)))


def words(code: str, lang: str = "zh") -> str:
    """Return what a code means."""
    if code in _SPECIAL:
        return say(f"answer.{code}", lang)
    known = evidence_codes().get(code) or outcomes()[code]
    return known.en if lang == "en" else known.zh


def _kind(
    row: str, final: Mapping[str, str], clash: Collection[str], decided: Mapping[str, str], dead: str
) -> tuple[str, str]:
    said = decided.get(row)
    if said is not None:
        return said, PROVEN.get(said) or counts_for(said, dead)
    if row in clash:
        return CLASH, UNRESOLVED
    code = final.get(row, NOT_CALLED)
    return code, counts_for(code, dead)
