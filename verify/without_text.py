"""Cells for which the file has no text (a picture, a formula that was never calculated): they say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from verify.fields import mode

# Why the file has no text for a cell (mark "unread"): what stands in its place is our own word, and read as nothing.
_NOTHING: Mapping[str, Mapping[str, Any]] = {
    "name": {"name": "", "name_key": ""},
    "mode": {"mode": mode.UNKNOWN, "mode_parts": ""},
    "surveyed": {"start": pd.NaT, "end": pd.NaT, "year_assumed": False, "minute": -1},
    "employer": {"employer": "", "employer_key": ""},
}


def rows_without_text(rows: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Return rows in which a cell without a text says nothing, and its problem says why."""
    unread = marks[marks["kind"].eq("unread")]
    for (field, why), part in unread.groupby(["field", "detail"]):
        for column, nothing in _NOTHING.get(str(field), {}).items():
            rows.loc[part["at"].to_numpy(), column] = nothing
        if str(field) in _NOTHING:
            rows.loc[part["at"].to_numpy(), f"{field}_problem"] = str(why)
    return rows


def contacts_without_text(contacts: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Return contacts in which a cell without a text is one that cannot be read, and why."""
    unread = marks[marks["kind"].eq("unread") & marks["field"].eq("contact")]
    why = contacts["at"].map(unread.drop_duplicates("at").set_index("at")["detail"])
    # A number joined from another column is one all the same.
    blank = why.notna() & contacts["kind"].isin(("unreadable", "none"))
    return contacts.assign(
        kind=contacts["kind"].mask(blank, "unreadable"), problem=contacts["problem"].mask(blank, why)
    )
