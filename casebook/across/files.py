"""Exports and results on disk: Parquet with what it is, whose and under which key, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from casebook.across.people import COLUMNS
from casebook.errors import CasebookError

EXPORT, RESULT = "hefang-link/2", "hefang-link-result/1"  # in /1 names were read in another way
# One line is a pair of rows of two rosters; the last columns are those of the rosters, the same on all their lines.
RESULT_SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        *((f"{name}_{side}", pa.int64()) for side in "ab" for name in ("dossier", "person")),
        *((f"source_{side}", pa.string()) for side in "ab"),
        ("told", pa.string()),
        ("people", pa.int64()),
        ("expected", pa.float64()),
        ("dates", pa.string()),
        ("same_order", pa.bool_()),
    ]
)
EXPORT_SCHEMA = pa.schema([(name, pa.int64()) for name in COLUMNS])


@dataclass(frozen=True, slots=True)
class ExportLabel:
    """What a file says of itself. ``key``: print of the key that it was made with; ``source``: whose it is, of a
    result a line for each that was compared.

    ``rosters``: of a result, the prints of all dossiers that were compared, in hex; "" of one that does not say.
    """

    key: str
    source: str
    rosters: str = ""

    @property
    def sources(self) -> list[str]:
        """Of a result: what was compared."""
        return [line for line in self.source.splitlines() if line]


def write(path: Path, table: pa.Table, what: str, label: ExportLabel) -> None:
    """Write beside and move into place. Raises CasebookError link_write, and then nothing is left behind."""
    said = {"format": what, "key": label.key, "source": label.source, "rosters": label.rosters}
    named = table.replace_schema_metadata({name.encode(): text.encode() for name, text in said.items()})
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(named, part, compression="zstd")
        os.replace(part, path)
    except (OSError, pa.ArrowException) as error:
        with suppress(OSError):
            part.unlink()
        raise CasebookError("link_write", path=path, got=_short(error)) from error


def write_export(path: Path, lines: Sequence[tuple[int, ...]], label: ExportLabel) -> None:
    """Write the prints of people, in an order that says nothing of the rosters. Raises CasebookError link_write."""
    columns = list(zip(*sorted(lines, key=lambda line: line[2]), strict=True)) or [()] * len(COLUMNS)
    write(path, pa.table([pa.array(c, pa.int64()) for c in columns], schema=EXPORT_SCHEMA), EXPORT, label)


def label_of(path: Path, what: str) -> ExportLabel:
    """Return what a file says of itself. Raises CasebookError link_absent, link_broken, link_foreign, link_result (of an
    export) or link_export (of a result)."""
    if not path.is_file():
        raise CasebookError("link_absent", path=path)
    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowException) as error:
        raise CasebookError("link_broken", path=path, got=_short(error)) from error
    said: Mapping[bytes, bytes] = schema.metadata or {}
    wanted = EXPORT_SCHEMA if what == EXPORT else RESULT_SCHEMA
    if said.get(b"format") == (RESULT if what == EXPORT else EXPORT).encode():
        raise CasebookError("link_result" if what == EXPORT else "link_export", path=path)
    if said.get(b"format") != what.encode() or not schema.equals(wanted):
        raise CasebookError("link_foreign", path=path)
    return ExportLabel(*(said.get(name, b"").decode() for name in (b"key", b"source", b"rosters")))


def is_result(path: Path) -> bool:
    """Whether a file is a result, which may be made again."""
    try:
        label_of(path, RESULT)
    except CasebookError:
        return False
    return True


def read_result(path: Path) -> tuple[ExportLabel, list[Mapping[str, object]]]:
    """Return a result. Raises CasebookError link_broken or link_foreign."""
    label = label_of(path, RESULT)
    try:
        return label, pq.read_table(path).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise CasebookError("link_broken", path=path, got=_short(error)) from error


def _short(error: Exception) -> str:
    """The first line of an error, without a path that is said already."""
    return (str(getattr(error, "strerror", "") or error).splitlines() or [type(error).__name__])[0][:120]
