"""The workbook that a caller worked in: back again, under whatever name and from whatever program.

Rows are known by their row id and check code, never by their place: lists may be sorted and filtered,
columns moved, sheets renamed; xlsx, csv, and what else a spreadsheet program saves. A row that we did
not write, or that does not hang together any more, is refused by name.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hmac import compare_digest
from typing import Any

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
from python_calamine import CalamineError, CalamineWorkbook

from phrases import say, texts
from sampling.calls.call_list import COLUMNS, FIRST_VERSION, HIDDEN, VERSION, check_code, first_check_code
from sampling.calls.dealing import ATTEMPTS
from sampling.calls.outcomes import outcomes
from sampling.errors import SamplingError
from sampling.model import Attempt, Callee, Remark

LARGEST = 50 * 2**20
_CODE = re.compile(r"\s*([A-Za-z])\s*(\d)(?![0-9A-Za-z])")
_WHEN = re.compile(
    r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?\s*(?:T|上午|下午)?\s*(\d{1,2})[:：点时](\d{1,2})?分?(?::\d+(?:\.\d+)?)?"
)
_PROOF = re.compile(r"\d+-[0-9a-f]{8}(?:[0-9a-f]{2})?")
_FIRST_PROOF = re.compile(r"\d+-[0-9a-f]{8}")
_ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken: where it stands in the file, whom it names, why."""

    line: int
    name: str
    row: str
    code: str
    got: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a list brought back. ``draw``: the draw it says it belongs to, "" where it cannot say (csv)."""

    attempts: tuple[Attempt, ...]
    remarks: tuple[Remark, ...]
    refused: tuple[Refused, ...]
    draw: str


@dataclass(frozen=True, slots=True)
class Home:
    """The round that lists are taken back into: a list of any other one is refused whole.

    ``draws``: every draw id that lists of this casebook ever carried.
    """

    round: str
    origin: str
    draws: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Label:
    """What the hidden sheet says of a list; all "" where there is none (csv, other programs)."""

    version: str = ""
    draw: str = ""
    round: str = ""
    origin: str = ""


def read_list(
    data: bytes,
    people: Mapping[str, Callee],
    secret: bytes,
    *,
    home: Home,
    password: str | None = None,
    file: str = "",
) -> Returned:
    """Read a returned list. ``people``: everybody who was drawn, by row id, with their bindings.

    Raises SamplingError list_unreadable, list_password, list_empty (no header of ours), list_elsewhere (a
    list of another round, or of a draw that does not count: nothing of it is taken).
    """
    if len(data) > LARGEST:
        raise SamplingError("list_unreadable", file=file, got=f"{len(data)} bytes")
    grids, label = _grids(data, password, file)
    _refuse_elsewhere(label, home, file)
    attempts: list[Attempt] = []
    remarks: list[Remark] = []
    refused: list[Refused] = []
    found, taken = False, 0
    for grid in grids:
        columns, start = _header(grid)
        if columns is None:
            continue
        found = True
        # A list of the first version says nothing of its round but the draw's id, in its title and hidden sheet.
        first = label.draw in home.draws or any(
            draw in text and home.round in text
            for cells in grid[:start]
            for text in map(_text, cells)
            for draw in home.draws
        )
        for line, cells in enumerate(grid[start:], start + 1):
            row = {key: cells[at] if at < len(cells) else "" for key, at in columns.items()}
            taken += _row(line, row, people, secret, first, attempts, remarks, refused)
    if not found:
        raise SamplingError("list_empty", file=file)
    if not taken and any(item.code == "foreign" for item in refused):
        raise _elsewhere(label, home, file)
    return Returned(tuple(attempts), tuple(remarks), tuple(refused), label.draw)


def _refuse_elsewhere(label: _Label, home: Home, file: str) -> None:
    other_round = label.round not in ("", home.round)
    other_book = label.version == VERSION and label.origin != home.origin
    if other_round or other_book or (label.version and label.draw not in home.draws):
        raise _elsewhere(label, home, file)


def _elsewhere(label: _Label, home: Home, file: str) -> SamplingError:
    return SamplingError(
        "list_elsewhere", file=file, round=home.round, got=label.round or "?", draw=label.draw or "?"
    )


def _row(
    line: int,
    row: Mapping[str, Any],
    people: Mapping[str, Callee],
    secret: bytes,
    first: bool,
    attempts: list[Attempt],
    remarks: list[Remark],
    refused: list[Refused],
) -> bool:
    """Read one row; say whether it is one of ours. ``first``: check codes of the first version count."""
    text = {key: _text(value) for key, value in row.items()}
    if not any(text.get(key) for key in COLUMNS if key != "number"):
        return False
    id, name = text.get("row", ""), text.get("name", "")

    def refuse(code: str, got: str = "") -> bool:
        refused.append(Refused(line, name, id, code, got))
        return False

    given = text.get("check", "")
    caller = given.rpartition("-")[0]
    person = people.get(id)
    if not id or not given:
        return refuse("added")
    if person is None:
        return refuse("not_drawn")
    old = first and _FIRST_PROOF.fullmatch(given)
    due = first_check_code(secret, caller, id, person.name) if old else check_code(secret, caller, person)
    if not compare_digest(due.encode(), given.encode()):
        return refuse("foreign")
    # A program that saved in an alphabet without Chinese has left question marks: no other name, none at all.
    if _plain(name) != _plain(person.name) and set(name) != {"?"}:
        return refuse("moved")
    digits = re.sub(r"\D", "", text.get("phone", ""))
    expected = re.sub(r"\D", "", "".join(person.phones))
    # A program that took a number for a number shows it as 1.39E+10: that is its slip, not another phone.
    if digits and digits != expected and "E+" not in text["phone"].upper():
        return refuse("phone")
    for number in range(1, ATTEMPTS + 1):
        typed, when = text.get(f"code{number}", ""), _when(row.get(f"time{number}", ""))
        code = read_code(typed)
        if code is None:
            refuse("code", typed)
        elif code:
            attempts.append(Attempt(id, number, code, when, caller))
        elif when:
            refuse("no_code", when)
    said = [text.get(key, "")[:2000] for key in ("own", "interviewed", "agrees", "note")]
    if any(said):
        remarks.append(Remark(id, caller, *said))
    return True


def read_code(typed: str) -> str | None:
    """Return the outcome code that a cell holds, "" for an empty cell, None for anything else."""
    text = _plain(typed)
    if not text:
        return ""
    # Looked for before the blanks go: "V1 confirmed by ..." without them would read V1confirmed.
    match = _CODE.match(unicodedata.normalize("NFKC", typed))
    if match and (code := f"{match[1].upper()}{match[2]}") in outcomes():
        return code
    said = {_plain(words).lower(): o.code for o in outcomes().values() for words in (o.zh, o.en)}
    return said.get(text.lower())


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFC", str(value)).strip()


def _when(value: Any) -> str:
    """Return a time as "2017-07-03 14:20" where it can be read; as it was typed where not."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    text = unicodedata.normalize("NFKC", _text(value))
    match = _WHEN.fullmatch(text)
    if not match:
        return text[:40]
    year, month, day, hour, minute = match.groups()
    late = 12 if "下午" in text and int(hour) < 12 else 0
    clock = f"{int(hour) + late:02d}:{int(minute or 0):02d}"
    return f"{year + '-' if year else ''}{int(month):02d}-{int(day):02d} {clock}"


def _header(grid: Sequence[Sequence[Any]]) -> tuple[dict[str, int] | None, int]:
    known = {_plain(words).lower(): key for key in COLUMNS for words in texts(f"calls.head.{key}")}
    for at, cells in enumerate(grid[:30]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(cells):
            key = known.get(_plain(_text(cell)).lower())
            if key is not None:
                columns.setdefault(key, index)
        if {"row", "check", "name"} <= columns.keys():
            return columns, at + 1
        # The headings are question marks too: the columns are ours if a check code stands where ours does.
        last = COLUMNS.index("check")
        if len(cells) > last and _PROOF.fullmatch(_text(cells[last])) and not columns:
            return {key: index for index, key in enumerate(COLUMNS)}, at
    return None, 0


def _grids(data: bytes, password: str | None, file: str) -> tuple[list[list[list[Any]]], _Label]:
    """Return all sheets as grids, and what the hidden sheet says of the list."""
    if data[:4] != b"PK\x03\x04" and data[:4] != b"\xd0\xcf\x11\xe0":
        return [list(_delimited(data, file))], _Label()
    clear = _opened(data, password, file)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(clear))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (CalamineError, OSError, ValueError) as error:
        raise SamplingError("list_unreadable", file=file, got=str(error)) from error
    facts = [_text(cells[0]) for cells in sheets.pop(HIDDEN, []) if cells]
    label = _Label()
    if len(facts) > 3 and facts[0] in (VERSION, FIRST_VERSION):
        label = _Label(
            facts[0], facts[1], facts[3], facts[4] if facts[0] == VERSION and len(facts) > 4 else ""
        )
    return [list(grid) for grid in sheets.values()], label


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
