"""Who is called: a round is sealed, draws are read back, and each dossier's rows to call follow from them.

Pure: what is on file comes in, what is to be filed goes out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sampling.design import exact
from sampling.design.plan import silent_plan
from sampling.draw.record import read_record
from sampling.draw.seal import make_seal, roster_sha256, seal_dossier
from sampling.errors import SamplingError
from sampling.model import FiledRoster, Seal, SealedDossier

LEAST_PRIORITY = 0.5  # below it a row is never targeted


@dataclass(frozen=True, slots=True)
class CalledDossier:
    """Which rows of one dossier are called. ``second`` is None until stage 2 was drawn for this dossier."""

    sealed: SealedDossier
    first: tuple[str, ...]
    second: tuple[str, ...] | None

    @property
    def rows(self) -> tuple[str, ...]:
        """All rows to be called: targeted, stage 1, stage 2."""
        return (*self.sealed.targeted, *self.first, *(self.second or ()))


def seal_rosters(
    rosters: Sequence[FiledRoster],
    version: str,
    targeted_share: str,
    *,
    tolerable: str,
    confidence: str,
    expected: str,
    settings_sha256: str,
    **rules: str,
) -> Seal:
    """Seal rosters: the plan of a round for each, targeted rows by priority. ``rules``: what else
    ``sampling.design.plan.silent_plan`` takes. Raises SamplingError seal_empty, and what plans raise.
    """
    if not rosters:
        raise SamplingError("seal_empty")
    share = exact.share(targeted_share, "targeted_share", zero=True)
    sealed = []
    for roster in rosters:
        aimed = targeted_rows(roster, share)
        plan = silent_plan(
            len(roster.rows),
            tolerable=tolerable,
            confidence=confidence,
            expected=expected,
            targeted=len(aimed),
            **rules,
        )
        sealed.append(seal_dossier(roster.id, roster.ids, roster_sha256(roster.rows), plan, aimed))
    return make_seal(sealed, settings_sha256, version)


def targeted_rows(roster: FiledRoster, share: Fraction) -> list[str]:
    """Return the row ids to call in full: the highest priorities, at most ``share`` of the roster.

    Rows below LEAST_PRIORITY are never targeted; of equals the earlier row is taken.
    """
    most = len(roster.rows) * share.numerator // share.denominator
    order = sorted(range(len(roster.rows)), key=lambda at: (-roster.priority[at], at))
    return [roster.rows[at][0] for at in order[:most] if roster.priority[at] >= LEAST_PRIORITY]


def called_rows(
    seal: Seal, first: str | None, seconds: Sequence[tuple[str, Collection[str]]] = ()
) -> tuple[CalledDossier, ...]:
    """Return who is called under a seal, from the texts of its draws; nobody before stage 1 was drawn.

    ``seconds``: the draws of stage 2, each with the dossiers whose second stage it opened.
    """
    if first is None:
        return ()
    one = _samples(first, seal)
    two: dict[str, tuple[str, ...]] = {}
    for text, opened in seconds:
        samples = _samples(text, seal)
        two |= {id: samples.get(id, ()) for id in opened}
    return tuple(CalledDossier(item, one[item.id], two.get(item.id)) for item in seal.dossiers)


def _samples(text: str, seal: Seal) -> dict[str, tuple[str, ...]]:
    return {item["id"]: tuple(item["sample"]) for item in read_record(text, seal)["dossiers"]}
