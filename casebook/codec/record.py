"""One dossier as the tables of a casebook hold it: what stands between a review and the database.

Every other module here turns one part of a review into its share of such a record and back again, the two directions
side by side; casebook/codec/reviews.py puts the shares together, casebook/codec/tables.py writes and reads the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casebook.fingerprints import Respondent
from casebook.masks import Masks

Row = Mapping[str, Any]  # column -> value, as in the table of casebook/schema.py that is named with it


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """What is stored of one dossier: one version of its roster with one review.

    ``version``, ``review``, ``respondents``, ``people``, ``findings``: rows of the tables of these names, without the
    ids that link them. ``people`` runs along ``respondents``; None for one who was purged.

    ``about``: the column of ``filings``, as values. It is kept for good and names nobody: settings, how the file was
    read, what the other papers say, what every check examined or skipped, where findings point, priorities, the score.
    None where the review was filed before that was kept.

    The texts may name people and go with a purge; "" where there is nothing to say, or nothing any more.
    ``score_text``: parts of the score; ``file_text``: title and notes of the file; ``finding_texts``: facts, along
    ``findings``. All three are JSON.
    """

    code: str
    version: Row
    review: Row
    about: Row | None
    respondents: tuple[Row, ...]
    people: tuple[Row | None, ...]
    findings: tuple[Row, ...]
    score_text: str = ""
    file_text: str = ""
    finding_texts: tuple[str, ...] = ()
    # Known of one that was read from a casebook.
    review_id: int = 0  # the higher, the later
    versions: int = 1  # how many of the dossier are on file
    purged: bool = False


@dataclass(frozen=True, slots=True)
class PreparedDossier:
    """A record that is ready to be filed, with the keyed hashes by which its people are found again.

    All run along the respondents. ``prints``: the fingerprints to be stored; ``asked``: (fingerprint, kind of link)
    of everybody on file who would be taken for the same person. ``rows_mac``: keyed hash of the rows, the same for
    equal rosters. ``masks``: prints by which people with altered numbers are found, and ``identities``: what slips are
    asked for of (casebook/filed/near.py); both () where nobody is to be.
    """

    record: DossierRecord
    prints: tuple[tuple[int, ...], ...]
    asked: tuple[tuple[tuple[int, str], ...], ...]
    rows_mac: str
    masks: tuple[Masks, ...] = ()
    identities: tuple[Respondent, ...] = ()
