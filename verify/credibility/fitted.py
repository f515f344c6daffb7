"""What was fitted, ready to score: shipped as plain arrays, tied by hash to the reference that it was fitted to."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from verify.credibility.detect import Arm, Distance, Forest, Joined, Learned, Mean, Oddity
from verify.credibility.reference import Reference, shipped

_FOREST = ("roots", "feature", "threshold", "left", "right", "length")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The facts of a reference, and the arms that were fitted to it."""

    facts: Mapping[str, Any]
    arms: tuple[Arm, ...]


def fit(reference: Reference) -> Fitted:
    """Fit the arms to a reference (none where nothing is held out)."""
    # Not at the top: scikit-learn takes a second to load, and only a reference that has grown needs it.
    from verify.credibility.fitting import arms

    return Fitted(reference.facts(), arms(reference) if reference.dossiers else ())


@cache
def shipped_fit() -> Fitted:
    """Return what was fitted to the shipped reference; fitted anew where file and reference do not belong together."""
    data = files(__package__) / "data"
    content = (data / "reference.csv").read_bytes().replace(b"\r\n", b"\n")
    stored = data / "fitted.npz"
    if stored.is_file():
        found = parse(stored.read_bytes())
        if found.facts["sha256"] == hashlib.sha256(content).hexdigest():
            return found
    return fit(shipped())


def write(fitted: Fitted) -> bytes:
    """Return the arrays as the bytes of an .npz file."""
    arrays: dict[str, Any] = {}
    arms = []
    for place, arm in enumerate(fitted.arms):
        arrays[f"{place}.calibration"] = arm.calibration
        parts = _parts(arm.oddity)
        arms.append(
            {
                "name": arm.name,
                "columns": arm.columns,
                "parts": [_take(arrays, f"{place}.{at}", *part) for at, part in enumerate(parts)],
            }
        )
    head = json.dumps({"facts": dict(fitted.facts), "arms": arms}, sort_keys=True)
    out = io.BytesIO()
    np.savez_compressed(out, head=np.frombuffer(head.encode(), np.uint8), **arrays)
    return out.getvalue()


def parse(content: bytes) -> Fitted:
    """Read what ``write`` wrote."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        head = json.loads(bytes(arrays["head"]))
        arms = tuple(
            Arm(
                arm["name"],
                tuple(arm["columns"]),
                _oddity([_give(arrays, f"{place}.{at}", part) for at, part in enumerate(arm["parts"])]),
                arrays[f"{place}.calibration"],
            )
            for place, arm in enumerate(head["arms"])
        )
    return Fitted(head["facts"], arms)


def _parts(oddity: Oddity) -> Sequence[tuple[Oddity, float, float]]:
    return oddity.parts if isinstance(oddity, Mean) else ((oddity, 0.0, 1.0),)


def _oddity(parts: Sequence[tuple[Oddity, float, float]]) -> Oddity:
    return parts[0][0] if isinstance(parts[0][0], Learned) else Mean(tuple(parts))


def _take(
    arrays: dict[str, np.ndarray], key: str, part: Oddity, middle: float, width: float
) -> dict[str, Any]:
    """Put a detector's arrays beside the others; return what stands in the head."""
    told: dict[str, Any] = {"kind": type(part).__name__, "middle": middle, "width": width}
    match part:
        case Forest():
            arrays.update({f"{key}.{name}": getattr(part, name) for name in _FOREST})
            told |= {"deepest": part.deepest, "usual": part.usual}
        case Distance():
            arrays |= {f"{key}.location": part.location, f"{key}.precision": part.precision}
        case Joined():
            told["places"] = part.places
        case Learned():
            arrays[f"{key}.weights"] = part.weights
            told["start"] = part.start
        case _:
            raise TypeError(f"a fitted forest, distance, joined columns or line; got {part!r}")
    return told


def _give(arrays: Any, key: str, told: Mapping[str, Any]) -> tuple[Oddity, float, float]:
    part: Oddity
    if told["kind"] == "Forest":
        nodes = {name: arrays[f"{key}.{name}"] for name in _FOREST}
        part = Forest(**nodes, deepest=told["deepest"], usual=told["usual"])
    elif told["kind"] == "Distance":
        part = Distance(arrays[f"{key}.location"], arrays[f"{key}.precision"])
    elif told["kind"] == "Joined":
        part = Joined(tuple(told["places"]))
    else:
        part = Learned(arrays[f"{key}.weights"], told["start"])
    return part, told["middle"], told["width"]
