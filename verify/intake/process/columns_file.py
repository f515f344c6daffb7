"""Arrow columns on their way from a worker to the parent: as an IPC file, not through the pipe."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from verify.intake.process.away import Away, away_in
from verify.intake.roster import FileResult, Segment


def _is_arrow(values: Any) -> bool:
    return isinstance(values, pa.Array | pa.ChunkedArray)


def _put_away(segment: Segment, folder: str) -> Segment:
    """Write the Arrow columns of a segment to one file in ``folder`` and put Away in their places."""
    columns = {f"texts/{key}": values for key, values in segment.texts.items() if _is_arrow(values)}
    columns |= {f"extra/{key}": values for key, values in segment.extra_texts.items() if _is_arrow(values)}
    if not columns:
        return segment
    handle, path = tempfile.mkstemp(suffix=".arrow", dir=folder)
    os.close(handle)
    table = pa.table(columns)
    with pa.OSFile(path, "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)

    def away(kind: str, texts: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: Away(path, f"{kind}/{key}") if _is_arrow(values) else values for key, values in texts.items()
        }

    return replace(
        segment,
        rows=_as_range(segment.rows),
        texts=away("texts", segment.texts),
        extra_texts=away("extra", segment.extra_texts),
    )


def _as_range(rows: Any) -> Any:
    """Row numbers without a gap as a range: a million numbers need not go through the pipe."""
    if len(rows) and rows[-1] - rows[0] == len(rows) - 1:
        return range(rows[0], rows[-1] + 1)
    return rows


def _fetch(segment: Segment) -> Segment:
    """Put the columns back: mapped into memory, their file deleted at once."""
    places = away_in(segment)
    if not places:
        return segment
    path = places[0].path
    # Windows cannot delete a file that is mapped, so there it is read.
    is_mapped = sys.platform != "win32"
    source = pa.memory_map(path) if is_mapped else pa.OSFile(path)
    with source:
        table = pa.ipc.open_file(source).read_all()
    os.unlink(path)

    def back(texts: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: table.column(item.column) if isinstance(item, Away) else item for key, item in texts.items()
        }

    return replace(segment, texts=back(segment.texts), extra_texts=back(segment.extra_texts))


def _with_segments(result: FileResult, change: Callable[[Segment], Segment]) -> FileResult:
    rosters = (replace(item, segments=tuple(map(change, item.segments))) for item in result.rosters)
    return replace(result, rosters=tuple(rosters))


def put_away(result: FileResult, folder: str) -> FileResult:
    """Write the Arrow columns of a result to files in ``folder``, with Away in their places."""
    return _with_segments(result, lambda segment: _put_away(segment, folder))


def fetch(result: FileResult) -> FileResult:
    """Undo put_away() in the parent process; the files are gone afterwards."""
    return _with_segments(result, _fetch)
