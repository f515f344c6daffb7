"""When a person may be called again. Pure; times are the office's own, without zone.

An outcome says how soon (``when`` in callback_outcomes.csv): engaged half an hour later, no answer some hours later at
another time of day, and so on. Over that stand two rules for all attempts together: nobody is tried twice in the same
part of a day (morning, afternoon, evening), unless the line was engaged or an hour was agreed on; and the three
attempts never fall on one day. Otherwise three quick calls would make silence of somebody who was at work.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sampling.calls.dealing import ATTEMPTS
from sampling.calls.outcomes import outcomes
from sampling.model import Attempt

FIRST_HOUR, LAST_HOUR = 8, 21  # nobody is sent to ring before the one, or from the other on
OFFICE_HOURS = (9, 17)
_NOON, _EVENING = 12, 18
_SOON, _HOURS = timedelta(minutes=30), timedelta(hours=3)
_TO_TIME = "%Y-%m-%d %H:%M"


def called_when(attempt: Attempt) -> datetime | None:
    """Return when an attempt was made; where only a day was written its last minute, None where nothing was."""
    for form, text in ((_TO_TIME, attempt.called_at), (_TO_TIME, f"{attempt.called_at} 23:59")):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def part_of_day(at: datetime) -> str:
    """Return morning, afternoon or evening."""
    return "morning" if at.hour < _NOON else "afternoon" if at.hour < _EVENING else "evening"


def ready_at(attempts: Sequence[Attempt], agreed: datetime | None = None) -> datetime | None:
    """Return the earliest moment for the next attempt; None: at any time.

    ``attempts``: those made so far, in their order, none of which ended it (dealing.open_rows). ``agreed``: the hour
    that was agreed on; it counts only after an outcome that is an appointment.
    """
    last = attempts[-1] if attempts else None
    made = None if last is None else called_when(last)
    if last is None or made is None:
        return agreed if last is not None and _agreed(last) else None
    if _agreed(last) and agreed is not None:
        return agreed
    known = [at for at in map(called_when, attempts) if at is not None]
    when = outcomes()[last.code].when
    if when == "any":
        return None
    if when == "soon":
        return _first(made + _SOON, known, parts=False)
    if when in ("another_day", "office_hours"):
        hours = OFFICE_HOURS if when == "office_hours" else (FIRST_HOUR, LAST_HOUR)
        start = (made + timedelta(days=1)).replace(hour=hours[0], minute=0)
        return _first(start, known, hours, working=when == "office_hours")
    return _first(made + _HOURS, known)


def _agreed(attempt: Attempt) -> bool:
    return outcomes()[attempt.code].again == "appointment"


def _first(
    start: datetime,
    known: Sequence[datetime],
    hours: tuple[int, int] = (FIRST_HOUR, LAST_HOUR),
    *,
    parts: bool = True,
    working: bool = False,
) -> datetime:
    """Return the first moment from ``start`` on that the rules allow; after that, whole hours are tried."""
    used = {part_of_day(at) for at in known} if parts else set()
    days = {at.date() for at in known}
    one_day = len(known) >= ATTEMPTS - 1 and len(days) == 1
    at = start
    for _ in range(14 * 24):
        fits = hours[0] <= at.hour < hours[1] and not (working and at.weekday() >= 5)
        if fits and part_of_day(at) not in used and not (one_day and at.date() in days):
            return at
        at = at.replace(minute=0) + timedelta(hours=1)
    return start + timedelta(
        days=1
    )  # every part of the day in which an office calls was tried: another day at least
