"""What a caller typed as an outcome and the hour that was agreed on, read before anything is stored."""

from __future__ import annotations

from datetime import datetime, timedelta

from desk.web.declined import Declined
from sampling.calls.outcomes import NOT_CALLED, outcomes
from sampling.calls.times import read_time

FARTHEST = timedelta(days=60)  # a round's calls are over by then: what lies beyond is a slip of the year


def agreed_text(code: str, typed: str, now: datetime) -> str:
    """Return the appointment as it is stored, "" where the outcome is none. ``now``: as the office reads its clock.

    Raises Declined for a code that is none, and for what cannot be stored as it was typed.
    """
    known = outcomes().get(code)
    if known is None or code == NOT_CALLED:
        raise Declined("code", got=code)
    if known.again != "appointment":
        if typed.strip():
            raise Declined("appointment_unused", code=code)
        return ""
    read = read_time(typed, now)
    if read.at is None:
        raise Declined("appointment", got=typed.strip() or "-")
    if read.at < now:
        raise Declined("appointment_past", got=read.text)
    if read.at > now + FARTHEST:
        raise Declined("appointment_far", got=read.text, days=FARTHEST.days)
    return read.text
