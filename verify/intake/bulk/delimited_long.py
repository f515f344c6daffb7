"""Long texts as Arrow columns. Imported by delimited.py only when there is one: Arrow is slow to load."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from verify.intake.formats.encoding import Decoding, first_error_in
from verify.intake.formats.quotes import swallows
from verify.intake.formats.records import MAX_COLUMNS, MAX_LINES_IN_FIELD, Notes, damage_note, parse, too_wide
from verify.intake.grid import Grid, Value
from verify.settings import Settings

_BLOCK = 8 * 2**20
_SHOWN = 100  # rows that go into Grid.cells
# More records of a wrong length than this, and csv is the better parser.
_MAX_ODD = 1_000
# An Arrow column costs 4 bytes a row even where it is empty.
_CELLS_FACTOR = 20
_BATCH_CELLS = 500_000


class _Odd(NamedTuple):
    """A record whose number of fields is not that of the others."""

    number: int  # from 1, blank records counted
    text: str


class _Transcoder(io.RawIOBase):
    """A file in any encoding, read as UTF-8 in pieces, so that memory stays small."""

    def __init__(self, path: Path, decoding: Decoding) -> None:
        self._file = path.open("rb")
        self._decoder = codecs.getincrementaldecoder(decoding.encoding)(decoding.errors)
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and not self._ended:
            chunk = self._file.read(2**20)
            self._ended = not chunk
            text = self._decoder.decode(chunk, final=self._ended)
            self._ready = text.encode("utf-8", errors="replace")
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


def read_long(path: Path, decoding: Decoding, separator: str, skip: int, settings: Settings) -> Grid:
    """Return a grid of columns; ``skip`` lines at the top are not the table's.

    Raises UnicodeDecodeError where the text is not in this encoding, IntakeError("too_many_cells").
    """
    if decoding.damaged is not None:
        decoding = Decoding(decoding.encoding, first_error_in(path, decoding.encoding) or 0)
    width = _width(path, decoding, separator, settings)
    table, notes = _parsed(path, decoding, separator, width, settings)
    if table.num_columns * table.num_rows > settings.max_cells * _CELLS_FACTOR:
        raise too_wide(table.num_columns, table.num_rows, settings)
    table = table.slice(skip)
    shown: list[list[Value]] = [
        [value or None for value in record]
        for record in zip(*table.slice(0, _SHOWN).to_pydict().values(), strict=True)
    ]
    return Grid(
        sheet="",
        rows=list(range(1, table.num_rows + 1)),
        cells=shown,
        columns=tuple(table.columns),
        notes=damage_note(decoding) + notes,
    )


def _lines(path: Path, decoding: Decoding) -> Iterator[str]:
    with path.open(encoding=decoding.encoding, errors=decoding.errors) as file:
        yield from file


def _width(path: Path, decoding: Decoding, separator: str, settings: Settings) -> int:
    """The number of fields that most records among the first thousand lines have."""
    head = "".join(islice(_lines(path, decoding), 1_000))
    widths = Counter(len(record) for record in parse(head, separator)[0] if record)
    if widths and max(widths) > MAX_COLUMNS:
        raise too_wide(max(widths), 1_000, settings)
    return widths.most_common(1)[0][0] if widths else 1


def _parsed(
    path: Path, decoding: Decoding, separator: str, width: int, settings: Settings
) -> tuple[pa.Table, Notes]:
    if separator.isascii():  # Arrow's are of one byte
        with suppress(pa.ArrowInvalid):
            return _read_with_arrow(path, decoding, separator, width)
    return _joined(_read_with_csv(path, decoding, separator, settings)), ()


def _read_with_arrow(path: Path, decoding: Decoding, separator: str, width: int) -> tuple[pa.Table, Notes]:
    table, odd = _parse(path, decoding, separator, width, quoted=True)
    notes: Notes = ()
    torn = any(
        item.text.count("\n") > MAX_LINES_IN_FIELD or swallows(item.text, separator, width) for item in odd
    )
    if torn or _is_swallowed(table, separator):
        table, odd = _parse(path, decoding, separator, width, quoted=False)
        notes = (("stray_quote", ""),)
    return _with_odd(table, odd, separator), notes


def _is_swallowed(table: pa.Table, separator: str) -> bool:
    """Whether a field runs over so many lines, or holds whole records, that a stray quotation mark must have opened it."""
    for column in table.columns:
        broken = pc.match_substring(column, "\n")
        if pc.any(broken).as_py():
            texts = column.filter(broken).slice(0, _MAX_ODD).to_pylist()
            if any(swallows(text, separator, table.num_columns) for text in texts):
                return True
        if (pc.max(pc.binary_length(column)).as_py() or 0) > MAX_LINES_IN_FIELD:
            lines = pc.max(pc.count_substring(column, "\n")).as_py() or 0
            if lines > MAX_LINES_IN_FIELD:
                return True
    return False


def _parse(
    path: Path, decoding: Decoding, separator: str, width: int, quoted: bool
) -> tuple[pa.Table, list[_Odd]]:
    """Let Arrow parse; records of another width than ``width`` are put aside."""
    odd: list[_Odd] = []

    def put_aside(row: arrow_csv.InvalidRow) -> str:
        odd.append(_Odd(row.number, row.text))
        return "skip" if len(odd) <= _MAX_ODD else "error"

    names = [str(index) for index in range(width)]
    source = _Transcoder(path, decoding)
    is_plain = decoding.encoding in ("utf-8", "utf-8-sig") and decoding.errors == "strict"
    try:
        table = arrow_csv.read_csv(
            str(path) if is_plain else pa.PythonFile(source, mode="r"),
            # Only without threads does Arrow number the records that it puts aside.
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator,
                quote_char='"' if quoted else False,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
                invalid_row_handler=put_aside,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error):
            raise UnicodeDecodeError("utf-8", b"", 0, 0, str(error)) from error
        raise
    finally:
        source.close()
    return table, odd


def _column(values: list[str]) -> pa.Array:
    return pa.array(values, pa.string())


def _widened(table: pa.Table, width: int) -> pa.Table:
    """Add empty columns up to ``width``."""
    for index in range(table.num_columns, width):
        table = table.append_column(str(index), _column([""] * table.num_rows))
    return table


def _with_odd(table: pa.Table, odd: list[_Odd], separator: str) -> pa.Table:
    """Put the records of another width back in their places, padded."""
    if not odd:
        return table
    records = [(parse(item.text, separator)[0] or [[]])[0] for item in odd]
    width = max(table.num_columns, *map(len, records))
    table = _widened(table, width)
    pieces: list[pa.Table] = []
    taken = 0
    for index, (item, record) in enumerate(zip(odd, records, strict=True)):
        before = item.number - 1 - index
        pieces.append(table.slice(taken, before - taken))
        padded = record + [""] * (width - len(record))
        pieces.append(pa.table({str(at): _column([value]) for at, value in enumerate(padded)}))
        taken = before
    pieces.append(table.slice(taken))
    return pa.concat_tables(pieces).combine_chunks()


def _read_with_csv(path: Path, decoding: Decoding, separator: str, settings: Settings) -> list[pa.Table]:
    """Read what Arrow cannot: every record of another length, or a record longer than a block."""
    try:
        return _batched(csv.reader(_lines(path, decoding), delimiter=separator), settings)
    except csv.Error:  # a field above csv's limit: a stray quotation mark
        plain = (line.rstrip("\n").split(separator) for line in _lines(path, decoding))
        return _batched(plain, settings)


def _batched(records: Iterable[list[str]], settings: Settings) -> list[pa.Table]:
    """Turn records into tables of some hundred thousand cells each, so that memory stays small."""
    pieces: list[pa.Table] = []
    batch: list[list[str]] = []
    width = height = 0
    for record in records:
        batch.append(record)
        width, height = max(width, len(record)), height + 1
        if width > MAX_COLUMNS or width * height > settings.max_cells * _CELLS_FACTOR:
            raise too_wide(width, height, settings)
        if len(batch) * width > _BATCH_CELLS:
            pieces.append(_piece(batch))
            batch = []
    return [*pieces, _piece(batch)] if batch else pieces


def _piece(records: list[list[str]]) -> pa.Table:
    width = max(map(len, records)) or 1
    padded = [record + [""] * (width - len(record)) for record in records]
    return pa.table({str(at): _column(list(values)) for at, values in enumerate(zip(*padded, strict=True))})


def _joined(pieces: list[pa.Table]) -> pa.Table:
    width = max((piece.num_columns for piece in pieces), default=0)
    return pa.concat_tables([_widened(piece, width) for piece in pieces])
