"""What the second ear heard: by row, whether it agrees with the first call; by caller, how often, with exact bounds.

The first question is whether anybody had called before, because an invented "all agrees" about an honest row agrees with
whatever is heard later. "Nobody called me" counts against the caller alone. The row it leaves as it is where the second
call says of it what the first one said; otherwise the row is in doubt, as it is where one call confirms and the other
denies: unresolved until a reviewer decides. Nothing heard again ever makes a row better or worse by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sampling.again.choice import by_caller, kind_of, listed_rows, talked, turn
from sampling.again.power import alarm_at, enough, least_seen
from sampling.calls.dealing import ATTEMPTS
from sampling.calls.outcomes import CONFIRMED, outcomes
from sampling.design import exact
from sampling.model import BAD, AgainCall, AgainDraw

YES, NO, UNSURE = "yes", "no", "unsure"
CONFIDENCE = Fraction(19, 20)  # two-sided, over everything that was looked at of one caller
# What is said of a caller: too many noes; a no, so that more have to be asked; calls still to be made; nothing of note.
NAMED, MORE, WAITING, QUIET = "named", "more", "waiting", "quiet"


@dataclass(frozen=True, slots=True)
class HeardRow:
    """One row that was drawn again. ``first``, ``second``: outcome codes, "" where the second call is still to come."""

    row: str
    first_caller: str
    first: str
    caller: str
    second: str
    before: str  # yes, no, unsure, ""
    open: bool  # may be called again still

    @property
    def differs(self) -> bool:
        """Whether one call confirms the row and the other denies it."""
        return bool(self.second) and {kind_of(self.first), kind_of(self.second)} == {CONFIRMED, BAD}

    @property
    def doubted(self) -> bool:
        """Whether the first outcome cannot stand without a reviewer."""
        unlike = bool(self.second) and kind_of(self.first) != kind_of(self.second)
        return self.differs or (self.before == NO and unlike)

    @property
    def asked(self) -> bool:
        """Whether the person said that somebody had called before, or that nobody had."""
        return self.before in (YES, NO)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One caller. ``bounds``: of invented outcomes among all that they reached, exact, each no taken for one;
    ``differing_bounds``: of outcomes with which the second ear disagrees in any way.

    ``limit``: noes from which on there are too many; ``further``: people to be drawn beyond the share, 0 for none;
    ``seen``: the least number of invented outcomes that what is drawn finds four times in five, None for no number.
    """

    caller: str
    reached: int
    drawn: int
    asked: int
    unsure: int
    silent: int
    open: int
    nobody: int
    differing: int
    bounds: tuple[int, int]
    differing_bounds: tuple[int, int]
    limit: int
    said: str
    further: int
    seen: int | None


def final_call(calls: Iterable[AgainCall]) -> AgainCall | None:
    """Return the call that counts of one row: the last that was answered, else the last."""
    made = sorted(calls, key=lambda call: call.number)
    answered = [call for call in made if call.before or talked(call.code)]
    return answered[-1] if answered else made[-1] if made else None


def open_again(
    rows: Iterable[str], calls: Sequence[AgainCall], settled: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the drawn rows that are worth another call of the second ear, in their order."""
    made: dict[str, list[AgainCall]] = {}
    for call in calls:
        made.setdefault(call.row, []).append(call)
    return tuple(
        row
        for row in rows
        if row not in settled
        and len(made.get(row, ())) < ATTEMPTS
        and all(not call.before and outcomes()[call.code].again != "no" for call in made.get(row, ()))
    )


def heard(
    draws: Sequence[AgainDraw], calls: Sequence[AgainCall], first: Mapping[str, str], known: Collection[str]
) -> tuple[HeardRow, ...]:
    """Set both calls of every drawn row side by side.

    ``first``: row -> the outcome that counts of the first calls; ``known``: rows of the round (withdrawn ones are
    nobody's any more).
    """
    rows = {row: caller for row, caller in turn(draws).items() if row in known and row in first}
    still = frozenset(open_again(rows, calls))
    made: dict[str, list[AgainCall]] = {}
    for call in calls:
        made.setdefault(call.row, []).append(call)
    found = []
    for row, caller in rows.items():
        last = final_call(made.get(row, ()))
        said = ("", "", "") if last is None else (last.caller, last.code, last.before)
        found.append(HeardRow(row, caller, first[row], *said, row in still))
    return tuple(found)


def agreements(draws: Sequence[AgainDraw], rows: Sequence[HeardRow], forget: str) -> tuple[Agreement, ...]:
    """Count by caller. ``forget``: the share of honest people who say that nobody called, as it lies under the seal."""
    share = exact.share(forget, "again_forget", zero=True)
    callers = dict.fromkeys(name for draw in draws for name in draw.callers)
    mine = {name: [row for row in rows if row.first_caller == name] for name in callers}
    return tuple(_agreement(name, draws, mine[name], share) for name in callers if mine[name])


def _agreement(
    caller: str, draws: Sequence[AgainDraw], rows: Sequence[HeardRow], forget: Fraction
) -> Agreement:
    strata, looks = _strata(caller, draws)
    reached, first = sum(map(len, strata)), len(by_caller(_first(caller, draws))[caller]["drawn"])
    asked = [row for row in rows if row.asked]
    nobody = sum(row.before == NO for row in asked)
    differing = [row for row in rows if row.differs or row.before == NO]
    compared = {row.row for row in rows if row.asked or row.differs}
    open_now = sum(row.open for row in rows)
    # The draw as it stands: open rows may still say no, and with more of them the limit is never lower.
    limit = alarm_at(len(asked) + open_now, forget, looks)
    wanted, _ = enough(reached, min(first, reached), forget)
    further = max(0, min(wanted - len(asked), reached - len(rows))) if nobody and not open_now else 0
    said = NAMED if nobody >= limit else WAITING if open_now else MORE if further else QUIET
    return Agreement(
        caller, reached, len(rows), len(asked), sum(row.before == UNSURE for row in rows),
        sum(not row.open and not row.before for row in rows), open_now, nobody, len(differing),
        _bounds(strata, looks, {row.row for row in asked}, {row.row for row in asked if row.before == NO}),
        _bounds(strata, looks, compared, {row.row for row in differing}),
        limit, said, 0 if said == NAMED else further,
        least_seen(reached, min(first, reached), max(len(asked) + open_now, min(first, reached)), forget),
    )  # fmt: skip


def _first(caller: str, draws: Sequence[AgainDraw]) -> AgainDraw:
    return next(draw for draw in draws if caller in draw.callers)


def _strata(caller: str, draws: Sequence[AgainDraw]) -> tuple[list[list[str]], int]:
    """Return the caller's rows by the draw that listed them first, and by how many draws they were looked at."""
    found, looks = [], 0
    for at, draw in enumerate(draws):
        if caller in draw.callers:
            looks += 1
            before = listed_rows(draws[:at])
            fresh = [row for row in by_caller(draw)[caller]["reached"] if row not in before]
            found += [fresh] if fresh else []
    return found, looks


def _bounds(
    strata: Sequence[Sequence[str]], looks: int, asked: Collection[str], noes: Collection[str]
) -> tuple[int, int]:
    """Return exact two-sided bounds of how many rows would say so, had all been asked.

    Within a stratum those who were asked are a random sample without replacement (people who could not be reached a
    second time are taken to be like the others). The risk is shared out over strata and looks, so that it holds for
    whoever stops when they like.
    """
    risk = (1 - CONFIDENCE) / (2 * max(len(strata), 1) * max(looks, 1))
    low = high = 0
    for rows in strata:
        drawn, said = sum(row in asked for row in rows), sum(row in noes for row in rows)
        low += exact.lower(len(rows), drawn, said, risk) if drawn else 0
        high += exact.upper(len(rows), drawn, said, risk) if drawn else len(rows)
    return low, high


def document(item: Agreement) -> dict[str, Any]:
    """Return what was heard of a caller as JSON values."""
    return {
        "caller": item.caller, "reached": item.reached, "drawn": item.drawn, "asked": item.asked,
        "unsure": item.unsure, "silent": item.silent, "open": item.open, "nobody": item.nobody,
        "differing": item.differing, "nobody_lower": item.bounds[0], "nobody_upper": item.bounds[1],
        "differing_lower": item.differing_bounds[0], "differing_upper": item.differing_bounds[1],
        "limit": item.limit, "said": item.said, "further": item.further, "seen_from": item.seen,
    }  # fmt: skip
