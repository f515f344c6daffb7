"""How rosters and the register's entries found each other, put together for screens and papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from verify.identity.whose import FILE, FORM, TABLE, Identity, identify
from verify.intake.roster import Roster
from verify.model import LACKS, Aside, Entry, Lost, Matching
from verify.register import Answer, Register


def matching(
    how: Mapping[str, str],
    entries: Mapping[str, int],
    aside: tuple[Aside, ...],
    identity: Identity,
    register: Register,
    lost: Mapping[str, str],
) -> Matching:
    """Return how rosters and entries found each other.

    ``how``: dossier -> what decided; ``lost``: file -> why it gave nothing.
    """
    everybody = tuple(_entry(line) for line in register.entries.to_dict("records"))
    meant = identify([Roster(file, "", file, "", ()) for file in lost], register)
    used = set(entries.values())
    unread = []
    for (file, code), at, why in zip(lost.items(), meant.entries, meant.how, strict=True):
        # A form or a report beside the rosters holds none; a file that the register names should.
        missed = (
            at is not None
            and at not in entries.values()
            and (code != "no_roster" or why in (FILE, FORM, TABLE))
        )
        unread.append(Lost(file, code, None if at is None else everybody[at], missed))
        if at is not None and missed:
            used.add(at)
    given = {(item.file, item.sheet) for item in aside}
    return Matching(
        entries=len(everybody),
        how=how,
        open=tuple(item for item in identity.open if (item.file, item.sheet) not in given),
        absent=tuple(entry for at, entry in enumerate(everybody) if at not in used),
        aside=aside,
        unread=tuple(unread),
        everybody=everybody,
        typed=register.entries.empty or not all(register.entries["made"]),
        told=(
            *register.doubts,
            *((LACKS, {"item": item}) for item in register.lacks),
            *(("table_unknown", _answer(item)) for item in identity.unknown),
        ),
    )


def _entry(line: Mapping[Any, Any]) -> Entry:
    texts = {
        str(name): _plain(value) for name, value in line.items() if name not in ("row", "made", "source")
    }
    named = ("id", "applicant", "category", "recommender")
    declared = tuple((name, text) for name, text in texts.items() if text and name not in named)
    return Entry(texts["id"], texts["applicant"], texts["category"], texts["recommender"], declared)


def _plain(value: object) -> str:
    """A value of the register as text again."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return "" if value is None or value != value else f"{value:g}" if isinstance(value, float) else str(value)


def _answer(item: Answer) -> dict[str, str]:
    return {"row": str(item.row), "said": item.said}
