"""How far the calls are: by caller, by hour of the day, by outcome. Counts only, no names.

For whoever runs the round: who has how much left, at which hours people answer, and what callers hear. It judges
nobody; see rates.py for what a dossier's calls amount to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from phrases import say
from sampling.calls.measure import text_width
from sampling.calls.outcomes import CONFIRMED, NOT_CALLED, outcomes
from sampling.model import BAD, Attempt
from sampling.rates import disposition

REACHED = ("I", "P", "R", "O")  # somebody was reached: AAPOR's contact
UNKNOWN_HOUR = -1


@dataclass(frozen=True, slots=True)
class CallerProgress:
    """One caller: the rows on their lists, those that nobody has to call again, and what their calls brought."""

    caller: str
    rows: int
    done: int
    open: int
    calls: int
    reached: int
    confirmed: int
    bad: int
    appointments: int


@dataclass(frozen=True, slots=True)
class HourProgress:
    """Calls within one hour of the day (UNKNOWN_HOUR: no time was written), and how many reached somebody."""

    hour: int
    calls: int
    reached: int


@dataclass(frozen=True, slots=True)
class Progress:
    """All three tables. ``outcomes``: (code, calls), in the order of the codes."""

    callers: tuple[CallerProgress, ...]
    hours: tuple[HourProgress, ...]
    outcomes: tuple[tuple[str, int], ...]
    undealt: int  # rows to be called that are on nobody's list


def progress(
    attempts: Sequence[Attempt], rows: Sequence[str], still: Collection[str], dealt: Mapping[str, str]
) -> Progress:
    """Count the calls of a round.

    ``rows``: everybody to be called; ``still``: those of them that are worth another call (dealing.open_rows);
    ``dealt``: row -> the caller whose list it was on last (casebook.filed.callees.callers_of).
    """
    waiting, wanted = frozenset(still), frozenset(rows)
    mine = [a for a in attempts if a.row in wanted and a.code != NOT_CALLED]
    known = {*(caller for row, caller in dealt.items() if row in wanted), *(a.caller for a in mine)}
    last = {a.row: a for a in sorted(mine, key=lambda a: a.number)}
    found = []
    for caller in sorted(known, key=lambda name: (len(name), name)):
        listed = [row for row in rows if dealt.get(row) == caller]
        own = [a for a in mine if a.caller == caller]
        kinds = Counter(outcomes()[a.code].counts_for for a in own)
        left = sum(row in waiting for row in listed)
        agreed = sum(
            row in waiting and row in last and outcomes()[last[row].code].again == "appointment"
            for row in listed
        )
        found.append(
            CallerProgress(
                caller, len(listed), len(listed) - left, left, len(own), sum(map(_reached, own)),
                kinds[CONFIRMED], kinds[BAD], agreed,
            )
        )  # fmt: skip
    calls, reached = Counter(map(_hour, mine)), Counter(_hour(a) for a in mine if _reached(a))
    said = Counter(a.code for a in mine)
    return Progress(
        tuple(found),
        tuple(HourProgress(hour, calls[hour], reached[hour]) for hour in sorted(calls)),
        tuple((code, said[code]) for code in outcomes() if said[code]),
        sum(row in waiting and row not in dealt for row in rows),
    )


def document(found: Progress, lang: str = "zh") -> dict[str, Any]:
    """Return the counts as JSON values."""
    return {
        "callers": [asdict(item) for item in found.callers],
        "hours": [
            {
                "hour": None if item.hour == UNKNOWN_HOUR else item.hour,
                "calls": item.calls,
                "reached": item.reached,
            }
            for item in found.hours
        ],
        "outcomes": [
            {"code": code, "words": outcomes()[code].words(lang), "calls": calls}
            for code, calls in found.outcomes
        ],
        "undealt": found.undealt,
    }


def lines(found: Progress, lang: str = "zh") -> list[str]:
    """Return the counts as three small tables, within 80 columns."""
    if not found.callers:
        return [say("calls.progress.none", lang)]
    columns = ("caller", "rows", "done", "open", "calls", "reached", "confirmed", "bad", "appointments")
    by_caller = [[str(asdict(item)[key]) for key in columns] for item in found.callers]
    if len(by_caller) > 1:
        sums = [str(sum(asdict(item)[key] for item in found.callers)) for key in columns[1:]]
        by_caller.append([say("calls.progress.total", lang), *sums])
    by_hour = [[_clock(item.hour, lang), str(item.calls), str(item.reached)] for item in found.hours]
    by_code = [[f"{code} {outcomes()[code].short(lang)}", str(calls)] for code, calls in found.outcomes]
    shown = table([_head(columns, lang), *by_caller])
    if by_hour:
        shown += ["", *table([_head(("hour", "calls", "reached"), lang), *by_hour])]
        shown += ["", *table([_head(("outcome", "calls"), lang), *by_code])]
    if found.undealt:
        shown += ["", say("calls.progress.undealt", lang, count=found.undealt)]
    return shown


def _reached(attempt: Attempt) -> bool:
    return disposition(attempt.code) in REACHED


def _hour(attempt: Attempt) -> int:
    _, _, clock = attempt.called_at.partition(" ")
    hour = clock.partition(":")[0]
    return int(hour) if hour.isdigit() else UNKNOWN_HOUR


def _clock(hour: int, lang: str) -> str:
    return say("calls.progress.no_hour", lang) if hour == UNKNOWN_HOUR else f"{hour:02d}:00"


def _head(keys: Sequence[str], lang: str) -> list[str]:
    return [say(f"calls.progress.{key}", lang) for key in keys]


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return columns by width on the screen: the first to the left, numbers to the right."""
    widths = [max(text_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    shown = []
    for row in rows:
        first = row[0] + " " * (widths[0] - text_width(row[0]))
        rest = (
            " " * (width - text_width(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True)
        )
        shown.append("  ".join((first, *rest)).rstrip())
    return shown
