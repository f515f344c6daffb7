"""The workbook that a caller worked in: back again, under whatever name and from whatever program.

Rows are known by their row id and check code, never by their place: lists may be sorted and filtered,
columns moved, sheets renamed; xlsx, csv, and what else a spreadsheet program saves. A row that we did
not write, or that does not hang together any more, is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hmac import compare_digest
from typing import Any

from phrases import say
from sampling.calls.call_list import (
    AGAIN_VERSION,
    SECOND_VERSION,
    VERSION,
    check_code,
    first_check_code,
    outcome_words,
    shown_row,
)
from sampling.calls.call_words import COLUMNS
from sampling.calls.dealing import ATTEMPTS
from sampling.calls.list_files import Label, grids_of, header_of, plain, text_of
from sampling.calls.odd import DRAGGED, SOON, dragged, odd_row
from sampling.calls.outcomes import outcomes
from sampling.calls.people import bare_name
from sampling.calls.times import BEFORE, FUTURE, NO_DAY, NO_TIME, UNREADABLE, Read, judge_time, read_time
from sampling.calls.typed import read_code, read_outcome
from sampling.errors import SamplingError
from sampling.model import Attempt, Callee, Remark

__all__ = ["Home", "Refused", "Returned", "ReturnedLine", "read_code", "read_list"]

LARGEST = 50 * 2**20
TOGETHER = "together"  # two calls of one caller at one minute
_NO_SUCH_CALL = (UNREADABLE, NO_DAY, BEFORE, FUTURE)
_FIRST_PROOF = re.compile(r"\d+-[0-9a-f]{8}")
_NOTE_LETTERS = 2000
_NEEDED = tuple(f"{key}{number}" for number in range(1, ATTEMPTS + 1) for key in ("time", "code"))


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """Something to say about a row: where it stands in the file, whom it names, why.

    ``number``: the attempt that it is about, 0 for the whole row; ``near``: the outcome code to offer.
    """

    line: int
    name: str
    row: str
    code: str
    got: str = ""
    number: int = 0
    near: str = ""

    def reason(self, lang: str = "zh") -> str:
        """Return why, as a sentence that says what to do."""
        near = outcome_words(self.near, lang) if self.near else ""
        why = say(f"calls.{self.kind}.{self.code}", lang, got=self.got, near=near)
        return say("calls.at_attempt", lang, number=self.number, why=why) if self.number else why

    @property
    def kind(self) -> str:
        """Where its sentence stands among the phrases."""
        return "told"


class Refused(ReturnedLine):
    """A row, or one attempt of it, that is not taken."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """Where its sentence stands among the phrases."""
        return "refused"


@dataclass(frozen=True, slots=True)
class Returned:
    """What a list brought back. ``draw``: the draw it says it belongs to, "" where it cannot say (csv).

    ``told``: what was taken and is worth a word (calls at night, two at one minute, no time); ``missing``: rows that
    were on the list when it was written and are not in it any more, with no row for a name. ``before``: of a list of the
    second ear, by row id: where it stands, and what the person said of an earlier call, as it was typed.
    """

    attempts: tuple[Attempt, ...]
    remarks: tuple[Remark, ...]
    refused: tuple[Refused, ...]
    draw: str
    told: tuple[ReturnedLine, ...] = ()
    missing: tuple[Callee, ...] = ()
    before: Mapping[str, tuple[ReturnedLine, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """The round that lists are taken back into: a list of any other one is refused whole.

    ``draws``: every draw id that lists of this casebook ever carried.
    """

    round: str
    origin: str
    draws: frozenset[str]


@dataclass(slots=True)
class _Taking:
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


def read_list(
    data: bytes,
    people: Mapping[str, Callee],
    secret: bytes,
    *,
    home: Home,
    password: str | None = None,
    file: str = "",
    drawn: Mapping[str, datetime] | None = None,
    now: datetime | None = None,
    dealt: Mapping[str, Collection[str]] | None = None,
    again: bool = False,
) -> Returned:
    """Read a returned list. ``people``: everybody who was drawn, by row id, with their bindings.

    ``drawn``: row id -> when it was drawn (office time, no zone), and ``now``: a call before the one or after the other
    is refused; where they are not given, times are only read. ``dealt``: caller -> rows of their last list, to name
    what is missing from a file without a hidden sheet (csv). ``again``: it is a list of the second ear.

    Raises SamplingError list_unreadable, list_password, list_empty (no header of ours), list_elsewhere (a
    list of another round, or of a draw that does not count: nothing of it is taken), list_again or list_first (a list of
    the other kind).
    """
    if len(data) > LARGEST:
        raise SamplingError("list_unreadable", file=file, got=f"{len(data)} bytes")
    grids, label = grids_of(data, password, file)
    _refuse_other_kind(label.version == AGAIN_VERSION, again if label.version else False, file)
    _refuse_elsewhere(label, home, file)
    taking = _Taking(people, secret, drawn or {}, now)
    taking.ciphers = {
        shown: row for row, person in people.items() if (shown := shown_row(person, secret)) != row
    }
    found = False
    for grid in grids:
        columns, start = header_of(grid)
        if columns is None:
            continue
        found = True
        _refuse_other_kind("before" in columns, again, file)
        _refuse_without(columns, file)
        # A list of the first version says nothing of its round but the draw's id, in its title and hidden sheet.
        taking.first = label.draw in home.draws or any(
            draw in text and home.round in text
            for cells in grid[:start]
            for text in map(text_of, cells)
            for draw in home.draws
        )
        # A program that saved in an alphabet without Chinese has left question marks for names, and for own words of codes.
        at = columns["name"]
        taking.lost = any(len(cells) > at and set(text_of(cells[at])) == {"?"} for cells in grid[start:])
        for line, cells in enumerate(grid[start:], start + 1):
            _row(line, {key: cells[at] if at < len(cells) else "" for key, at in columns.items()}, taking)
    if not found:
        raise SamplingError("list_empty", file=file)
    if not taking.seen and any(item.code == "foreign" for item in taking.refused):
        raise _elsewhere(label, home, file)
    return Returned(
        tuple(taking.attempts),
        tuple(taking.remarks),
        tuple(taking.refused),
        label.draw,
        (*taking.told, *_series(taking), *_soon(taking.soon), *_together(taking.at)),
        _missing(taking, label, dealt or {}),
        taking.before,
    )


def _refuse_other_kind(is_again: bool, wanted: bool, file: str) -> None:
    """A list of the second ear and a first call list are known by their label, and without one by their columns."""
    if is_again != wanted:
        raise SamplingError("list_first" if wanted else "list_again", file=file)


def _refuse_without(columns: Mapping[str, int], file: str) -> None:
    """A list without a column of outcomes or times has lost what stood there."""
    gone = [key for key in _NEEDED if key not in columns]
    if gone:
        names = say("again.between", "zh").join(say(f"calls.head.{key}", "zh") for key in gone)
        raise SamplingError("list_columns", file=file, got=names)


def _refuse_elsewhere(label: Label, home: Home, file: str) -> None:
    other_round = label.round not in ("", home.round)
    other_book = label.version in (VERSION, AGAIN_VERSION, SECOND_VERSION) and label.origin != home.origin
    if other_round or other_book or (label.version and label.draw not in home.draws):
        raise _elsewhere(label, home, file)


def _elsewhere(label: Label, home: Home, file: str) -> SamplingError:
    return SamplingError(
        "list_elsewhere", file=file, round=home.round, got=label.round or "?", draw=label.draw or "?"
    )


def _row(line: int, row: Mapping[str, Any], taking: _Taking) -> None:
    """Read one row into ``taking``."""
    text = {key: text_of(value) for key, value in row.items()}
    if not any(text.get(key) for key in COLUMNS if key != "number"):
        return
    shown = text.get("row", "")
    id, name = taking.ciphers.get(shown, shown), bare_name(text.get("name", ""))
    person, problem = taking.people.get(id), _not_ours(id, name, text, taking)
    if problem or person is None:
        taking.refused.append(Refused(line, name, shown, problem))
        return
    caller = text["check"].rpartition("-")[0]
    taking.seen[id] = caller
    for number in range(1, ATTEMPTS + 1):
        place = ReturnedLine(line, person.name, shown, "", number=number)
        typed, when = text.get(f"code{number}", ""), row.get(f"time{number}", "")
        _attempt(place, person, caller, typed, when, taking)
    if "before" in row:
        taking.before[id] = (ReturnedLine(line, person.name, shown, ""), text["before"])
    agreed = read_time(row.get("appointment", ""), taking.now)
    appointment = agreed.text
    said = {
        key: text.get(key, "")[:_NOTE_LETTERS] for key in ("own", "interviewed", "agrees", "note", "told")
    }
    _agreed(ReturnedLine(line, person.name, shown, "no_appointment"), appointment, person, taking)
    _odd(ReturnedLine(line, person.name, shown, ""), person, said, agreed, taking)
    if any(said.values()) or appointment:
        taking.remarks.append(Remark(id, caller, **said, appointment=appointment))


def _not_ours(id: str, name: str, text: Mapping[str, str], taking: _Taking) -> str:
    """Return why a row is not taken at all, "" for one of ours."""
    given, person = text.get("check", ""), taking.people.get(id)
    if not id or not given:
        return "added"
    if person is None:
        return "not_drawn"
    caller = given.rpartition("-")[0]
    old = taking.first and _FIRST_PROOF.fullmatch(given)
    due = (
        first_check_code(taking.secret, caller, id, person.name)
        if old
        else check_code(taking.secret, caller, person)
    )
    if not compare_digest(due.encode(), given.encode()):
        return "foreign"
    # Question marks are no other name: see ``lost``.
    if plain(name) != plain(person.name) and set(name) != {"?"}:
        return "moved"
    digits = re.sub(r"\D", "", text.get("phone", ""))
    expected = re.sub(r"\D", "", "".join(person.phones))
    # A program that took a number for a number shows it as 1.39E+10: that is its slip, not another phone.
    if digits and digits != expected and "E+" not in text["phone"].upper():
        return "phone"
    return ""


def _attempt(
    place: ReturnedLine, person: Callee, caller: str, typed: str, when: Any, taking: _Taking
) -> None:
    """Read one attempt: its outcome and its time."""
    outcome, time = (
        read_outcome(typed, lost=taking.lost),
        read_time(when, taking.now, taking.drawn.get(person.row)),
    )

    def say_of(kind: type[ReturnedLine], code: str, got: str = "", near: str = "") -> Any:
        return kind(place.line, place.name, place.row, code, got, place.number, near)

    if outcome.problem:
        swapped = read_time(typed, taking.now, taking.drawn.get(person.row)).at is not None
        problem = "swapped_time" if swapped else outcome.problem
        taking.refused.append(say_of(Refused, problem, typed, outcome.near))
        return
    if not outcome.code:
        if time.text:
            swapped = bool(time.problem and read_outcome(time.text).code)
            taking.refused.append(say_of(Refused, "swapped_code" if swapped else "no_code", time.text))
        return
    known = any((a.number, a.code) == (place.number, outcome.code) for a in person.attempts)
    problem = "" if known else judge_time(time, taking.drawn.get(person.row), taking.now)
    if problem in _NO_SUCH_CALL:
        drawn = taking.drawn.get(person.row)
        got = f"{time.text} < {drawn:%Y-%m-%d %H:%M}" if problem == BEFORE and drawn else time.text
        taking.refused.append(say_of(Refused, problem, got))
        return
    same = next((a for a in taking.attempts if a.row == person.row and a.called_at == time.text), None)
    if time.at is not None and not known and same is not None and taking.now is not None:
        # Three attempts make a row silent: one call that was written down three times does not.
        taking.refused.append(say_of(Refused, "time_same", time.text))
        return
    if problem and (problem != NO_TIME or taking.now is not None):
        taking.told.append(say_of(ReturnedLine, problem, time.text))
    if time.at is not None and not known:
        taking.at.setdefault((caller, time.text), []).append(say_of(ReturnedLine, TOGETHER, time.text))
    taking.attempts.append(Attempt(person.row, place.number, outcome.code, time.text, caller))


def _odd(place: ReturnedLine, person: Callee, said: Mapping[str, str], agreed: Read, taking: _Taking) -> None:
    """Say what is odd about a row that was taken; one of which something was refused has been spoken of."""
    attempts = [a for a in taking.attempts[-ATTEMPTS:] if a.row == person.row]
    for attempt in attempts:
        taking.codes.setdefault(attempt.number, []).append((place, attempt.code))
    if any(item.row == place.row for item in taking.refused):
        return
    known = {(a.number, a.code) for a in person.attempts}
    fresh = {a.number for a in attempts if (a.number, a.code) not in known}
    typed = {key: text for key, text in said.items() if key != "told"}
    for odd in odd_row(attempts, fresh, {} if person.attempts and not fresh else typed, agreed):
        kept = taking.soon if odd.code == SOON else taking.told
        kept.append(replace(place, code=odd.code, got=odd.got, number=odd.number, near=odd.near))


def _soon(lines: Sequence[ReturnedLine]) -> Iterable[ReturnedLine]:
    """One line for all rows that were tried again within half an hour."""
    rows = list(dict.fromkeys(line.row for line in lines))
    if rows:
        yield replace(lines[0], got=", ".join(rows[:6]) + (" …" if len(rows) > 6 else ""))


def _series(taking: _Taking) -> Iterable[ReturnedLine]:
    """One line for each run of outcomes that count on from row to row."""
    for number, lines in taking.codes.items():
        places = {place.row: place for place, _ in lines}
        for row, got in dragged([(place.row, code) for place, code in lines]):
            yield replace(places[row], code=DRAGGED, got=got, number=number)


def _agreed(place: ReturnedLine, appointment: str, person: Callee, taking: _Taking) -> None:
    """Ask for the time of an appointment that the last outcome of a row promises."""
    last = next((a for a in reversed(taking.attempts) if a.row == person.row), None)
    if last is None or appointment or outcomes()[last.code].again != "appointment" or last in person.attempts:
        return
    taking.told.append(replace(place, number=last.number, near=last.code))


def _together(at: Mapping[tuple[str, str], Sequence[ReturnedLine]]) -> Iterable[ReturnedLine]:
    """One line for each minute at which one caller made more than one call, naming the other rows."""
    for (_, minute), lines in at.items():
        if len(lines) > 1:
            first = lines[0]
            got = f"{minute}: {', '.join(dict.fromkeys(line.row for line in lines[:6]))}"
            yield ReturnedLine(
                first.line, first.name, first.row, TOGETHER, got if len(lines) < 7 else f"{got} …"
            )


def _missing(taking: _Taking, label: Label, dealt: Mapping[str, Collection[str]]) -> tuple[Callee, ...]:
    """Whoever was on the list when it was written and is not in the file any more."""
    written = [taking.ciphers.get(row, row) for row in label.rows] or [
        row for caller in dict.fromkeys(taking.seen.values()) for row in dealt.get(caller, ())
    ]
    named = taking.seen.keys() | {taking.ciphers.get(item.row, item.row) for item in taking.refused}
    return tuple(taking.people[row] for row in written if row in taking.people and row not in named)
