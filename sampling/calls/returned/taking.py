"""What is known while a returned list is read, and what it brought so far; what only the whole list shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sampling.calls.list_files import Label
from sampling.calls.odd import DRAGGED, dragged
from sampling.calls.returned.lines import Refused, ReturnedLine
from sampling.model import Attempt, Callee, Remark

TOGETHER = "together"  # two calls of one caller at one minute


@dataclass(slots=True)
class Taking:
    """What is known while a list is read, and what it brought so far."""

    people: Mapping[str, Callee]
    secret: bytes
    drawn: Mapping[str, datetime]
    now: datetime | None
    first: bool = False  # check codes of the first version count
    lost: bool = False  # Chinese letters were lost: question marks stand for them
    ciphers: Mapping[str, str] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    told: list[ReturnedLine] = field(default_factory=list)
    soon: list[ReturnedLine] = field(default_factory=list)  # tried again within half an hour
    seen: dict[str, str] = field(default_factory=dict)  # row -> caller
    before: dict[str, tuple[ReturnedLine, str]] = field(default_factory=dict)
    # Attempt -> where its outcomes stand, in the order of the sheet.
    codes: dict[int, list[tuple[ReturnedLine, str]]] = field(default_factory=dict)
    at: dict[tuple[str, str], list[ReturnedLine]] = field(
        default_factory=dict
    )  # caller, minute -> the rows called then


def over_rows(taking: Taking) -> tuple[ReturnedLine, ...]:
    """What is odd of several rows together: outcomes that count on, calls within half an hour or at one minute."""
    return (*_series(taking), *_soon(taking.soon), *_together(taking.at))


def missing(taking: Taking, label: Label, dealt: Mapping[str, Collection[str]]) -> tuple[Callee, ...]:
    """Whoever was on the list when it was written and is not in the file any more."""
    written = [taking.ciphers.get(row, row) for row in label.rows] or [
        row for caller in dict.fromkeys(taking.seen.values()) for row in dealt.get(caller, ())
    ]
    named = taking.seen.keys() | {taking.ciphers.get(item.row, item.row) for item in taking.refused}
    return tuple(taking.people[row] for row in written if row in taking.people and row not in named)


def _soon(lines: Sequence[ReturnedLine]) -> Iterable[ReturnedLine]:
    """One line for all rows that were tried again within half an hour."""
    rows = list(dict.fromkeys(line.row for line in lines))
    if rows:
        yield replace(lines[0], got=", ".join(rows[:6]) + (" …" if len(rows) > 6 else ""))


def _series(taking: Taking) -> Iterable[ReturnedLine]:
    """One line for each run of outcomes that count on from row to row."""
    for number, lines in taking.codes.items():
        places = {place.row: place for place, _ in lines}
        for row, got in dragged([(place.row, code) for place, code in lines]):
            yield replace(places[row], code=DRAGGED, got=got, number=number)


def _together(at: Mapping[tuple[str, str], Sequence[ReturnedLine]]) -> Iterable[ReturnedLine]:
    """One line for each minute at which one caller made more than one call, naming the other rows."""
    for (_, minute), lines in at.items():
        if len(lines) > 1:
            first = lines[0]
            got = f"{minute}: {', '.join(dict.fromkeys(line.row for line in lines[:6]))}"
            yield ReturnedLine(
                first.line, first.name, first.row, TOGETHER, got if len(lines) < 7 else f"{got} …"
            )
