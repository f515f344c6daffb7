"""What the reviewer's board says: how far the calls are, who has how much, what waits for whom. Row ids, no names. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casebook.calldesk.passes import CALLER
from desk.web.ear import with_again
from desk.web.ear_board import SecondEar, second_ear
from desk.web.haste import haste_lines
from desk.web.room import Book
from phrases import say
from sampling.calls.outcomes import outcomes
from sampling.calls.queue import SKIP_REASONS, Waiting, agreed_rows, open_among
from sampling.calls.redial import called_when
from sampling.pace import CallPace, pace
from sampling.progress import CallerProgress, progress
from sampling.rounds import clashing, final_codes

MOST_ROWS = 200  # of one table; the casebook has the rest


@dataclass(frozen=True, slots=True)
class Screen:
    """Somebody on a caller's screen: since when, and whether name and number were shown."""

    caller: str
    row: str
    since: str
    shown: bool
    again: bool  # the second ear


@dataclass(frozen=True, slots=True)
class Agreed:
    """An appointment: with whom, when, made by whom, and whether its time is over."""

    row: str
    at: str
    caller: str
    late: bool


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A row that somebody passed on for good: other callers get it, and the reviewer may want to look."""

    row: str
    caller: str
    reason: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board, as of ``now``."""

    now: str
    rows: int
    done: int
    open: int
    on_lists: int
    ready: int  # open, on no list, and may be called at this moment
    reached: int
    called: int  # rows that were called at least once
    callers: tuple[CallerProgress, ...]
    present: tuple[tuple[str, str], ...]  # name and role of everybody who may sit at the desk
    screens: tuple[Screen, ...]
    appointments: tuple[Agreed, ...]
    contradictions: tuple[tuple[str, str], ...]  # row, and the codes that disagree
    passed: tuple[PassedOn, ...]
    pace: CallPace
    ends: str
    hasty: tuple[str, ...]  # talks that were too short
    ear: SecondEar | None  # None: nobody was drawn to be called again


def board(book: Book, lang: str) -> Board:
    """Make the board of a round."""
    roll, ledger, now = book.roll, book.ledger, book.now
    everybody = ledger.everybody()
    still = open_among(everybody, roll.settled)
    made = [attempt for who in everybody for attempt in who.attempts]
    dealt = {who.row: who.attempts[-1].caller for who in everybody if who.attempts}
    dealt |= {who.row: who.held_by for who in everybody if who.held_by} | ledger.dealt
    callers = frozenset(item.name for item in book.present if item.role == CALLER)
    counts = progress(made, roll.turn, still, dealt)
    finished = [
        at
        for who in everybody
        if who.attempts and who.row not in still and (at := called_when(who.attempts[-1])) is not None
    ]
    rhythm = pace(finished, len(still), now)
    disagreeing = clashing(made, roll.aside, roll.decided)
    aside: dict[str, list[str]] = {}
    for attempt in roll.aside:
        aside.setdefault(attempt.row, []).append(attempt.code)
    said = {
        who.row: [attempt.code for attempt in who.attempts] for who in everybody if who.row in disagreeing
    }
    both, open_both = with_again(everybody, ledger.ear, {}), still | ledger.ear.waiting.keys()
    final = final_codes(made)
    return Board(
        f"{now:%Y-%m-%d %H:%M}",
        len(everybody),
        len(everybody) - len(still),
        len(still),
        sum(row in still for row in ledger.listed),
        sum(_ready(who, now) for who in everybody if who.row in still and who.row not in ledger.listed),
        sum(item.reached for item in counts.callers),
        len(made),
        counts.callers,
        tuple((item.name, item.role) for item in book.present),
        tuple(
            Screen(held.caller, held.row, held.at[11:16], bool(held.shown_at), held.again)
            for held in ledger.held()
        ),
        _appointments(both, open_both, now),
        tuple(
            (row, " / ".join([*codes, *aside.get(row, ())]))
            for row, codes in said.items()
        )[:MOST_ROWS],
        _passed(both, open_both, lang),
        rhythm,
        "" if rhythm.ends_at is None else f"{rhythm.ends_at:%Y-%m-%d %H:%M}",
        tuple(haste_lines(ledger.leases.values(), made, ledger.ear.calls, lang)),
        second_ear(ledger, final, callers, now, lang) if roll.again.draws else None,
    )  # fmt: skip


def _ready(who: Waiting, now: datetime) -> bool:
    return not who.held_by and (who.ready is None or who.ready <= now)


def _appointments(everybody: list[Waiting], still: frozenset[str], now: datetime) -> tuple[Agreed, ...]:
    found = [
        Agreed(who.row, f"{who.agreed:%Y-%m-%d %H:%M}", who.attempts[-1].caller, who.agreed < now)
        for who in agreed_rows(everybody, still)
        if who.agreed is not None
    ]
    return tuple(sorted(found, key=lambda item: item.at))[:MOST_ROWS]


def _passed(everybody: list[Waiting], still: frozenset[str], lang: str) -> tuple[PassedOn, ...]:
    found = [
        PassedOn(who.row, skip.caller, say(f"desk.reason.{skip.reason}", lang))
        for who in everybody
        if who.row in still
        for skip in who.skips
        if SKIP_REASONS[skip.reason][0] is None
    ]
    return tuple(found[:MOST_ROWS])


def codes(lang: str) -> list[tuple[str, str]]:
    """Return every code with what it means."""
    return [(outcome.code, outcome.words(lang)) for outcome in outcomes().values()]
