"""A list of the second ear, back again: its calls, each with what the person said of an earlier one."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from phrases import texts
from sampling.again.agreement import NO, UNSURE, YES
from sampling.again.choice import talked
from sampling.calls.dealing import deal
from sampling.calls.returned.lines import Refused, Returned, ReturnedLine
from sampling.errors import SamplingError
from sampling.model import AgainCall, AgainDraw, Callee


@dataclass(frozen=True, slots=True)
class ReturnedAgain:
    """What came back, and what was refused besides what reading the list refused."""

    calls: tuple[AgainCall, ...]
    refused: tuple[Refused, ...]


def read_before(typed: str) -> str | None:
    """Return yes, no, unsure, "" for an empty cell, or None for anything else: nothing is guessed."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split()).casefold()
    known = {
        "".join(unicodedata.normalize("NFKC", words).split()).casefold(): answer
        for answer in (YES, NO, UNSURE)
        for words in texts(f"calls.before_{answer}")
    }
    return "" if not plain else known.get(plain)


def calls_of(back: Returned) -> ReturnedAgain:
    """Return the calls of a list. Whoever answered has said whether anybody had called before, or nothing is taken."""
    made: dict[str, list[AgainCall]] = {}
    for a in back.attempts:
        made.setdefault(a.row, []).append(AgainCall(a.row, a.number, a.code, a.called_at, a.caller, ""))
    refused = []
    spoken = {item.row for item in back.refused}
    for row, (place, typed) in back.before.items():
        if place.row in spoken:  # its call was not taken: that is said already, and enough
            made.pop(row, None)
            continue
        mine, answer = made.get(row, []), read_before(typed)
        answered = next((at for at in range(len(mine) - 1, -1, -1) if talked(mine[at].code)), None)
        problem = ""
        if answer is None:
            problem = "before"
        elif answer and not mine:
            problem = "before_alone"
        elif not answer and answered is not None:
            problem = "before_missing"
        if problem:
            refused.append(_refused(place, problem, typed))
            made.pop(row, None)
        elif answer:
            # Somebody may say that nobody called, and then hang up: the last call it is.
            at = len(mine) - 1 if answered is None else answered
            mine[at] = replace(mine[at], before=answer)
    return ReturnedAgain(tuple(call for calls in made.values() for call in calls), tuple(refused))


def _refused(place: ReturnedLine, code: str, got: str) -> Refused:
    return Refused(place.line, place.name, place.row, code, got)


def bound(person: Callee, draw: AgainDraw) -> Callee:
    """Return a person as the second ear is shown them: nothing of the first call, tied to this choice."""
    text = f"{person.binding}\tagain\t{sha256(draw.document.encode()).hexdigest()}"
    return replace(person, attempts=(), binding=sha256(text.encode()).hexdigest()[:32])


def deal_again(
    people: Mapping[str, Callee], first: Mapping[str, str], callers: int
) -> dict[str, tuple[str, ...]]:
    """Deal rows to callers 1, 2, ...: none to whoever called them first.

    ``first``: row -> who did. One caller alone goes by the least number that nobody of them has.
    Raises SamplingError again_nobody where somebody would have to check their own calls.
    """
    taken = {first[row] for row in people}
    if callers == 1:
        name = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
        names = [name]
    else:
        names = [str(number) for number in range(1, callers + 1)]
    given: dict[str, tuple[str, ...]] = dict.fromkeys(names, ())
    for caller in sorted(taken):
        others = [name for name in names if name != caller]
        if not others:
            raise SamplingError("again_nobody", caller=caller)
        mine = [person for row, person in people.items() if first[row] == caller]
        # Whoever has least so far comes first.
        others.sort(key=lambda name: (len(given[name]), names.index(name)))
        for name, dealt in deal(mine, others).items():
            given[name] += tuple(person.row for person in dealt)
    return {name: rows for name, rows in given.items() if rows}
