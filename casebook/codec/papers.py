"""What the papers of an application say, and which of them were seen: ``Batch.papers``, and a share of ``about``.

Companies, numbers and days; whom a form names is not among them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from casebook.codec.record import DossierRecord
from verify.model import PAPER_COLUMNS

_SAID = PAPER_COLUMNS[1:]  # the dossier is known


def to_values(papers: pd.DataFrame) -> list[list[str]]:
    """Return the rows of one dossier, in their order."""
    return [list(map(str, said)) for said in papers[list(_SAID)].itertuples(index=False, name=None)]


def from_records(records: Sequence[DossierRecord]) -> pd.DataFrame:
    """Return the frame; no rows of a dossier that was filed before its papers were kept."""
    rows = [(record.code, *said) for record in records for said in (record.about or {}).get("papers", ())]
    return pd.DataFrame(rows, columns=list(PAPER_COLUMNS), dtype="str")
