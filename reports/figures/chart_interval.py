"""Bounds against the limit: large for one dossier, small for a cell of a table of dossiers.

A bound is a whole number of respondents, so the limit is drawn half a person before the first number that is
not acceptable: a bar that just passes ends left of the line, one that just fails begins right of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle
from math import ceil
from statistics import median

from phrases import say
from reports.document import Figure
from reports.figures.svg import SIZE, WIDTH, figure, label
from sampling.model import EXTEND, FAIL, PASS

_KIND = {PASS: "ok", EXTEND: "warn", FAIL: "fail"}  # colour class and name of the sign
_PAD = 16
_SMALL, _LOW = 180, 22


def interval(
    key: str, *, lower: int, upper: int, limit: int, population: int, lang: str, decision: str
) -> Figure:
    """Return the interval on a scale of respondents, with the limit marked.

    ``limit`` is the smallest number that is not acceptable, ``decision`` pass, extend or fail, ``lower`` the
    bound that the decision rests on (``Estimate.fail_lower`` where it is fail). Where everything lies far left
    the scale is cut and says so. Raises ValueError where numbers and decision contradict one another: a
    drawing must not show what the judgement does not say.
    """
    _agree(lower, upper, limit, population, decision)
    end = _end(max(upper, limit), population)
    head = say(
        "figure.interval.head" if lower < upper else "figure.interval.head.one",
        lang,
        sign=say(f"paper.sign.{_KIND[decision]}", lang),
        lower=lower,
        upper=upper,
    )
    whole = say(
        "figure.interval.whole" if end == population else "figure.interval.cut",
        lang,
        population=population,
        end=end,
    )
    body = [
        label(0, 18, head, kind=f"{_KIND[decision]} strong", size=SIZE + 2),
        label(WIDTH, 18, whole, anchor="end", size=15),
        *_scale(end),
        *_bar(_at(lower, end), _at(upper, end), 54, 24, _KIND[decision]),
        *_limit(limit, end, lang),
    ]
    why = decision
    if decision == EXTEND and lower >= limit:
        why = "extend.high"
    elif decision == EXTEND and upper < limit:
        why = "extend.low"  # too many are silent, whatever the bound
    cut = say("figure.interval.words.cut", lang, end=end) if end < population else ""
    words = say(
        "figure.interval.words" if lower < upper else "figure.interval.words.one",
        lang,
        lower=lower,
        upper=upper,
        limit=limit,
        population=population,
        decision=say(f"figure.interval.{why}", lang),
        cut=cut,
    )
    drawn = figure(key, WIDTH, 122, body, say("figure.interval", lang), words)
    return Figure(drawn.svg, drawn.title, drawn.description, say("figure.interval.caption", lang))


def small_scale(limits: Iterable[tuple[int, int]]) -> float:
    """Return where the scale of a column of small intervals ends, as a share up to 1.

    ``limits``: (limit, population) of every dossier of the column. Three times the limit as a rule: what
    passes is told from what does not, and what lies far beyond is marked with an arrow.
    """
    shares = [limit / population for limit, population in limits]
    if not shares:
        return 1.0
    return min(1.0, ceil(round(max(3 * median(shares), 1.2 * max(shares)) * 10, 6)) / 10)


def small_note(scale: float, lang: str) -> str:
    """Return the sentence that explains the small intervals; it belongs into the table's note."""
    return say("figure.small.note", lang, scale=_percent(scale))


def interval_small(
    key: str,
    *,
    lower: int,
    upper: int,
    limit: int,
    population: int,
    lang: str,
    decision: str,
    scale: float,
) -> Figure:
    """Return the interval for a table cell, as shares on 0..``scale`` so that rosters of any size compare.

    The numbers are as for ``interval``. Nothing is written in it: the cell's text says the same, and so does
    its title.
    """
    _agree(lower, upper, limit, population, decision)
    title = say(
        "figure.small",
        lang,
        lower=_percent(lower / population),
        upper=_percent(upper / population),
        limit=_percent(limit / population),
    )
    room, kind = _SMALL - 14, _KIND[decision]

    def at(share: float) -> float:
        return 4 + room * min(share, scale) / scale

    edge = at((limit - 0.5) / population)
    body = [f'<path d="M4 {_LOW / 2:.0f}h{room}" class="axis"/>']
    if upper / population <= scale:
        body += _bar(at(lower / population), at(upper / population), 6, 10, kind)
    else:
        start = min(at(lower / population), room - 16.0)
        body.append(f'<path d="M{start:.1f} 6H{room}v-4l12 9l-12 9v-4H{start:.1f}z" class="{kind}-fill"/>')
        if lower / population <= scale:
            body.append(f'<path d="M{start:.1f} 4v14" class="end"/>')
    if limit / population <= scale:
        body.append(f'<path d="M{edge:.1f} 0v{_LOW}" class="limit"/>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-t" class="small" '
        f'width="{_SMALL}" height="{_LOW}" viewBox="0 0 {_SMALL} {_LOW}">'
        f'<title id="{key}-t">{title}</title>{"".join(body)}</svg>'
    )
    return Figure(svg, title, title)


def _agree(lower: int, upper: int, limit: int, population: int, decision: str) -> None:
    if not (0 <= lower <= upper <= population and limit >= 1):
        raise ValueError(f"no interval: {lower}..{upper} of {population}, limit {limit}")
    if (decision == PASS and upper >= limit) or (decision == FAIL and lower < limit):
        raise ValueError(f"{decision} does not follow from {lower}..{upper} and limit {limit}")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def _step(length: int) -> int:
    """A round distance of ticks: 1, 2 or 5 times a power of ten, at most eight of them."""
    step, grow = 1, cycle((2, 2.5, 2))
    while length > 8 * step:
        step = int(step * next(grow))
    return step


def _end(furthest: int, population: int) -> int:
    """Where the scale ends: at the whole roster, or sooner when less than half of it would be used."""
    wanted = ceil(furthest * 1.25)
    if 2 * wanted >= population:
        return population
    step = _step(wanted)
    return step * ceil(wanted / step)


def _at(number: float, end: int) -> float:
    return _PAD + (WIDTH - 2 * _PAD) * min(number, end) / end


def _bar(start: float, stop: float, top: float, tall: float, kind: str) -> list[str]:
    """A bar with a tick at either end that is taller than itself; a single number is one tick in its middle."""
    over = tall / 5
    ticks = "".join(f"M{x:.1f} {top - over:.1f}v{tall + 2 * over:.1f}" for x in (start, stop))
    thin = max(0.0, 8 - (stop - start)) / 2  # the colour is seen beside the ticks however short the bar
    return [
        f'<rect x="{start - thin:.1f}" y="{top:.1f}" width="{stop - start + 2 * thin:.1f}" height="{tall:.1f}" '
        f'class="{kind}-fill"/>',
        f'<path d="{ticks}" class="end"/>',
    ]


def _scale(end: int) -> list[str]:
    step = _step(end)
    numbers = list(range(0, end + 1, step))
    if numbers[-1] != end:
        # The end of the scale always has its number; the tick before it gives way when it is near.
        numbers = [n for n in numbers if end - n >= 0.6 * step] + [end]
    ticks = "".join(f"M{_at(n, end):.1f} 88v8" for n in numbers)
    return [
        f'<path d="M{_PAD} 88H{WIDTH - _PAD}{ticks}" class="axis"/>',
        *(label(_at(n, end), 115, str(n), anchor="middle") for n in numbers),
    ]


def _limit(limit: int, end: int, lang: str) -> list[str]:
    """The line, what it says, and the part of the scale beyond it."""
    x = _at(limit - 0.5, end)
    left = x < WIDTH * 0.7
    words = say("figure.interval.limit", lang, limit=limit)
    return [
        f'<rect x="{x:.1f}" y="84" width="{WIDTH - _PAD - x:.1f}" height="8" class="fail-fill"/>',
        f'<path d="M{x:.1f} 30V96" class="limit"/>',
        label(x + (7 if left else -7), 43, words, anchor="start" if left else "end", kind="ink", size=15),
    ]
