"""Small drawings as SVG text: no library, no script, colours by class so that light and dark both work.

Every drawing says in its description what it shows, in numbers; letters are 12 px or larger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape

import chinese_calendar

from phrases import say
from reports.content.dates import day as day_of
from reports.document import Figure
from reports.safe import clean

WIDTH = 760
WEEKS = 26  # of a calendar: half a year holds a survey
LEAST = 9  # weeks: two days alone would not look like a calendar
_CELL = 30
SIZE = 16  # of letters that have to be read from the back of a room, in a drawing's own units


def label(
    x: float, y: float, text: str, *, anchor: str = "start", kind: str = "quiet", size: int = 15
) -> str:
    """Return a text element; the text is escaped here and nowhere else."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}" font-size="{size}">'
        f"{escape(clean(text))}</text>"
    )


def breadth(text: str, size: int = SIZE) -> float:
    """Return about how wide a text is drawn: Chinese characters are square, others about 0.58 of that."""
    return sum(size if char > "\u2e80" else size * 0.58 for char in text)


def fitted(text: str, room: float, size: int = SIZE) -> str:
    """Return a text cut to a width, with … where something is missing."""
    if breadth(text, size) <= room:
        return text
    kept = text
    while kept and breadth(kept + "…", size) > room:
        kept = kept[:-1]
    return kept + "…"


def figure(key: str, width: float, height: float, body: Sequence[str], title: str, words: str) -> Figure:
    """Return a Figure; ``key`` makes the ids of its title and description unique in the document."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-t {key}-d" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">'
        f'<title id="{key}-t">{escape(clean(title))}</title>'
        f'<desc id="{key}-d">{escape(clean(words))}</desc>{"".join(body)}</svg>'
    )
    return Figure(svg, title, words)


def bar(key: str, parts: Sequence[tuple[str, int, str]], title: str, lang: str, of: str) -> Figure:
    """Return one bar of several parts: (words, number, colour class fail, warn, note or ok).

    ``of``: what is counted, rows or dossiers.
    """
    total = sum(number for _, number, _ in parts) or 1
    body, x = [], 0.0
    for _, number, kind in parts:
        width = WIDTH * number / total
        if number:
            body.append(
                f'<rect x="{x:.1f}" y="0" width="{max(width - 2, 2):.1f}" height="20" class="{kind}-fill"/>'
            )
        x += width
    x = 0.0
    for words, number, kind in parts:
        body.append(f'<rect x="{x:.1f}" y="33" width="14" height="14" class="{kind}-fill"/>')
        text = f"{words} {number}"
        body.append(label(x + 20, 46, text, kind="ink", size=SIZE))
        x += 44 + breadth(text)
    words = say(
        "paper.figure.bar",
        lang,
        parts=say("paper.semicolon", lang).join(f"{w} {_count(n, of, lang)}" for w, n, _ in parts),
        total=_count(total, of, lang),
    )
    return figure(key, WIDTH, 54, body, title, words)


def _count(number: int, of: str, lang: str) -> str:
    return say(f"paper.count.{of}", lang, count=number)


def calendar(key: str, counts: Mapping[date, int], lang: str) -> Figure:
    """Return interviews by day, a column per week; of the half year with most of them when there are more."""
    first, last = _busiest(counts)
    monday = first - timedelta(days=first.weekday())
    weeks = ((last - monday).days // 7) + 1
    if weeks < LEAST:
        monday -= timedelta(days=7 * ((LEAST - weeks) // 2))
        weeks = LEAST
    left, top = 34, 24
    width = max(left + weeks * _CELL + 4, 300)
    body = [
        f'<rect x="{left}" y="{top + 5 * _CELL}" width="{weeks * _CELL}" height="{2 * _CELL}" class="surface"/>'
    ]
    body += [
        label(left - 8, top + d * _CELL + 20, say("paper.weekdays", lang).split()[d], anchor="end")
        for d in range(7)
    ]
    most = max(counts.values())
    for week in range(weeks):
        for day in range(7):
            today = monday + timedelta(days=7 * week + day)
            x, y = left + week * _CELL, top + day * _CELL
            if today.day == 1 or (week == day == 0 and _days_left(monday) > 21):
                body.append(label(x + 2, 16, say("paper.month", lang, month=today.month, year=today.year)))
            body += _day(x, y, counts.get(today, 0), most, _festival(today))
    inside = {d: n for d, n in counts.items() if first <= d <= last}
    outside = sum(counts.values()) - sum(inside.values())
    peak = max(inside, key=lambda d: (inside[d], d))
    words = say(
        "paper.figure.calendar.words",
        lang,
        first=day_of(first.isoformat(), lang),
        last=day_of(last.isoformat(), lang),
        days=len(inside),
        total=sum(inside.values()),
        peak=day_of(peak.isoformat(), lang),
        most=inside[peak],
        weekend=sum(n for d, n in inside.items() if d.weekday() > 4),
        outside=say("paper.figure.calendar.outside", lang, count=outside) if outside else "",
    )
    return figure(key, width, top + 7 * _CELL + 4, body, say("paper.figure.calendar", lang), words)


def _days_left(day: date) -> int:
    """Days until the next month begins: a label needs the room of three weeks."""
    return ((day.replace(day=1) + timedelta(days=32)).replace(day=1) - day).days


def _day(x: int, y: int, count: int, most: int, festival: bool) -> list[str]:
    kind = f"heat{max(1, -(-4 * count // most))}" if count else "blank"
    parts = [
        f'<rect x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}" rx="3" '
        f'class="{kind}{" festival" if festival else ""}"/>'
    ]
    if count:
        size = 14 if count < 1000 else 12
        parts.append(label(x + _CELL / 2, y + 20, str(count), anchor="middle", kind="ink", size=size))
    return parts


def _busiest(counts: Mapping[date, int]) -> tuple[date, date]:
    """First and last day of the span of at most WEEKS weeks that holds most interviews."""
    days = sorted(counts)
    best, start, total = (-1, 0, 0), 0, 0
    for end, day in enumerate(days):
        total += counts[day]
        while (day - days[start]).days >= 7 * WEEKS - 6:
            total -= counts[days[start]]
            start += 1
        if total > best[0]:
            best = (total, start, end)
    return days[best[1]], days[best[2]]


def _festival(day: date) -> bool:
    """A public holiday of its own name; ordinary weekends are none. Unknown years have none."""
    try:
        return chinese_calendar.get_holiday_detail(day)[1] is not None and chinese_calendar.is_holiday(day)
    except NotImplementedError:
        return False


def digits(key: str, table: Sequence[Sequence[int]], lang: str) -> Figure:
    """Return how often each digit stands at each of the last four places. ``table``: four lists of ten."""
    total = sum(table[0])
    expected = total / 10
    # Two binomial standard deviations round a tenth: about one bar in twenty lies outside by chance alone.
    band = 2 * (total * 0.1 * 0.9) ** 0.5
    highest = max(max(map(max, table)), expected + band) or 1
    panel, top, height = WIDTH / 4, 28, 110
    body = []
    for place, counts in enumerate(table):
        x = place * panel
        body.append(
            label(
                x + panel / 2 - 7,
                17,
                say("paper.figure.place", lang, place=8 + place),
                anchor="middle",
                kind="ink",
                size=SIZE,
            )
        )
        upper, lower = (top + height * (1 - max(0, v) / highest) for v in (expected + band, expected - band))
        body.append(
            f'<rect x="{x:.1f}" y="{upper:.1f}" width="{panel - 14:.1f}" height="{lower - upper:.1f}" class="band"/>'
        )
        for digit, count in enumerate(counts):
            tall = height * count / highest
            left = x + 3 + digit * (panel - 20) / 10
            body.append(
                f'<rect x="{left:.1f}" y="{top + height - tall:.1f}" width="12" height="{tall:.1f}" class="bar"/>'
            )
            body.append(label(left + 6, top + height + 18, str(digit), anchor="middle"))
        line = top + height * (1 - expected / highest)
        body.append(f'<path d="M{x:.1f} {line:.1f}h{panel - 14:.1f}" class="expected"/>')
    outside = sum(abs(n - expected) > band for counts in table for n in counts)
    words = say("paper.figure.digits.words", lang, total=total, expected=f"{expected:.1f}", outside=outside)
    return figure(key, WIDTH, top + height + 26, body, say("paper.figure.digits", lang), words)
