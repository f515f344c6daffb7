"""What is shown beside a score and has no weight: how an online survey came in, where numbers live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verify.model import Part


def context(code: str, p_value: float | None, shown: float, usual: float, facts: Mapping[str, Any]) -> Part:
    """Return a part of the waterfall that takes nothing off: the figure that was tested, and what is usual.

    ``p_value``: None where what is usual is an estimate and no null.
    """
    told = {"shown": _short(shown), "usual": _short(usual), "null": code.lower().replace(".", "_")}
    return Part(code, 0.0, None if p_value is None else round(p_value, 6), {**facts, **told, "context": True})


def _short(value: float) -> float:
    return int(value) if float(value).is_integer() else round(float(value), 1 if value >= 2 else 2)
