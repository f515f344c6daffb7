"""What is odd about rows of a list that was taken all the same: worth a word to whoever brings it back. Pure.

Nothing here changes what counts. A row may be odd because something was filled in beside its cell, or because a spreadsheet
program went on with a series that somebody only wanted to copy.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from phrases import texts
from sampling.calls.outcomes import CONFIRMED, outcomes
from sampling.calls.redial import called_when
from sampling.calls.times import Read
from sampling.model import Attempt

ORDER, AFTER_END, ANSWERS, NO_OUTCOME = "order", "after_end", "answers", "no_outcome"
UNUSED, UNREAD, EARLY = "appointment_unused", "appointment_unread", "appointment_early"
DRAGGED, SOON = "dragged", "soon"
_SERIES = 4  # codes that follow each other down a column: V1, V2, V3, V4
_NOT_INTERVIEWED = "N1"
_PAUSE = timedelta(
    minutes=30
)  # between two attempts at somebody who was not reached; the script asks for hours


@dataclass(frozen=True, slots=True)
class Odd:
    """Why, what was found, and about which attempt (0: the whole row). ``near``: the outcome that it is about."""

    code: str
    got: str = ""
    number: int = 0
    near: str = ""


def odd_row(
    attempts: Sequence[Attempt], fresh: Collection[int], said: Mapping[str, str], appointment: Read
) -> Iterator[Odd]:
    """Yield what is odd about one row. ``attempts``: as the list has them, by number; ``fresh``: the numbers that are not
    on file yet; ``said``: own, interviewed, agrees, note, as typed."""
    if not attempts:
        if any(said.values()):
            yield Odd(NO_OUTCOME)
        return
    for before, after in itertools.pairwise(attempts):
        if after.number not in fresh:
            continue
        first, second = called_when(before), called_when(after)
        if first is not None and second is not None and second < first:
            yield Odd(ORDER, f"{after.called_at} < {before.called_at}", after.number)
        elif first is not None and second is not None and second - first < _PAUSE:
            # Three attempts make a row silent, and are meant to be three chances to reach somebody.
            yield Odd(SOON, f"{before.called_at}, {after.called_at}", after.number)
        if outcomes()[before.code].again == "no":
            yield Odd(AFTER_END, "", after.number, before.code)
    last = attempts[-1]
    if last.number not in fresh:
        return
    if _answers_differ(last.code, said.get("interviewed", "")):
        yield Odd(ANSWERS, said["interviewed"], last.number, last.code)
    yield from _appointment(attempts, appointment)


def _answers_differ(code: str, interviewed: str) -> bool:
    confirmed = outcomes()[code].counts_for == CONFIRMED
    return (confirmed and interviewed in texts("calls.no")) or (
        code == _NOT_INTERVIEWED and interviewed in texts("calls.yes")
    )


def _appointment(attempts: Sequence[Attempt], appointment: Read) -> Iterator[Odd]:
    last = attempts[-1]
    if not appointment.text:
        return
    if outcomes()[last.code].again != "appointment":
        if not any(outcomes()[a.code].again == "appointment" for a in attempts):
            yield Odd(UNUSED, appointment.text, last.number, last.code)
        return
    made = called_when(last)
    if appointment.at is None:
        yield Odd(UNREAD, appointment.text, last.number)
    elif made is not None and appointment.at < made:
        yield Odd(EARLY, f"{appointment.text} < {last.called_at}", last.number)


def dragged(codes: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (row, codes) for codes that count on from row to row, as a spreadsheet program fills a series: no caller has
    such a run. ``codes``: (row, code) of one attempt, in the order of the sheet; "" where there is none."""
    run: list[tuple[str, str]] = []
    for row, code in [*codes, ("", "")]:
        if run and code and code[0] == run[-1][1][0] and int(code[1:]) == int(run[-1][1][1:]) + 1:
            run.append((row, code))
            continue
        if len(run) >= _SERIES:
            yield run[0][0], ", ".join(item for _, item in run)
        run = [(row, code)] if code else []
