"""Who heard whom: the second ear is worth as much as whoever calls again.

Two callers who clear each other, or one whose own outcomes are in doubt, make "somebody had called" say nothing. That
cannot be seen from answers; so it is said who heard whom, and where the hearer is in doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from phrases import say
from sampling.again.agreement import MORE, NAMED, NO, Agreement, HeardRow


def pairs(rows: Sequence[HeardRow]) -> tuple[tuple[str, str, int, int], ...]:
    """Return (first caller, who called again, people who said whether anybody had called, noes), in the order of the rows."""
    asked = Counter((row.first_caller, row.caller) for row in rows if row.asked)
    noes = Counter((row.first_caller, row.caller) for row in rows if row.before == NO)
    return tuple((first, second, count, noes[first, second]) for (first, second), count in asked.items())


def lines(rows: Sequence[HeardRow], found: Sequence[Agreement], lang: str) -> list[str]:
    """Return the pairs as lines, and whose hearing another person should repeat."""
    heard = pairs(rows)
    shown = [
        say("again.pair", lang, first=first, second=second, asked=asked, nobody=nobody)
        for first, second, asked, nobody in heard
    ]
    doubted = {item.caller for item in found if item.said in (NAMED, MORE)}
    by = dict.fromkeys(second for _, second, *_ in heard if second in doubted)
    shown += [say("again.hearer", lang, caller=caller) for caller in by]
    both = {(first, second) for first, second, *_ in heard}
    mutual = [(a, b) for a, b in sorted(both) if a < b and (b, a) in both]
    return [*shown, *(say("again.mutual", lang, one=one, other=other) for one, other in mutual)]
