"""Clause id -> words. Source: 黑质协字[2017]2号, its filling notes, forms and measures (phrases/tables/clause.csv)."""

from __future__ import annotations

from phrases import has, say


def words(clause: str, lang: str = "zh") -> str:
    """Return the text of a clause; "" for checks that cite none (shown as –)."""
    return say(f"clause.{clause}", lang) if has(f"clause.{clause}") else ""
