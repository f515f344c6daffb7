"""One row of a returned list: whether it is ours, its attempts, its remarks, what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from hmac import compare_digest
from typing import Any

from sampling.calls.call_list import check_code, first_check_code
from sampling.calls.call_words import COLUMNS
from sampling.calls.dealing import ATTEMPTS
from sampling.calls.list_files import plain, text_of
from sampling.calls.odd import SOON, odd_row
from sampling.calls.outcomes import outcomes
from sampling.calls.people import bare_name
from sampling.calls.returned.lines import Refused, ReturnedLine
from sampling.calls.returned.taking import TOGETHER, Taking
from sampling.calls.times import BEFORE, FUTURE, NO_DAY, NO_TIME, UNREADABLE, Read, judge_time, read_time
from sampling.calls.typed import read_outcome
from sampling.model import Attempt, Callee, Remark

_NO_SUCH_CALL = (UNREADABLE, NO_DAY, BEFORE, FUTURE)
_FIRST_PROOF = re.compile(r"\d+-[0-9a-f]{8}")
_NOTE_LETTERS = 2000


def read_row(line: int, row: Mapping[str, Any], taking: Taking) -> None:
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


def _not_ours(id: str, name: str, text: Mapping[str, str], taking: Taking) -> str:
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


def _attempt(place: ReturnedLine, person: Callee, caller: str, typed: str, when: Any, taking: Taking) -> None:
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


def _odd(place: ReturnedLine, person: Callee, said: Mapping[str, str], agreed: Read, taking: Taking) -> None:
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


def _agreed(place: ReturnedLine, appointment: str, person: Callee, taking: Taking) -> None:
    """Ask for the time of an appointment that the last outcome of a row promises."""
    last = next((a for a in reversed(taking.attempts) if a.row == person.row), None)
    if last is None or appointment or outcomes()[last.code].again != "appointment" or last in person.attempts:
        return
    taking.told.append(replace(place, number=last.number, near=last.code))
