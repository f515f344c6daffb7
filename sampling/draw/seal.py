"""The seal: what is frozen before the dice, as one JSON document that holds no personal data.

    {"format": "hefang-seal/1",
     "dossiers": [{"id", "population", "roster_sha256", "rows": [...], "targeted": [...], "plan": {...}}],
     "settings_sha256", "version", "seal_sha256"}

``seal_sha256`` is the SHA-256 of the document without that key, as JSON with sorted keys, separators
``,`` and ``:``, UTF-8, no ASCII escaping. Every number in it is a whole number and every share a text, so
that no two languages can write it differently.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from sampling.design.odds import read_odds
from sampling.errors import SamplingError
from sampling.model import Plan, Seal, SealedDossier

FORMAT = "hefang-seal/1"
_PLAN_COUNTS = ("population", "limit", "n1", "accept1", "reject1", "n2", "accept2")
_PLAN_TEXTS = ("tolerable", "confidence", "expected", "producer_risk", "fail_confidence", "dead_numbers")
# Absent in seals of the first edition, and then not hashed.
_SILENCE = ("silence_odds", "silence_most", "expected_silence", "stage_share")
_TABS = str.maketrans("\t\n\r", "   ")


def roster_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the canonical bytes of a roster.

    ``rows``: per row, in row order, the seven texts row_id, name, contacts joined by ``|``, mode code,
    start, end (ISO dates or ""), employer. Tabs and line breaks inside become spaces; NFC; UTF-8; every
    line ends in ``\\n``.
    """
    lines = ("\t".join(text.translate(_TABS) for text in row) + "\n" for row in rows)
    return unicodedata.normalize("NFC", "".join(lines)).encode()


def roster_sha256(rows: Iterable[Sequence[str]]) -> str:
    """Lower-case hex SHA-256 of the canonical roster."""
    return hashlib.sha256(roster_bytes(rows)).hexdigest()


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the bytes that are hashed."""
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def seal_dossier(
    id: str, rows: Sequence[str], roster_hash: str, plan: Plan, targeted: Sequence[str] = ()
) -> SealedDossier:
    """Check one dossier and freeze it. Targeted rows are put into roster order.

    Raises SamplingError empty_roster, duplicate_rows, targeted_unknown or sample_exceeds_rows.
    """
    seen: set[str] = set()
    for row in rows:
        if row in seen:
            raise SamplingError("duplicate_rows", dossier=id, row=row)
        seen.add(row)
    aimed = frozenset(targeted)
    for row in sorted(aimed - seen):
        raise SamplingError("targeted_unknown", dossier=id, row=row)
    left = len(seen) - len(aimed)
    if left == 0:
        raise SamplingError("empty_roster", dossier=id)
    if plan.n1 + plan.n2 > left:
        raise SamplingError("sample_exceeds_rows", dossier=id, sample=plan.n1 + plan.n2, rows=left)
    kept = tuple(row for row in rows if row in aimed)
    return SealedDossier(id, len(rows), roster_hash, tuple(rows), kept, plan)


def make_seal(dossiers: Sequence[SealedDossier], settings_sha256: str, version: str) -> Seal:
    """Seal dossiers, in the order given.

    Raises SamplingError seal_empty, duplicate_dossiers or duplicate_rows (across dossiers).
    """
    if not dossiers:
        raise SamplingError("seal_empty")
    ids: set[str] = set()
    rows: set[str] = set()
    for sealed in dossiers:
        if sealed.id in ids:
            raise SamplingError("duplicate_dossiers", dossier=sealed.id)
        ids.add(sealed.id)
        for row in sealed.rows:
            if row in rows:
                raise SamplingError("duplicate_rows", dossier=sealed.id, row=row)
            rows.add(row)
    bare = Seal(tuple(dossiers), settings_sha256, version, "")
    return replace(bare, seal_sha256=hashlib.sha256(canonical(_content(bare))).hexdigest())


def to_document(seal: Seal) -> dict[str, Any]:
    """Return the seal as JSON values."""
    return {**_content(seal), "seal_sha256": seal.seal_sha256}


def to_text(seal: Seal) -> str:
    """Return the file's text: readable, one row id a line; only the content is hashed, not the layout."""
    return json.dumps(to_document(seal), ensure_ascii=False, indent=1) + "\n"


def refuse_overwriting(earlier: str | None, seal: Seal, file: str) -> None:
    """Raise SamplingError already_sealed when ``earlier`` (the text of ``file``) is another seal."""
    if earlier is None:
        return
    known = read_seal(earlier)
    if known.seal_sha256 != seal.seal_sha256:
        raise SamplingError("already_sealed", file=file, got=known.seal_sha256)


def plan_document(plan: Plan) -> dict[str, Any]:
    """Return a plan as it stands in the seal."""
    known = {name: getattr(plan, name) for name in (*_PLAN_COUNTS, *_PLAN_TEXTS)}
    return known | {name: value for name in _SILENCE if (value := getattr(plan, name))}


def _content(seal: Seal) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "dossiers": [
            {
                "id": sealed.id,
                "population": sealed.population,
                "roster_sha256": sealed.roster_sha256,
                "rows": list(sealed.rows),
                "targeted": list(sealed.targeted),
                "plan": plan_document(sealed.plan),
            }
            for sealed in seal.dossiers
        ],
        "settings_sha256": seal.settings_sha256,
        "version": seal.version,
    }


def read_seal(text: str) -> Seal:
    """Read seal.json and check it: form, counts, duplicates, and the hash over its content.

    Raises SamplingError seal_unreadable, seal_format, seal_changed, or what sealing itself raises.
    """
    document = parse_document(text, "seal_unreadable")
    _expect(document.get("format") == FORMAT, "format", FORMAT, document.get("format"))
    content = {key: value for key, value in document.items() if key != "seal_sha256"}
    stated = _text(document, "seal_sha256", "")
    actual = hashlib.sha256(canonical(content)).hexdigest()
    if actual != stated:
        raise SamplingError("seal_changed", expected=stated, got=actual)
    listed = document.get("dossiers")
    _expect(isinstance(listed, list), "dossiers", "a list", listed)
    dossiers = [_read_dossier(item, f"dossiers[{at}]") for at, item in enumerate(listed or [])]
    read = make_seal(dossiers, _text(document, "settings_sha256", ""), _text(document, "version", ""))
    # A key that this version does not know would be hashed but not understood.
    _expect(read.seal_sha256 == stated, "document", "no further keys", ", ".join(sorted(document)))
    return read


def parse_document(text: str, code: str) -> dict[str, Any]:
    """Read a JSON object in which every number is a whole number and every key occurs once.

    Raises SamplingError with the given code.
    """

    def refuse(got: str) -> NoReturn:
        raise SamplingError(code, got=got)

    def whole(digits: str) -> int:
        return refuse(digits) if digits == "-0" or len(digits) > 15 else int(digits)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        return found if len(found) == len(pairs) else refuse("duplicate key")

    try:
        document = json.loads(
            text.removeprefix("\ufeff"),
            parse_int=whole, parse_float=refuse, parse_constant=refuse, object_pairs_hook=once,
        )  # fmt: skip
        if isinstance(document, dict):
            canonical(document)  # a lone surrogate has no UTF-8, so nothing could be hashed
    except (json.JSONDecodeError, UnicodeEncodeError, RecursionError) as error:
        raise SamplingError(code, got=str(error)) from error
    return document if isinstance(document, dict) else refuse(type(document).__name__)


def _read_dossier(item: Any, where: str) -> SealedDossier:
    _expect(isinstance(item, dict), where, "an object", item)
    rows, targeted, plan = (item.get(key) for key in ("rows", "targeted", "plan"))
    for name, got in (("rows", rows), ("targeted", targeted)):
        good = isinstance(got, list) and all(isinstance(row, str) for row in got)
        _expect(good, f"{where}.{name}", "a list of row ids", got)
    _expect(isinstance(plan, dict), f"{where}.plan", "an object", plan)
    counts = {name: _count(plan, name, f"{where}.plan.") for name in _PLAN_COUNTS}
    texts = {
        name: _text(plan, name, f"{where}.plan.")
        for name in (*_PLAN_TEXTS, *(name for name in _SILENCE if name in plan))
    }
    if texts.get("silence_odds"):
        read_odds(texts["silence_odds"])
    sealed = seal_dossier(
        _text(item, "id", f"{where}."), rows, _text(item, "roster_sha256", f"{where}."),
        _read_plan(counts, texts), targeted,
    )  # fmt: skip
    _expect(
        _count(item, "population", f"{where}.") == len(rows),
        f"{where}.population",
        str(len(rows)),
        item["population"],
    )
    left = len(rows) - len(targeted)
    _expect(sealed.plan.population == left, f"{where}.plan.population", str(left), counts["population"])
    return sealed


def _read_plan(counts: Mapping[str, int], texts: Mapping[str, str]) -> Plan:
    return Plan(
        population=counts["population"],
        limit=counts["limit"],
        n1=counts["n1"],
        accept1=counts["accept1"],
        reject1=counts["reject1"],
        n2=counts["n2"],
        accept2=counts["accept2"],
        tolerable=texts["tolerable"],
        confidence=texts["confidence"],
        expected=texts["expected"],
        producer_risk=texts["producer_risk"],
        fail_confidence=texts["fail_confidence"],
        dead_numbers=texts["dead_numbers"],
        **{name: texts.get(name, "") for name in _SILENCE},
    )


def _text(item: Mapping[str, Any], key: str, where: str) -> str:
    _expect(isinstance(item.get(key), str), where + key, "a text", item.get(key))
    return str(item[key])


def _count(item: Mapping[str, Any], key: str, where: str) -> int:
    got = item.get(key)
    _expect(type(got) is int and got >= 0, where + key, "a whole number", got)
    return int(item[key])


def _expect(good: bool, where: str, expected: str, got: Any) -> None:
    if not good:
        raise SamplingError("seal_format", where=where, expected=expected, got=str(got)[:80])
