"""From a batch to rosters as they go under seal, and rosters compared with their seal.

The only module here that knows pandas: planning, drawing and replaying need none of it.
"""

from __future__ import annotations

import pandas as pd

from sampling.draw.seal import roster_sha256
from sampling.errors import SamplingError
from sampling.model import FiledRoster, Seal
from verify.model import Batch


def filed_rosters(batch: Batch, priority: pd.Series | None = None) -> tuple[FiledRoster, ...]:
    """Return every dossier's roster as a casebook would hold it, in the batch's own order of dossiers.

    ``priority``: 0..1 per row, by position in the batch; None: nobody is to be called first.
    Raises SamplingError empty_roster.
    """
    rows, contacts = batch.rows, batch.contacts.sort_values(["at", "position"], kind="stable")
    joined = contacts.groupby("at", sort=False)["value"].agg("|".join).reindex(rows.index, fill_value="")
    texts = (
        rows["row_id"], rows["name"], joined, rows["mode"],
        _iso(rows["start"]), _iso(rows["end"]), rows["employer"],
    )  # fmt: skip
    frame = pd.DataFrame({number: column.astype("str") for number, column in enumerate(texts)})
    frame["priority"] = 0.0 if priority is None else priority
    groups = dict(iter(frame.groupby(rows["dossier"].astype("str"), sort=False)))
    found = []
    for dossier in batch.dossiers.index.astype("str"):
        if dossier not in groups:
            raise SamplingError("empty_roster", dossier=dossier)
        part = groups[dossier]
        lines = tuple(zip(*(part[number].tolist() for number in range(len(texts))), strict=True))
        found.append(FiledRoster(dossier, lines, tuple(part["priority"].tolist())))
    return tuple(found)


def _iso(dates: pd.Series) -> pd.Series:
    # Cost per distinct day, not per row.
    days = pd.Series(dates.unique())
    words = dict(zip(days, days.dt.strftime("%Y-%m-%d").fillna(""), strict=True))
    return dates.map(words).fillna("")


def check_rosters(batch: Batch, seal: Seal) -> None:
    """Compare rosters with their seal; dossiers that were not sealed are passed over.

    Raises SamplingError roster_changed for the first one that differs.
    """
    sealed = {item.id: item for item in seal.dossiers}
    for roster in filed_rosters(batch):
        known, got = sealed.get(roster.id), roster_sha256(roster.rows)
        if known is not None and (known.roster_sha256, known.rows) != (got, roster.ids):
            raise SamplingError("roster_changed", dossier=roster.id, got=got, expected=known.roster_sha256)
