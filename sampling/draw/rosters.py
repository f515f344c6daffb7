"""From a batch to what a seal needs: row ids and the hash of the canonical roster, one per dossier.

The only module here that knows pandas: planning, drawing and replaying need none of it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from sampling.design import exact
from sampling.design.plan import silent_plan
from sampling.draw.seal import make_seal, seal_dossier
from sampling.errors import SamplingError
from sampling.model import Plan, Seal, SealedDossier
from verify.model import Batch, Review


@dataclass(frozen=True, slots=True)
class RosterPrint:
    """One roster as it goes under seal."""

    dossier: str
    rows: tuple[str, ...]
    sha256: str


def canonical_lines(batch: Batch) -> pd.Series:
    """Return the canonical line of every row (without NFC and line end), by position in the batch.

    Fields: row_id, name, contacts joined by ``|``, mode, start, end, employer, tab-separated.
    """
    rows = batch.rows
    contacts = batch.contacts.sort_values(["at", "position"], kind="stable")
    joined = contacts.groupby("at", sort=False)["value"].agg("|".join).reindex(rows.index, fill_value="")
    fields = (
        rows["row_id"], rows["name"], joined, rows["mode"],
        _iso(rows["start"]), _iso(rows["end"]), rows["employer"],
    )  # fmt: skip
    cleaned = [field.astype("str").str.replace(r"[\t\n\r]", " ", regex=True) for field in fields]
    lines = cleaned[0]
    for field in cleaned[1:]:
        lines = lines + "\t" + field
    return lines


def _iso(dates: pd.Series) -> pd.Series:
    # Cost per distinct day, not per row.
    days = pd.Series(dates.unique())
    words = dict(zip(days, days.dt.strftime("%Y-%m-%d").fillna(""), strict=True))
    return dates.map(words).fillna("").astype("str")


def roster_prints(batch: Batch) -> tuple[RosterPrint, ...]:
    """Return every dossier's row ids and roster hash, in the batch's own order of dossiers."""
    frame = pd.DataFrame(
        {"dossier": batch.rows["dossier"], "row_id": batch.rows["row_id"], "line": canonical_lines(batch)}
    )
    groups = dict(iter(frame.groupby("dossier", observed=True, sort=False)))
    prints = []
    for dossier in batch.dossiers.index.astype("str"):
        if dossier not in groups:
            raise SamplingError("empty_roster", dossier=dossier)
        part = groups[dossier]
        text = unicodedata.normalize("NFC", "\n".join(part["line"]) + "\n")
        prints.append(RosterPrint(dossier, tuple(part["row_id"]), hashlib.sha256(text.encode()).hexdigest()))
    return tuple(prints)


def seal_batch(
    batch: Batch, plans: Mapping[str, Plan], targeted: Mapping[str, Sequence[str]]
) -> tuple[SealedDossier, ...]:
    """Freeze every dossier of a batch with its plan; ``targeted`` may leave dossiers out."""
    return tuple(
        seal_dossier(
            item.dossier, item.rows, item.sha256, plans[item.dossier], targeted.get(item.dossier, ())
        )
        for item in roster_prints(batch)
    )


def seal_review(
    review: Review,
    version: str,
    targeted_share: str,
    *,
    tolerable: str,
    confidence: str,
    expected: str,
    settings_sha256: str,
    **rules: str,
) -> Seal:
    """Seal every dossier of a review: the plan of a round for each, targeted rows by priority."""
    share = exact.share(targeted_share, "targeted_share", zero=True)
    aimed = targeted_rows(review.batch, review.priority, share)
    prints = roster_prints(review.batch)
    if not prints:
        raise SamplingError("seal_empty")
    plans = {
        item.dossier: silent_plan(
            len(item.rows), tolerable=tolerable, confidence=confidence, expected=expected,
            targeted=len(aimed.get(item.dossier, ())), **rules,
        )
        for item in prints
    }  # fmt: skip
    return make_seal(seal_batch(review.batch, plans, aimed), settings_sha256, version)


def check_rosters(batch: Batch, seal: Seal) -> None:
    """Compare rosters with their seal; dossiers that were not sealed are passed over.

    Raises SamplingError roster_changed for the first one that differs.
    """
    sealed = {item.id: item for item in seal.dossiers}
    for item in roster_prints(batch):
        known = sealed.get(item.dossier)
        if known is not None and (known.roster_sha256, known.rows) != (item.sha256, item.rows):
            raise SamplingError(
                "roster_changed", dossier=item.dossier, got=item.sha256, expected=known.roster_sha256
            )


def targeted_rows(
    batch: Batch, priority: pd.Series, share: Fraction, least: float = 0.5
) -> dict[str, list[str]]:
    """Return per dossier the row ids to call in full: the highest priorities, at most ``share`` of the roster.

    Rows below ``least`` are never targeted; of equals the earlier row is taken.
    """
    frame = pd.DataFrame(
        {"dossier": batch.rows["dossier"].astype("str"), "row_id": batch.rows["row_id"], "priority": priority}
    )
    ordered = frame.sort_values("priority", ascending=False, kind="stable")
    groups = ordered.groupby("dossier", sort=False)
    allowed = groups["row_id"].transform("size") * share.numerator // share.denominator
    chosen = ordered[(groups.cumcount() < allowed) & (ordered["priority"] >= least)]
    return {str(dossier): list(part["row_id"]) for dossier, part in chosen.groupby("dossier", sort=False)}
