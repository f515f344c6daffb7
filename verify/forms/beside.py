"""Files of an application that lie beside its roster and gave nothing: people may stand in them, so nobody can say
that its list is too short.

Whose a file is, its name, its folder or a roster in the same file says; what fits two dossiers is nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

import pandas as pd

from verify.forms.names import is_aside
from verify.forms.parts import is_evidence, says_roster
from verify.intake.grid import UNREAD
from verify.intake.roster import FileResult, Problem
from verify.model import FILE_UNREAD, Batch

# Kinds of files in which nobody keeps a list, and what was read to its end and holds none.
_NO_LIST = frozenset({"program", "media", "shortcut"})
_HELD_NONE = frozenset({"no_rows", "picture_register"})
# Of these only what else is said of them tells whether they may hold people.
_ASKED = frozenset({"no_roster", "no_sheets", "pdf_no_table"})
_PICTURED = frozenset({"picture", "aslant", "faint", "inverted", "photo", "attached"})


def attach(batch: Batch, results: Sequence[FileResult]) -> Batch:
    """Return the batch in which every dossier says which files beside it were not read, or not whole."""
    lost = [result for result in results if _unread(result)]
    if not lost or batch.dossiers.empty:
        return batch
    found: dict[str, list[str]] = defaultdict(list)
    owners = _Owners(batch)
    for result in lost:
        if dossier := owners.of(result.file):
            found[dossier].append(PurePosixPath(result.file).name)
    if not found:
        return batch
    notes = [
        (*own, (FILE_UNREAD, "、".join(dict.fromkeys(found[id])))) if id in found else own
        for id, own in zip(map(str, batch.dossiers.index), batch.dossiers["notes"], strict=True)
    ]
    column = pd.Series(notes, index=batch.dossiers.index, dtype=object)
    return replace(batch, dossiers=batch.dossiers.assign(notes=column))


def _unread(result: FileResult) -> bool:
    """Whether people may stand in a file, or in a part of it, that was not read."""
    if is_evidence(result.file) or is_aside(result.file) or (result.registers and not result.rosters):
        return False
    named = says_roster(result.file)
    # What was left of a table that was read is told by the roster itself.
    own = UNREAD if result.rosters else ()
    return any(item.code not in own and _may_hold(item, named=named) for item in result.problems)


def _may_hold(item: Problem, *, named: bool) -> bool:
    if item.code in _HELD_NONE or item.facts.get("kind") in _NO_LIST:
        return False
    return item.code not in _ASKED or named or "people" in item.facts or item.facts.get("of") in _PICTURED


class _Owners:
    """Which dossier a file belongs to."""

    def __init__(self, batch: Batch) -> None:
        pairs = batch.rows[["dossier", "file"]].drop_duplicates().astype("str")
        self._files: dict[str, set[str]] = defaultdict(set)
        self._folders: dict[str, set[str]] = defaultdict(set)
        for dossier, file in pairs.itertuples(index=False):
            self._files[file].add(dossier)
            self._folders[str(PurePosixPath(file).parent)].add(dossier)
        self._entries = {item.file: item.entry for item in batch.matching.unread if item.entry is not None}
        of = zip(
            map(str, batch.dossiers.index),
            batch.dossiers["applicant"],
            batch.dossiers["declared"],
            strict=True,
        )
        self._known = [(dossier, applicant) for dossier, applicant, declared in of if declared]

    def of(self, file: str) -> str:
        """Return the dossier, "" where none or several could be meant."""
        if file in self._files:
            return _only(self._files[file])
        if (entry := self._entries.get(file)) is not None:
            mine = {dossier for dossier, applicant in self._known if applicant == entry.applicant}
            return entry.id if entry.id in mine else _only(mine)
        return _only(self._folders.get(str(PurePosixPath(file).parent), set()))


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""
