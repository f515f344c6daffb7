"""A review <-> the records of its dossiers. ``from_records(to_records(review))`` makes every paper that it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from casebook.codec import checks, findings, header, papers, respondents, scores, segments
from casebook.codec.record import DossierRecord, PreparedDossier, Row
from casebook.codec.values import as_json, clean
from casebook.fingerprints import asked, mac, stored
from casebook.masks import masks
from verify.model import SEVERITIES, Batch, Finding, Review


def to_records(
    review: Review, found: Mapping[str, Sequence[Finding]], settings: Mapping[str, Any], key: bytes
) -> tuple[PreparedDossier, ...]:
    """Return every dossier of a review, ready to be filed, in its order.

    ``found``: findings by dossier; ``settings``: as in review.json, sha256 and every value; ``key``: the casebook's.
    Nothing is locked and nothing written.
    """
    batch = review.batch
    codes = [str(code) for code in batch.dossiers.index]
    done = checks.to_values(review.results, codes)
    places = findings.places_of(review)
    contacts = respondents.contacts_by_row(batch)
    groups = dict(iter(batch.rows.groupby("dossier", observed=True, sort=False)))
    prepared = []
    for code in codes:
        rows = groups.get(code, batch.rows.iloc[:0])
        version, head, read, file_text = header.to_columns(batch.dossiers.loc[code].to_dict())
        roster = respondents.to_rows(rows, contacts, review.priority, key)
        filed, texts, pointed = findings.to_rows(found.get(code, ()), places.get(code, {}))
        score, score_text, scored = scores.to_columns(review.credibility.get(code))
        head = {
            **head,
            "settings_sha256": str(settings["sha256"]),
            "tool": clean(review.version),
            "counts": as_json(dict.fromkeys(SEVERITIES, 0) | Counter(row["severity"] for row in filed)),
            "score": score,
            "text_mac": text_mac(key, score_text),
        }
        about = {
            "settings": dict(settings),
            **read,
            "sheets": segments.to_values(batch.segments[batch.segments["dossier"].eq(code)], rows),
            "papers": papers.to_values(batch.papers[batch.papers["dossier"].eq(code)]),
            "checks": done[code],
            "findings": pointed,
            **roster.about,
            **scored,
        }
        record = DossierRecord(
            code=code,
            version=version,
            review={**head, "content_mac": mac(key, as_json([head, filed, texts]))},
            about=about,
            respondents=roster.respondents,
            people=roster.people,
            findings=tuple(
                {**row, "text_mac": text_mac(key, t)} for row, t in zip(filed, texts, strict=True)
            ),
            score_text=score_text,
            file_text=file_text,
            finding_texts=texts,
        )
        prints = tuple(tuple(stored(key, who)) for who in roster.identities)
        questions = tuple(tuple(asked(key, who)) for who in roster.identities)
        masked = tuple(masks(key, who) for who in roster.identities)
        prepared.append(
            PreparedDossier(
                record,
                prints,
                questions,
                _rows_mac(key, roster.respondents),
                masked,
                tuple(roster.identities),
            )
        )
    return tuple(prepared)


def text_mac(key: bytes, text: str) -> str:
    """Return the keyed hash of a text that may name people, "" for none."""
    return mac(key, text) if text else ""


def _rows_mac(key: bytes, rows: Sequence[Row]) -> str:
    names = ("row_id", "mode", "start", "end", "person_mac")
    return mac(key, as_json([[row[name] for name in names] for row in rows]))


def from_records(records: Sequence[DossierRecord], codes: Sequence[str]) -> tuple[Review, tuple[str, ...]]:
    """Return the review that records were made from, and checks on file that are not among ``codes``.

    ``codes``: as checks.from_records takes them. Settings and version are those of the newest review.
    """
    parts = [segments.from_record(record) for record in records]
    rows, contacts = respondents.from_records(records, parts)
    results, retired = checks.from_records(records, codes)
    credibility = {r.code: score for r in records if (score := scores.from_record(r)) is not None}
    newest = max(records, key=lambda record: record.review_id, default=None)
    settings = None if newest is None else settings_of(records)[newest.review["settings_sha256"]]
    number, empty = pd.Series([], dtype="int64"), pd.Series([], dtype="str")
    batch = Batch(
        rows=rows,
        contacts=contacts,
        dossiers=header.from_records(records),
        segments=segments.frame(records, parts),
        marks=pd.DataFrame({"at": number, "field": empty, "kind": empty, "detail": empty}),
        extras=pd.DataFrame({"at": number, "heading": empty, "text": empty}),
        papers=papers.from_records(records),
    )
    version = "" if newest is None else newest.review["tool"]
    return Review(batch, results, credibility, respondents.priorities(records), settings, version), retired


def settings_of(records: Sequence[DossierRecord]) -> dict[str, Mapping[str, Any] | None]:
    """Return sha256 -> settings with their values, None where no review under them recorded these."""
    found: dict[str, Mapping[str, Any] | None] = {}
    for record in records:
        sha256 = record.review["settings_sha256"]
        found[sha256] = found.get(sha256) or (record.about["settings"] if record.about else None)
    return found
