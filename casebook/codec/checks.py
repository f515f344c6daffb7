"""What every check did in a dossier, examined or skipped: ``CheckResult``, and a share of ``about``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casebook.codec import findings
from casebook.codec.findings import Hit
from casebook.codec.record import DossierRecord, Row
from verify.model import CheckResult

NOT_RECORDED = "not_recorded"  # reason of a skip: filed before the casebook kept what a check looked at


def to_values(results: Iterable[CheckResult], dossiers: Iterable[str]) -> dict[str, list[Row]]:
    """Return, by dossier, what the checks did, in the order in which they were run.

    ``rank``: the place of a skip among those of its check; ``facts``: names of the facts of its hits, which stay
    when the values are purged.
    """
    found: dict[str, list[Row]] = {dossier: [] for dossier in dossiers}
    for result in results:
        rank = {dossier: at for at, dossier in enumerate(result.skipped)}
        facts = [name for name in result.hits.columns if name not in findings.FRAME]
        hit = frozenset(result.hits["dossier"]) if facts else frozenset()
        for dossier, said in found.items():
            row: dict[str, Any] = {"code": result.code}
            if dossier in rank:
                row |= {"skipped": result.skipped[dossier], "rank": rank[dossier]}
            else:
                row["examined"] = int(result.examined.get(dossier, 0))
                if dossier in hit:
                    row["facts"] = facts
            said.append(row)
    return found


def run_codes(about: Row) -> frozenset[str]:
    """Return the checks that were run, from ``about``."""
    return frozenset(check["code"] for check in about["checks"] if "skipped" not in check)


def from_records(
    records: Sequence[DossierRecord], codes: Sequence[str]
) -> tuple[tuple[CheckResult, ...], tuple[str, ...]]:
    """Return the results of ``codes``, and those codes on file that are not among them.

    () takes all that are on file, in the order in which they were run last.
    """
    checks = {r.code: {check["code"]: check for check in (r.about or {}).get("checks", ())} for r in records}
    filed: dict[str, None] = {}
    for record in sorted(records, key=lambda record: -record.review_id):
        filed |= dict.fromkeys(checks[record.code])
    for record in records:
        filed |= dict.fromkeys(sorted({finding["code"] for finding in record.findings}))
    order = [code for code in codes if code in filed] if codes else list(filed)
    hits = findings.from_records(records)
    results = tuple(
        _result(code, hits.get(code, ()), {dossier: mine.get(code) for dossier, mine in checks.items()})
        for code in order
    )
    return results, tuple(code for code in filed if code not in set(order))


def _result(code: str, hits: Sequence[Hit], said: Mapping[str, Row | None]) -> CheckResult:
    examined: dict[str, int] = {}
    skipped: list[tuple[int, str, str]] = []
    named: dict[str, Sequence[str]] = {}
    for dossier, check in said.items():
        if check is None:
            skipped.append((len(said), dossier, NOT_RECORDED))
        elif "skipped" in check:
            skipped.append((check["rank"], dossier, check["skipped"]))
        else:
            examined[dossier] = check["examined"]
            named[dossier] = check.get("facts", ())
    # In the order in which the check named them.
    told = {dossier: reason for _, dossier, reason in sorted(skipped, key=lambda skip: skip[0])}
    return CheckResult(code, findings.frame(hits, named), examined, told)
