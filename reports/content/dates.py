"""Dates and moments as papers write them: 2016年12月1日 in Chinese, ISO in English."""

from __future__ import annotations

import re

from phrases import say

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def day(iso: str, lang: str) -> str:
    """Return a date such as 2016-12-01 as papers write it; a text that is none stays as it is."""
    found = _DAY.match(iso)
    if found is None:
        return iso
    year, month, number = map(int, found.groups())
    return say("round.day", lang, iso=found[0], year=year, month=month, day=number)


def span(start: str, end: str, lang: str) -> str:
    """Return a span of days; one day stands once."""
    if start == end:
        return day(start, lang)
    return say("round.span", lang, start=day(start, lang), end=day(end, lang))


def moment(iso: str, lang: str) -> str:
    """Return an ISO moment to the minute, or a date alone where no time is given."""
    clock = re.search(r"[T ](\d{2}):(\d{2})", iso)
    if clock is None:
        return day(iso, lang)
    hour, minute = map(int, clock.groups())
    return say("round.moment", lang, day=day(iso, lang), hour=hour, minute=minute, clock=clock[0][1:])
