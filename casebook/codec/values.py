"""Values as they can be stored: texts that both databases take, compact JSON, nothing of pandas."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd


def clean(text: Any) -> str:
    """Return text that both databases take: no NUL, nothing that is no Unicode."""
    return str(text).replace("\0", "").encode("utf-8", "replace").decode()


def as_json(value: Any, *, sort: bool = True) -> str:
    """Return compact JSON with its characters as they are; ``sort``: keys in the order of the alphabet."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=sort, separators=(",", ":"), default=str)
    return clean(text)


def plain(value: Any) -> Any:
    """Return a cell of a frame as JSON knows it: None for what is missing, a date in ISO form."""
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value
