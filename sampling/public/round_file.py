"""The round as a public document: what was sealed, drawn, counted and proposed, without a name or a number.

``docs/recheck.md`` says what stands in it and how it is recomputed; ``verify_round.py`` beside this file does that
in standard-library Python and was written from that page alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from sampling.draw.seal import canonical
from sampling.model import Counts
from sampling.rounds import Verdict, document, evidence_document

FORMAT = "hefang-round/1"
SCRIPT = "verify_round.py"
AGAIN = "verify_again.py"
_MADE_OF_THEM = ("sha256", "window")  # stand beside the settings where reviews keep them
_TOLD = ("lower", "upper", "fail_lower", "limit", "stage", "decision", "judgement", "grounds")


def round_document(
    name: str,
    version: str,
    seals: Sequence[Mapping[str, Any]],
    draws: Sequence[Mapping[str, Any]],
    verdicts: Iterable[tuple[str, Verdict]],
    journal: Sequence[Mapping[str, Any]],
    withdrawn: Sequence[str] = (),
    again: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the public document of a round.

    ``seals``: file, seal_sha256 of each; ``draws``: file, seal, stage, dossiers; ``verdicts``: (seal_sha256, verdict)
    of every dossier that was drawn; ``journal``: id, at, what, previous, hash of every entry, and facts of seals and
    draws; ``withdrawn``: dossiers that left the round after a draw had named them; ``again``: see ``again_document``.
    """
    made = {
        "format": FORMAT,
        "round": name,
        "version": version,
        "seals": list(seals),
        "draws": list(draws),
        "dossiers": [_dossier(seal, verdict) for seal, verdict in verdicts],
        "journal": list(journal),
        **({"withdrawn": list(withdrawn)} if withdrawn else {}),
        **({"again": dict(again)} if again else {}),
    }
    return {**made, "round_sha256": _digest(made)}


def again_document(
    draws: Mapping[str, str], settings: Mapping[str, Any] | None, settings_sha256: Collection[str]
) -> dict[str, Any]:
    """Return what the round says of who was called again. ``draws``: file -> text.

    ``settings``: all that lay under a seal, by which share and least are known; None, or without a seal that has their
    hash (an older version kept other ones), they are left out.
    """
    plain = None if settings is None else {key: settings[key] for key in settings if key not in _MADE_OF_THEM}
    if plain is not None and _digest(plain) not in settings_sha256:
        plain = None
    return {
        "settings": plain,
        "draws": [{"file": file, "sha256": _digest(json.loads(text))} for file, text in draws.items()],
    }


def _digest(made: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(made)).hexdigest()


def to_text(made: Mapping[str, Any]) -> str:
    """Return the text of the file."""
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def script(name: str = SCRIPT) -> str:
    """Return a program that recomputes a round, or its second ear (AGAIN), and needs nothing of ours."""
    return files("sampling.public").joinpath(name).read_text(encoding="utf-8")


def _dossier(seal: str, verdict: Verdict) -> dict[str, Any]:
    result, said = verdict.result, document(verdict)
    bad, good = verdict.beyond
    return {
        "id": said["id"],
        "seal": seal,
        "first": _counts(result.first),
        "second": None if result.second is None else _counts(result.second),
        "targeted": _counts(result.targeted),
        "beyond": {"bad": bad, "good": good},
        **({"evidence": evidence_document(verdict)} if any(verdict.evidence) else {}),
        "late": "" if result.silence is None else result.silence.late,
        **{key: said[key] for key in _TOLD},
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {key: int(value) for key, value in asdict(counts).items()}
