"""Calls at the desk as the demo plays them: the desk's own functions, a clock of 2017, and a made-up person who answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from casebook.calldesk import passes
from casebook.connect import Casebook
from desk.commands.calling.office import office_of
from desk.state import stamp_now
from desk.web.ear import BEFORE
from desk.web.room import CallDesk, Idle, Noted, OnScreen
from fixtures.caller import ANSWERS, heard, heard_again
from phrases import say
from sampling.model import Callee
from verify.settings import Settings

_LAST_DAY = 14  # days; nobody is called for longer than that
_EVENING = 21


def _wall() -> datetime:
    return datetime.now().astimezone()


@dataclass
class _Clock:
    """A wall clock that runs as the demo says, and the same as seconds."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def ticks(self) -> float:
        return self.at.timestamp()

    def wait(self, until: datetime) -> None:
        """Go on to a time of the office, at least a minute; after the evening to the next morning."""
        self.at = max(until.replace(tzinfo=self.at.tzinfo), self.at + timedelta(minutes=1))
        if self.at.hour >= _EVENING:
            self.at = (self.at + timedelta(days=1)).replace(hour=9, minute=0)


def play(book: Casebook, name: str, day: str, forged: frozenset[tuple[str, str]], lang: str) -> int:
    """Let a caller sit at the desk from ``day`` ("2017-07-04") on until nobody is left to be called; return the calls."""
    clock = _Clock(datetime.fromisoformat(f"{day} 09:00").astimezone())
    end, rng = clock.at + timedelta(days=_LAST_DAY), Random(f"2017/{name}/{day}")
    desk = CallDesk(book, office_of(Settings()), lang, clock.now, clock.ticks, journal=_wall)
    code = passes.new_code()
    passes.give(book, name, passes.CALLER, code, stamp_now())
    known, calls = desk.sign_in(code), 0
    token = known[1] if known else ""
    while clock.at < end:
        if not desk.next(token):
            seen = desk.screen(name)
            if not isinstance(seen, Idle) or seen.choice.next_at is None:
                break
            clock.wait(seen.choice.next_at)
            continue
        calls += _call(desk, name, token, forged, clock)
        clock.wait(clock.at.replace(tzinfo=None) + timedelta(minutes=rng.randrange(2, 6)))
    passes.end(book, name, stamp_now())
    return calls


def _call(desk: CallDesk, name: str, token: str, forged: frozenset[tuple[str, str]], clock: _Clock) -> int:
    """One call, as a caller makes it: look at the screen, ask for the number, ring, store the outcome."""
    seen = desk.screen(name)
    if not isinstance(seen, OnScreen):
        return 0
    desk.show(token, seen.lease.id)
    shown = desk.screen(name)
    if not isinstance(shown, OnScreen) or shown.person is None:
        return 0
    said = _said_again if seen.lease.again else _said
    desk.outcome(token, seen.lease.id, said(shown.person, len(shown.made), forged, clock.at))
    return 1


def _said(person: Callee, made: int, forged: frozenset[tuple[str, str]], now: datetime) -> Noted:
    codes = heard(person.row, person.name, person.phones, forged)
    code = codes[min(made, len(codes) - 1)]
    if code == "R3":
        return Noted(code, appointment=f"{now + timedelta(days=1):%Y-%m-%d} 18:30")
    if code not in ANSWERS:
        return Noted(code)
    own, told = say("calls.yes", "zh"), say("calls.told_agreed", "zh")
    return Noted(code, own=own, interviewed=ANSWERS[code], told=told)


def _said_again(person: Callee, made: int, forged: frozenset[tuple[str, str]], now: datetime) -> Noted:
    codes, before = heard_again(person.row, person.name, person.phones, forged)
    code = codes[min(made, len(codes) - 1)]
    answers = {say(f"calls.before_{answer}", "zh"): answer for answer in BEFORE}
    return Noted(code, before=answers[before] if code in ANSWERS else "")
