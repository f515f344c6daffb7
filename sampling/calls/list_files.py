"""A returned list as a file: opened, decrypted, decoded, its header found. What its rows say: returned/."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
from python_calamine import CalamineError, CalamineWorkbook

from phrases import say, texts
from sampling.calls.call_list import AGAIN_VERSION, FIRST_VERSION, HIDDEN, SECOND_VERSION, VERSION
from sampling.calls.call_words import AGAIN_COLUMNS, ALSO, COLUMNS, EARLIER
from sampling.errors import SamplingError

_PROOF = re.compile(r"\d+-[0-9a-f]{8}(?:[0-9a-f]{2})?")
_ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")


@dataclass(frozen=True, slots=True)
class Label:
    """What the hidden sheet says of a list; all empty where there is none (csv, other programs).

    ``rows``: the rows that were on it when it was written, as lists show them.
    """

    version: str = ""
    draw: str = ""
    round: str = ""
    origin: str = ""
    rows: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Return a text without blanks and full-width forms, to compare by."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_of(value: Any) -> str:
    """Return a cell as text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFC", str(value)).strip()


def header_of(grid: Sequence[Sequence[Any]]) -> tuple[dict[str, int] | None, int]:
    """Return where each column of ours stands, and the first line below the header; None for a sheet without."""
    known = {
        plain(words).lower(): key
        for key in dict.fromkeys((*COLUMNS, *AGAIN_COLUMNS))
        for name in (key, *ALSO.get(key, ()))
        for words in texts(f"calls.head.{name}")
    }
    for at, cells in enumerate(grid[:30]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(cells):
            key = known.get(plain(text_of(cell)).lower())
            if key is not None:
                columns.setdefault(key, index)
        if {"row", "check", "name"} <= columns.keys():
            return columns, at + 1
        # The headings are question marks too: the columns are ours if a check code stands where ours does.
        for layout in (COLUMNS, AGAIN_COLUMNS, EARLIER):
            last = layout.index("check")
            if len(cells) > last and _PROOF.fullmatch(text_of(cells[last])) and not columns:
                return {key: index for index, key in enumerate(layout)}, at
    return None, 0


def grids_of(data: bytes, password: str | None, file: str) -> tuple[list[list[list[Any]]], Label]:
    """Return all sheets as grids, and what the hidden sheet says of the list."""
    if data[:4] != b"PK\x03\x04" and data[:4] != b"\xd0\xcf\x11\xe0":
        return [list(_delimited(data, file))], Label()
    clear = _opened(data, password, file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(clear))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (CalamineError, OSError, ValueError) as error:
        raise SamplingError("list_unreadable", file=file, got=str(error)) from error
    label = _label([[text_of(cell) for cell in cells] for cells in sheets.pop(HIDDEN, [])])
    return [list(grid) for grid in sheets.values()], label


def _label(lines: Sequence[Sequence[str]]) -> Label:
    def column(at: int) -> list[str]:
        return [cells[at] if len(cells) > at else "" for cells in lines]

    facts = [*column(0), "", "", "", "", ""]
    if facts[0] not in (VERSION, AGAIN_VERSION, SECOND_VERSION, FIRST_VERSION) or len(lines) < 4:
        return Label()
    origin = "" if facts[0] == FIRST_VERSION else facts[4]
    rows = tuple(filter(None, column(2))) if facts[0] in (VERSION, AGAIN_VERSION) else ()
    return Label(facts[0], facts[1], facts[3], origin, rows)


def _opened(data: bytes, password: str | None, file: str) -> bytes:
    if data[:2] == b"PK":
        return data
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not office.is_encrypted():
            return data
        if not password:
            raise SamplingError("list_password", file=file)
        out = io.BytesIO()
        office.load_key(password=password, verify_password=True)
        office.decrypt(out)
        return out.getvalue()
    except (DecryptionError, InvalidKeyError) as error:
        raise SamplingError("list_password", file=file) from error
    except FileFormatError:
        return data


def _delimited(data: bytes, file: str) -> Iterator[list[Any]]:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SamplingError("list_unreadable", file=file, got="encoding")
    if "\0" in text:
        raise SamplingError("list_unreadable", file=file, got="binary")
    marked = (
        line for line in text.splitlines() if say("calls.head.check", "zh") in line or _PROOF.search(line)
    )
    head = next(marked, text[:2000])
    delimiter = max(",;\t", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise SamplingError("list_unreadable", file=file, got=str(error)) from error
