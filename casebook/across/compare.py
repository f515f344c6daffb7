"""Exports compared by an engine, spilling to disk: who is shared, who is altered, and beyond chance.

The engine does the joins (casebook/across/engines.py, casebook/across/query.py); what chance explains is reckoned here for
the few pairs of rosters that have enough people (verify/coincidence.py), in numbers that it counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from casebook.across import engines, query
from casebook.across.engines import Engine
from casebook.across.files import EXPORT, RESULT_SCHEMA, ExportLabel, label_of
from casebook.across.people import HOLES
from casebook.across.query import SAME
from casebook.errors import CasebookError
from verify.coincidence import ALIKE, LEAST, ONE, SOUND, Surprise, controlled, earlier, in_order, surprise

# Kinds of pairs of rows -> those of them that count where names are asked to be so much alike.
_COUNTS = {ONE: (ONE,), ALIKE: (ONE, ALIKE), SOUND: (ONE, SOUND)}
_MEMORY = re.compile(r"\d+(\.\d+)?\s*[KMGT]i?B", re.I)
# Columns of names -> kinds that agree in them.
_AGREE = {
    "name": (ONE, ALIKE, SOUND),
    **dict.fromkeys(HOLES, (ALIKE,)),
    "sound": (SOUND,),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison. ``refused``: files that were left out, and why."""

    table: pa.Table
    label: ExportLabel
    sources: tuple[str, ...]
    lines: int
    rosters: int
    altered: int  # pairs of rosters that share altered people beyond chance
    same: int  # pairs of rosters that share people with the very number
    refused: tuple[CasebookError, ...]


class NothingLeftError(Exception):
    """No file was left to be compared. ``refused``: why, of each."""

    def __init__(self, refused: Sequence[CasebookError]) -> None:
        super().__init__(refused)
        self.refused = tuple(refused)


@dataclass(slots=True)
class _Two:
    """What was counted of two rosters."""

    near: int = 0
    same: int = 0
    people: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)


def compare(
    paths: Sequence[Path], folder: Path, memory: str | None = None, name: str = engines.DUCKDB
) -> Compared:
    """Compare exports. What cannot be read, or was made with another key, is left out and named.

    ``folder``: where there is room to spill; ``name``: of the engine. Raises CasebookError extra, link_engine or
    link_memory, and NothingLeftError.
    """
    if memory is not None and not _MEMORY.fullmatch(memory.strip()):
        raise CasebookError("link_memory", got=memory)
    usable, label, refused = _usable(paths)
    if not usable:
        raise NothingLeftError(refused or [CasebookError("link_none")])
    try:
        with TemporaryDirectory(prefix=".link-", dir=folder) as spill:
            engine = engines.engine(name, memory, Path(spill))
            try:
                return _compared(engine, usable, label, refused)
            finally:
                engine.close()
    except engines.EngineError as error:
        raise CasebookError("link_engine", got=str(error)) from error
    except OSError as error:
        raise CasebookError("link_write", path=folder, got=error.strerror or str(error)) from error


def _usable(paths: Sequence[Path]) -> tuple[dict[Path, ExportLabel], ExportLabel, list[CasebookError]]:
    """Files that can be compared: all of one key, the key of most of them."""
    found: dict[Path, ExportLabel] = {}
    refused: list[CasebookError] = []
    for path in dict.fromkeys(paths):
        try:
            found[path] = label_of(path, EXPORT)
        except CasebookError as error:
            refused.append(error)
    keys = [label.key for label in found.values()]
    most = max(dict.fromkeys(keys), key=keys.count, default="")
    refused += [CasebookError("link_key", path=path) for path, label in found.items() if label.key != most]
    taken: dict[Path, ExportLabel] = {}
    for path, label in found.items():
        if label.key != most:
            continue
        if label.source in {other.source for other in taken.values()}:
            refused.append(CasebookError("link_twice", path=path, source=label.source))
        else:
            taken[path] = label
    return taken, ExportLabel(most, ""), refused


def _compared(
    engine: Engine, usable: Mapping[Path, ExportLabel], label: ExportLabel, refused: list[CasebookError]
) -> Compared:
    whole: list[Path] = []
    for path in usable:
        try:
            engine.whole(path)
        except engines.EngineError as error:
            refused.append(CasebookError("link_broken", path=path, got=str(error)))
        else:
            whole.append(path)
    if not whole:
        raise NothingLeftError(refused)
    engine.people(whole)
    engine.define("pairs", query.rows())
    size = {line[0]: line[1] for line in engine.ask(query.SIZES)}
    told = _told(engine, size)
    sources = tuple(usable[path].source for path in whole)
    table, altered, same = _table(engine, told, sources)
    label = ExportLabel(label.key, "\n".join(sources), " ".join(f"{print_:x}" for print_ in sorted(size)))
    return Compared(table, label, sources, sum(size.values()), len(size), altered, same, tuple(refused))


def _told(engine: Engine, size: Mapping[int, int]) -> dict[tuple[int, int], Surprise]:
    """Pairs of dossiers that share altered people beyond chance."""
    two: dict[tuple[int, int], _Two] = defaultdict(_Two)
    people: dict[tuple[int, int], dict[str, tuple[int, int]]] = defaultdict(dict)
    for a, b, kind, pairs, here, there in engine.ask(query.COUNTED):
        if kind == SAME:
            two[a, b].same = min(here, there)
        else:
            two[a, b].near += pairs
            people[a, b][kind] = (here, there)
    looked = []
    for key, kinds in people.items():
        for kind, of in _COUNTS.items():
            sides = [kinds.get(part, (0, 0)) for part in of]
            two[key].people[kind] = min(sum(side[0] for side in sides), sum(side[1] for side in sides))
        if any(count >= LEAST[kind] for kind, count in two[key].people.items()):
            looked.append(key)
    if not looked:
        return {}
    engine.give("looked", {"dossier_a": [a for a, _ in looked], "dossier_b": [b for _, b in looked]})
    for column, of in _AGREE.items():
        for a, b, pairs in engine.ask(query.alike(column)):
            for kind in of:
                two[a, b].names[kind] = two[a, b].names.get(kind, 0) + int(pairs)
    owners = _owners(engine)
    compared = _strangers(owners)
    found: dict[tuple[int, int], Surprise] = {}
    for a, b in looked:
        counted = two[a, b]
        rows = size[a] * size[b]
        expected = {kind: counted.near * counted.names.get(kind, 0) / rows for kind in _COUNTS}
        seen = surprise(counted.people, expected, counted.same)
        if seen is not None:
            found[a, b] = seen
    told = controlled([seen.p_value for seen in found.values()], compared)
    return {key: seen for (key, seen), tell in zip(found.items(), told, strict=True) if tell}


def _owners(engine: Engine) -> dict[int, int]:
    """Applicant -> rosters."""
    return {line[0]: line[1] for line in engine.ask(query.OWNERS)}


def _strangers(owners: Mapping[int, int]) -> int:
    """How many pairs of rosters of different applicants there are."""
    total = sum(owners.values())
    return max(1, (total * total - sum(count * count for count in owners.values())) // 2)


def _table(
    engine: Engine, told: Mapping[tuple[int, int], Surprise], sources: Sequence[str]
) -> tuple[pa.Table, int, int]:
    """The result: rows of the pairs of rosters that are told, and all that have the very number."""
    home = {line[0]: line[1] for line in engine.ask(query.HOMES)}
    groups: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for line in engine.ask(query.CHOSEN):
        row = dict(zip(query.PAIR, line, strict=True))
        key = row["dossier_a"], row["dossier_b"]
        if row["kind"] == SAME or (key in told and row["kind"] in _COUNTS[told[key].kind]):
            groups[key].append(row)
    lines: list[dict[str, Any]] = []
    same = 0
    for key, rows in groups.items():
        for kind in (SAME, None):
            mine = [row for row in rows if (row["kind"] == SAME) == (kind == SAME)]
            if not mine:
                continue
            same += kind == SAME
            lines += _lines(mine, told.get(key) if kind is None else None, home, sources)
    return pa.Table.from_pylist(lines, schema=RESULT_SCHEMA), len(told), same


def _lines(
    rows: Sequence[Mapping[str, Any]],
    seen: Surprise | None,
    home: Mapping[int, int],
    sources: Sequence[str],
) -> Iterable[dict[str, Any]]:
    once = {row["person_a"]: row for row in rows}
    about = {
        "told": SAME if seen is None else seen.kind,
        "people": len(once) if seen is None else seen.people,
        "expected": None if seen is None else seen.expected,
        "dates": earlier([(_day(row["day_a"]), _day(row["day_b"])) for row in once.values()]),
        "same_order": in_order([(row["position_a"], row["position_b"]) for row in once.values()]),
    }
    for row in rows:
        yield {
            **{f"{name}_{side}": row[f"{name}_{side}"] for side in "ab" for name in ("dossier", "person")},
            **{f"source_{side}": sources[home[row[f"dossier_{side}"]]] for side in "ab"},
            "kind": row["kind"],
            **about,
        }


def _day(number: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat() if number else ""
