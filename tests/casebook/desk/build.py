"""A drawn round of invented people, a desk over it, and clocks that a test moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from casebook import sealing
from casebook.calldesk import passes
from casebook.connect import Casebook
from desk.web.room import CallDesk, Idle, Noted, OnScreen
from sampling.calls.script import Office
from sampling.draw.record import record, to_text
from sampling.draw.seal import read_seal
from tests.casebook.build import STAMP, Made, Row, file, people
from tests.casebook.test_filing import seal

SEED = "31415926535897932384"
START = datetime(2017, 7, 3, 9, 0, tzinfo=timezone(timedelta(hours=8)))  # a Monday


@dataclass
class Clocks:
    """The wall clock, which may jump, and the one that only runs forward."""

    wall: datetime = START
    ticks: float = 1000.0
    jumped: timedelta = field(default=timedelta(0))

    def now(self) -> datetime:
        """The wall clock."""
        return self.wall + self.jumped

    def monotonic(self) -> float:
        """The other one."""
        return self.ticks

    def wait(self, **length: float) -> None:
        """Let time pass."""
        self.wall += timedelta(**length)
        self.ticks += timedelta(**length).total_seconds()


def drawn(book: Casebook, *made: Made) -> Casebook:
    """File rosters, seal and draw them."""
    file(book, *(made or (Made("A", people(60)), Made("B", people(60, 500), "乙公司"))))
    seal(book)
    with book.read() as conn:
        (stored,) = sealing.load_seals(conn)
    document = record(read_seal(stored.document), [SEED])
    sealing.store_draw(book, stored, 1, to_text(document), [item.id for item in made] or ["A", "B"], STAMP)
    return book


def desk_over(book: Casebook, clocks: Clocks, lang: str = "zh") -> CallDesk:
    """A desk, as a server that has just started."""
    return CallDesk(book, Office("省质量协会"), lang, clocks.now, clocks.monotonic)


def seat(desk: CallDesk, name: str, role: str = passes.CALLER) -> str:
    """Hand out a code and sign in with it; return the token."""
    code = passes.new_code()
    passes.give(desk.book, name, role, code, STAMP)
    found = desk.sign_in(code)
    assert found is not None
    return found[1]


def on_screen(desk: CallDesk, name: str) -> OnScreen:
    """Whom a caller has."""
    seen = desk.screen(name)
    assert isinstance(seen, OnScreen), seen
    return seen


def nobody(desk: CallDesk, name: str) -> Idle:
    """That a caller has nobody."""
    seen = desk.screen(name)
    assert isinstance(seen, Idle), seen
    return seen


def called(desk: CallDesk, token: str, name: str, code: str, **said: str) -> str:
    """Take the next person, show, store an outcome; return the row."""
    assert desk.next(token)
    lease = on_screen(desk, name).lease
    desk.show(token, lease.id)
    desk.outcome(token, lease.id, Noted(code, **said))
    return lease.row


def with_numbers(rows: Sequence[Row], numbers: dict[int, str]) -> tuple[Row, ...]:
    """The same people, some with other numbers."""
    return tuple((row[0], row[1], numbers.get(at, row[2]), *row[3:]) for at, row in enumerate(rows))  # type: ignore[misc]
