"""The draw as a file: draw.json beside the seal, so that a second draw cannot pass unnoticed.

{"format": "hefang-draw/1", "seal_sha256", "stage", "seeds": [...], "h0": [...],
 "dossiers": [{"id", "sample": [...], "reserve": [...], "tickets": {row id: ticket}}],
 "superseded": [{"seeds", "reason"}]}
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sampling.draw.seal import parse_document
from sampling.draw.tickets import read_seed, replay, seed_hash
from sampling.errors import SamplingError
from sampling.model import Draw, Seal

FORMAT = "hefang-draw/1"


def draws_document(draws: Sequence[Draw]) -> dict[str, Any]:
    """Return draws as JSON values: ``{"dossiers": [...]}``."""
    return {
        "dossiers": [
            {
                "id": drawn.dossier,
                "sample": list(drawn.sample),
                "reserve": list(drawn.reserve),
                "tickets": dict(drawn.tickets),
            }
            for drawn in draws
        ]
    }


def record(
    seal: Seal,
    seeds: Sequence[str],
    earlier: str | None = None,
    *,
    file: str = "draw.json",
    reason: str | None = None,
) -> dict[str, Any]:
    """Draw and return the document to write; ``earlier`` is the text of the file that is already there.

    The same seeds give the same document again. Other seeds are refused unless a ``reason`` is given,
    and then the earlier seeds stay on record under ``superseded``.

    Raises SamplingError already_drawn, reason_missing, draw_other_seal, or what drawing raises.
    """
    seeds = [read_seed(seed) for seed in seeds]
    superseded: list[Any] = []
    if earlier is not None:
        before = read_record(earlier, seal)
        superseded = list(before["superseded"])
        if before["seeds"] != seeds:
            if reason is None:
                raise SamplingError(
                    "already_drawn", file=file, drawn=" / ".join(before["seeds"]), seed=seeds[-1]
                )
            if not reason.strip():
                raise SamplingError("reason_missing")
            superseded.append({"seeds": before["seeds"], "reason": reason})
    return {
        "format": FORMAT,
        "seal_sha256": seal.seal_sha256,
        "stage": len(seeds),
        "seeds": seeds,
        "h0": [seed_hash(seed) for seed in seeds],
        **draws_document(replay(seal, seeds)),
        "superseded": superseded,
    }


def file_of_stage(stage: int, first: Path, second: Path) -> Path:
    """Return the draw file of a stage. Raises SamplingError stage_range."""
    if stage not in (1, 2):
        raise SamplingError("stage_range", got=stage)
    return first if stage == 1 else second


def seeds_of_stage(seal: Seal, seed: str, stage: int, first: str | None) -> list[str]:
    """Return the seeds to draw with: stage 2 needs stage 1's, from the text of its draw file.

    Raises SamplingError not_drawn when there is none.
    """
    if stage == 1:
        return [read_seed(seed)]
    if first is None:
        raise SamplingError("not_drawn")
    return [*read_record(first, seal)["seeds"], read_seed(seed)]


def to_text(document: Mapping[str, Any]) -> str:
    """Return the file's text; the same draw gives the same bytes."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def read_record(text: str, seal: Seal) -> dict[str, Any]:
    """Read a draw file of this seal.

    Raises SamplingError draw_unreadable or draw_other_seal.
    """
    document = parse_document(text, "draw_unreadable")
    shape = {"seeds": list, "dossiers": list, "superseded": list, "seal_sha256": str, "stage": int}
    for key, kind in shape.items():
        if document.get("format") != FORMAT or type(document.get(key)) is not kind:
            raise SamplingError("draw_unreadable", got=f"{key}: {str(document.get(key))[:40]}")
    if document["seal_sha256"] != seal.seal_sha256:
        raise SamplingError("draw_other_seal", got=document["seal_sha256"], expected=seal.seal_sha256)
    for seed in document["seeds"]:
        read_seed(seed)
    return document


def differences(expected: Mapping[str, Any], draws: Sequence[Draw]) -> tuple[dict[str, str], ...]:
    """Compare a draw file, or the JSON of a replay, with draws: one fact sheet per thing that differs.

    Each has ``dossier``, ``part`` (dossier, sample, reserve, tickets), ``expected`` and ``got``.
    """
    found: list[dict[str, str]] = []
    listed = expected.get("dossiers")
    stated = {
        item["id"]: item
        for item in (listed if isinstance(listed, list) else [])
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }
    for item in draws_document(draws)["dossiers"]:
        other = stated.pop(item["id"], None)
        if other is None:
            found.append({"dossier": item["id"], "part": "dossier", "expected": "-", "got": item["id"]})
            continue
        for part in ("sample", "reserve", "tickets"):
            if other.get(part) != item[part]:
                want, got = _first_difference(other.get(part), item[part])
                found.append({"dossier": item["id"], "part": part, "expected": want, "got": got})
    found += [{"dossier": id, "part": "dossier", "expected": id, "got": "-"} for id in stated]
    return tuple(found)


def _first_difference(expected: Any, got: Any) -> tuple[str, str]:
    if isinstance(expected, list) and isinstance(got, list):
        for at in range(max(len(expected), len(got))):
            want, have = expected[at : at + 1], got[at : at + 1]
            if want != have:
                return f"{at + 1}: {(want or ['-'])[0]}", f"{at + 1}: {(have or ['-'])[0]}"
    if isinstance(expected, dict) and isinstance(got, dict):
        for row in sorted(expected.keys() | got.keys()):
            if expected.get(row) != got.get(row):
                return f"{row}: {expected.get(row, '-')}", f"{row}: {got.get(row, '-')}"
    return str(expected)[:80], str(got)[:80]
